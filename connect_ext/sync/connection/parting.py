"""Removing at Xero what a consent connected and nobody uses: not chosen, replaced, or at its end."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass, field

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.storage import journal, system
from connect_ext.sync.connection.tokens import valid_tokens
from connect_ext.sync.runtime import Runtime
from connect_ext.work.authorisation import Authorisation, AuthorisationId
from connect_ext.work.failure import WorldFailed
from connect_ext.work.task import Actor
from connect_ext.xero.connections import all_connections, disconnect

logger = logging.getLogger("connect_ext.connection")

NOT_CHOSEN = "nobody chose it"
REPLACED = "another consent has taken its place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """One connection at Xero: its id, and whose books it reaches."""

    id: str
    tenant_id: TenantId
    tenant_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """The right to remove what one consent connected. It outlives the stored tokens, which are erased first."""

    installation_id: InstallationId
    client_id: str
    event_id: str
    access_token: str = field(repr=False)
    in_use: Connected | None
    """The organisation that was chosen: Xero lists it under a later consent of the same person, if there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """Names of organisations, and whether Xero was told everything that it had to be told."""

    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    told: bool = True


def key_of(runtime: Runtime, authorisation: Authorisation) -> Key | None:
    """None when Xero gives no valid token for it now; the log says why."""
    if authorisation.tokens is None:
        return None
    try:
        tokens = valid_tokens(runtime, authorisation, authorisation.tokens)
    except WorldFailed as failed:
        logger.warning("part.failed installation=%s code=%s", authorisation.installation_id, failed.failure.code)
        return None
    return Key(
        installation_id=authorisation.installation_id,
        client_id=authorisation.client_id,
        event_id=authorisation.event_id,
        access_token=tokens.access_token,
        in_use=_in_use(authorisation),
    )


def _in_use(authorisation: Authorisation) -> Connected | None:
    if authorisation.connection_id is None or authorisation.tenant_id is None:
        return None
    return Connected(
        id=authorisation.connection_id, tenant_id=authorisation.tenant_id, tenant_name=authorisation.tenant_name
    )


def remove_unused(runtime: Runtime, key: Key, leaving: Collection[AuthorisationId] = ()) -> Parting:
    """Removes each connection of the consent whose organisation no installation uses; those of `leaving` count no
    more. Stops at the first failure, which only the log shows. Never the revocation endpoint: it would end every
    connection of that Xero user."""
    removed: list[str] = []
    kept: list[str] = []
    try:
        for found in _connected(runtime, key):
            if _is_used(runtime, key, found, leaving):
                kept.append(found.tenant_name)
                continue
            disconnect(runtime.sender, key.access_token, found.id)
            removed.append(found.tenant_name)
    except WorldFailed as failed:
        logger.warning("disconnect.failed installation=%s code=%s", key.installation_id, failed.failure.code)
        return Parting(removed=tuple(removed), kept=tuple(kept), told=False)
    return Parting(removed=tuple(removed), kept=tuple(kept))


def tidy(runtime: Runtime, key: Key, why: str) -> None:
    """`remove_unused`, with a line in the journal where there is something to say. `why` completes “…, for why”."""
    parting = remove_unused(runtime, key)
    said = [f"Removed at Xero, for {why}: {', '.join(parting.removed)}."] if parting.removed else []
    if not parting.told:
        said.append(f"Xero could not be asked to remove everything that is not needed, for {why}.")
    if said:
        entry = journal.JournalEntry(
            at=runtime.clock(),
            actor=Actor.PRODUCT,
            event="connection.tidied",
            sentence=" ".join(said),
        )
        with runtime.database.transaction() as tx:
            journal.add(tx, key.installation_id, entry)


def _connected(runtime: Runtime, key: Key) -> list[Connected]:
    listed = all_connections(runtime.sender, key.access_token, key.event_id)
    found = [Connected(id=one.id, tenant_id=one.tenant_id, tenant_name=one.tenant_name) for one in listed]
    in_use = [key.in_use] if key.in_use and key.in_use.id not in {one.id for one in found} else []
    return in_use + found


def _is_used(runtime: Runtime, key: Key, found: Connected, leaving: Collection[AuthorisationId]) -> bool:
    with runtime.database.transaction() as tx:
        return system.organisation_is_used(tx, key.client_id, found.tenant_id, besides=leaving)
