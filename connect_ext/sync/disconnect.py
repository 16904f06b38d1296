"""Ending an installation's connection: at Xero only where no other installation needs it, and always here."""

from __future__ import annotations

import logging

from connect_ext.books.ids import InstallationId
from connect_ext.storage import authorisations, journal, system
from connect_ext.sync.runtime import Runtime
from connect_ext.sync.tokens import valid_tokens
from connect_ext.work.authorisation import Authorisation
from connect_ext.work.failure import WorldFailed
from connect_ext.work.task import Actor
from connect_ext.xero.connections import disconnect as disconnect_at_xero

logger = logging.getLogger("connect_ext.connection")


def disconnect(runtime: Runtime, installation_id: InstallationId, actor: Actor, why: str) -> str | None:
    """Erases the tokens, those of a consent that still waits for its choice too, and removes the connection at Xero
    (never the revocation endpoint: it would end every connection of that Xero user). Returns the organisation's name,
    None when there was no connection."""
    with runtime.database.transaction() as tx:
        current = authorisations.current(tx, runtime.vault, installation_id)
        pending = authorisations.pending(tx, runtime.vault, installation_id)
        if pending is not None:
            authorisations.end(tx, installation_id, pending.id, why, runtime.clock())
    if current is None:
        return None
    at_xero = _at_xero(runtime, current)
    now = runtime.clock()
    sentence = f"Disconnected from {current.tenant_name}: {why}. {at_xero}"
    with runtime.database.transaction() as tx:
        authorisations.end(tx, installation_id, current.id, why, now)
        entry = journal.JournalEntry(
            at=now, actor=actor, event="connection.ended", sentence=sentence, task_id=None, data={}
        )
        journal.add(tx, installation_id, entry)
    return current.tenant_name


def _at_xero(runtime: Runtime, current: Authorisation) -> str:
    if current.tokens is None or current.tenant_id is None or current.connection_id is None:
        return "Xero held no connection of it any more."
    with runtime.database.transaction() as tx:
        others = system.other_installations_of(tx, current.tenant_id, current.client_id, current.installation_id)
    if others:
        return "The connection stays at Xero, for another installation uses the same organisation."
    try:
        tokens = valid_tokens(runtime, current, current.tokens)
        disconnect_at_xero(runtime.sender, tokens.access_token, current.connection_id)
    except WorldFailed as failed:
        logger.warning("disconnect.failed installation=%s code=%s", current.installation_id, failed.failure.code)
        return "Xero could not be told; remove the app there under Settings → Connected apps."
    return "The connection was removed at Xero."
