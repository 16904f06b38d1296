"""A person of the installation chooses, among the organisations of a consent that waits, the one to invoice in."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.storage import authorisations, go_live, journal
from connect_ext.sync.connection.go_live import judge_all
from connect_ext.sync.connection.parting import NOT_CHOSEN, REPLACED, Key, key_of, tidy
from connect_ext.sync.connection.tokens import organisation_of, valid_tokens
from connect_ext.sync.runtime import Runtime
from connect_ext.work.authorisation import Authorisation
from connect_ext.work.budget import Purpose
from connect_ext.work.failure import WorldFailed
from connect_ext.work.task import Actor
from connect_ext.xero.connections import Connection, connections
from connect_ext.xero.timezones import UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A pending consent and the organisations it covers."""

    authorisation: Authorisation
    organisations: tuple[Connection, ...]


def choices(runtime: Runtime, installation_id: InstallationId) -> Choice | None:
    """The organisations of the consent that waits for this installation's choice. Raises `WorldFailed`."""
    with runtime.database.transaction() as tx:
        pending = authorisations.pending(tx, runtime.vault, installation_id)
    if pending is None or pending.tokens is None:
        return None
    tokens = valid_tokens(runtime, pending, pending.tokens)
    found = connections(runtime.sender, tokens.access_token, pending.event_id)
    return Choice(authorisation=pending, organisations=found)


def choose(runtime: Runtime, installation_id: InstallationId, tenant_id: TenantId, user_id: str) -> Connection | None:
    """Makes the pending consent the installation's connection; what it covers besides, and what the former connection
    covered, is removed at Xero where nobody uses it. None when there is no such choice. Raises `WorldFailed`."""
    choice = choices(runtime, installation_id)
    chosen = next((found for found in choice.organisations if found.tenant_id == tenant_id), None) if choice else None
    if choice is None or chosen is None:
        return None
    keys = _keys(runtime, choice.authorisation)
    zone = _zone(runtime, choice.authorisation, chosen)
    if not _activate(runtime, choice.authorisation, chosen, user_id, zone):
        return None  # somebody else chose, or consented anew, a moment ago
    for why, key in keys.items():
        tidy(runtime, key, why)
    return chosen


def _keys(runtime: Runtime, pending: Authorisation) -> dict[str, Key]:
    """By why something may be removed with them; taken before the former connection ends and its tokens are erased."""
    with runtime.database.transaction() as tx:
        former = authorisations.current(tx, runtime.vault, pending.installation_id)
    found = {NOT_CHOSEN: key_of(runtime, pending), REPLACED: key_of(runtime, former) if former else None}
    return {why: key for why, key in found.items() if key is not None}


def _zone(runtime: Runtime, pending: Authorisation, chosen: Connection) -> ZoneInfo:
    """For the day on which it was connected. An organisation that does not answer now is no reason not to connect
    it; its day is then that of UTC."""
    if pending.tokens is None:
        return UTC
    tokens = valid_tokens(runtime, pending, pending.tokens)
    try:
        return organisation_of(runtime, pending, chosen.tenant_id, tokens, Purpose.LOOK).timezone()
    except WorldFailed:
        return UTC


def _activate(runtime: Runtime, pending: Authorisation, chosen: Connection, user_id: str, zone: ZoneInfo) -> bool:
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        activated = authorisations.activate(
            tx,
            pending.installation_id,
            pending.id,
            tenant_id=chosen.tenant_id,
            tenant_name=chosen.tenant_name,
            connection_id=chosen.id,
            now=now,
        )
        if activated:
            entry = journal.JournalEntry(
                at=now,
                actor=Actor.PERSON,
                event="connection.active",
                sentence=f"Connected to {chosen.tenant_name}.",
                data={"user": user_id},
            )
            journal.add(tx, pending.installation_id, entry)
            go_live.note(tx, pending.installation_id, pending.id, now.astimezone(zone).date(), zone)
            judge_all(tx, pending.installation_id, now)
    return activated
