"""Ending an installation's connection: at Xero only where no other installation needs it, and always here."""

from __future__ import annotations

import logging
from collections.abc import Collection

from connect_ext.books.ids import InstallationId
from connect_ext.storage import authorisations, journal, own_apps, system
from connect_ext.storage.database import UNREACHABLE
from connect_ext.sync.connection.parting import key_of, remove_unused
from connect_ext.sync.crash import where
from connect_ext.sync.runtime import Runtime
from connect_ext.work.authorisation import Authorisation, AuthorisationId, AuthorisationStatus
from connect_ext.work.task import Actor

logger = logging.getLogger("connect_ext.connection")

LEFT_AT_ONCE = 100
UNINSTALLED = "the extension was uninstalled"


def disconnect(runtime: Runtime, installation_id: InstallationId, actor: Actor, why: str) -> bool:
    """Erases the tokens, those of a consent that still waits for its choice too, and removes at Xero what these
    consents connected. False when there was neither."""
    with runtime.database.transaction() as tx:
        pending = authorisations.pending(tx, runtime.vault, installation_id)
        current = authorisations.current(tx, runtime.vault, installation_id)
    ending = [found for found in (pending, current) if found is not None]
    for found in ending:
        _end(runtime, found, [one.id for one in ending], actor, why)
    return bool(ending)


def disconnect_left_behind(runtime: Runtime) -> None:
    """Who has uninstalled must leave no secrets behind, neither tokens nor an own app's. A mistake of ours with one of
    them does not stop the others."""
    with runtime.database.transaction() as tx:
        left = system.left_behind(tx, LEFT_AT_ONCE)
    for installation_id in left:
        try:
            disconnect(runtime, installation_id, Actor.PRODUCT, UNINSTALLED)
            with runtime.database.transaction() as tx:
                own_apps.remove(tx, installation_id)
        except UNREACHABLE:
            raise
        except Exception as mistake:  # noqa: BLE001 - whatever it is, the others go on
            logger.error("left_behind.failed installation=%s %s", installation_id, where(mistake))


def _end(runtime: Runtime, found: Authorisation, leaving: Collection[AuthorisationId], actor: Actor, why: str) -> None:
    """First at Xero: whoever dies between the two still has the tokens, and does it again."""
    at_xero = _at_xero(runtime, found, leaving)
    event, what = "connection.ended", f"Disconnected from {found.tenant_name}"
    if found.status is AuthorisationStatus.PENDING:
        event, what = "consent.ended", "The consent that waited for its choice has ended"
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        if not authorisations.end(tx, found.installation_id, found.id, why, now):
            return  # another process was faster, and has said so
        entry = journal.JournalEntry(at=now, actor=actor, event=event, sentence=f"{what}: {why}. {at_xero}")
        journal.add(tx, found.installation_id, entry)


def _at_xero(runtime: Runtime, found: Authorisation, leaving: Collection[AuthorisationId]) -> str:
    key = key_of(runtime, found)
    parting = remove_unused(runtime, key, leaving) if key else None
    if parting is None or not parting.told:
        return "Xero could not be told; remove the app there under Settings → Connected apps."
    said = [f"Removed at Xero: {', '.join(parting.removed)}."] if parting.removed else []
    if parting.kept:
        said.append(f"Another installation uses it, so it stays connected at Xero: {', '.join(parting.kept)}.")
    return " ".join(said) or "Xero held no connection of it any more."
