"""A valid access token for an installation, refreshed by one process at a time (design: exactly once, 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.storage import authorisations, journal, system
from connect_ext.sync.connection.gate import SharedGate
from connect_ext.sync.connection.xero_apps import app_of
from connect_ext.sync.runtime import LEASE, Runtime, new_worker
from connect_ext.work.authorisation import Authorisation, AuthorisationStatus, TokenSet
from connect_ext.work.budget import Purpose
from connect_ext.work.failure import Failure, FailureKind, WorldFailed
from connect_ext.work.task import Actor
from connect_ext.xero import oauth
from connect_ext.xero.organisation import XeroOrganisation

A_REFRESH = timedelta(seconds=3)
"""Longer than one takes."""

ANOTHER_REFRESHES = Failure(
    kind=FailureKind.SNOOZE,
    code="refresh_under_way",
    evidence="the connection to Xero is being renewed by another worker",
    wait=A_REFRESH,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """An organisation and the right to speak to it now."""

    authorisation: Authorisation
    tokens: TokenSet
    """What `organisation` speaks with."""
    tenant_id: TenantId
    tenant_name: str
    organisation: XeroOrganisation


@dataclass(frozen=True, slots=True, kw_only=True)
class NotConnected:
    """A normal state. `why` is empty when nobody has connected yet."""

    why: str


def access(runtime: Runtime, installation_id: InstallationId, purpose: Purpose = Purpose.WORK) -> Access | NotConnected:
    """Access to the installation's organisation; a refused refresh ends the connection once, for all its tasks. What
    is only looked at leaves room for what is sent (`purpose`).

    Raises `WorldFailed` when Xero's identity service cannot be asked now, or another worker is asking it.
    """
    with runtime.database.transaction() as tx:
        current = authorisations.current(tx, runtime.vault, installation_id)
    if current is None or current.tokens is None or current.tenant_id is None:
        return NotConnected(why="")
    if current.status is not AuthorisationStatus.ACTIVE:
        return NotConnected(why=current.why)
    try:
        tokens = valid_tokens(runtime, current, current.tokens)
    except WorldFailed as failed:
        if failed.failure.kind is not FailureKind.RECONNECT:
            raise
        break_connection(runtime, current, failed.failure)
        return NotConnected(why=failed.failure.evidence)
    return Access(
        authorisation=current,
        tokens=tokens,
        tenant_id=current.tenant_id,
        tenant_name=current.tenant_name,
        organisation=organisation_of(runtime, current, current.tenant_id, tokens, purpose),
    )


def organisation_of(
    runtime: Runtime, consent: Authorisation, tenant_id: TenantId, tokens: TokenSet, purpose: Purpose
) -> XeroOrganisation:
    """The organisation behind its gate, which counts the calls of all processes through the app of the consent."""
    gate = SharedGate(
        database=runtime.database,
        clock=runtime.clock,
        rest=runtime.rest,
        new_ticket=new_worker,
        client_id=consent.client_id,
        tenant_id=tenant_id,
        purpose=purpose,
    )
    return XeroOrganisation(runtime.sender, tenant_id, tokens.access_token, gate)


def always_through_this_app(runtime: Runtime, used: Access) -> bool:
    """Whether all that the account has made in the organisation is of the app that speaks now: then Xero can be asked
    for that alone (`createdByMyApp`)."""
    consent = used.authorisation
    with runtime.database.transaction() as tx:
        own = (consent.installation_id, used.tenant_id, consent.client_id)
        return not system.was_reached_through_another_app(tx, *own)


def can_send(tx: Connection, runtime: Runtime, installation_id: InstallationId) -> bool:
    """Whether a worker could send something for the installation now: it is connected, and nothing is paused."""
    current = authorisations.current(tx, runtime.vault, installation_id)
    if current is None or current.tenant_id is None or current.status is not AuthorisationStatus.ACTIVE:
        return False
    return system.paused(tx, current.client_id, current.tenant_id, runtime.clock()) is None


def break_connection(runtime: Runtime, authorisation: Authorisation, failure: Failure) -> None:
    """Pauses the installation's whole queue until a person connects again; its tasks keep their place."""
    now = runtime.clock()
    sentence = f"Xero no longer accepts the connection of {authorisation.tenant_name or 'Xero'}: {failure.evidence}."
    with runtime.database.transaction() as tx:
        own = (authorisation.installation_id, authorisation.id)
        if not authorisations.mark_broken(tx, *own, failure.evidence, now):
            return  # another worker was first, or a person has connected again meanwhile
        entry = journal.JournalEntry(at=now, actor=Actor.PRODUCT, event="connection.broken", sentence=sentence)
        journal.add(tx, authorisation.installation_id, entry)


def expire_tokens(runtime: Runtime, used: Access) -> None:
    """Xero calls the tokens expired before their time: the next access refreshes them."""
    now = runtime.clock()
    own = (used.authorisation.installation_id, used.authorisation.id)
    with runtime.database.transaction() as tx:
        authorisations.expire(tx, runtime.vault, *own, used.tokens, now)


def valid_tokens(runtime: Runtime, authorisation: Authorisation, tokens: TokenSet) -> TokenSet:
    """The tokens, refreshed when they are about to expire. Saved before anybody uses them."""
    now = runtime.clock()
    if not tokens.needs_refresh(now):
        return tokens
    worker = new_worker()
    own = (authorisation.installation_id, authorisation.id)
    with runtime.database.transaction() as tx:
        won = authorisations.lease_refresh(tx, *own, worker, now, now + LEASE)
        newest = authorisations.find(tx, runtime.vault, *own)
    if newest is not None and newest.tokens is not None and not newest.tokens.needs_refresh(now):
        tokens = newest.tokens
        if won:
            _release(runtime, authorisation, worker)
        return tokens
    if not won or newest is None or newest.tokens is None:
        return _while_another_refreshes(tokens, runtime)
    return _refresh(runtime, authorisation, newest.tokens, worker)


def _while_another_refreshes(tokens: TokenSet, runtime: Runtime) -> TokenSet:
    if runtime.clock() < tokens.expires_at:
        return tokens
    raise WorldFailed(ANOTHER_REFRESHES)


def _refresh(runtime: Runtime, authorisation: Authorisation, tokens: TokenSet, worker: str) -> TokenSet:
    try:
        app = app_of(runtime, authorisation.installation_id, authorisation.client_id)
        fresh = oauth.refresh(
            runtime.sender,
            client_id=app.client_id,
            client_secret=app.client_secret,
            tokens=tokens,
            now=runtime.clock(),
        )
    except WorldFailed:
        _release(runtime, authorisation, worker)
        raise
    own = (authorisation.installation_id, authorisation.id)
    with runtime.database.transaction() as tx:
        saved = authorisations.save_tokens(tx, runtime.vault, *own, worker, fresh, runtime.clock())
    if not saved:
        # Our lease ran out while Xero answered slowly; whoever took it has refreshed with the same old token,
        # which Xero allows for 30 minutes (https://developer.xero.com/faq/oauth2), and saved what it got.
        raise WorldFailed(ANOTHER_REFRESHES)
    return fresh


def _release(runtime: Runtime, authorisation: Authorisation, worker: str) -> None:
    with runtime.database.transaction() as tx:
        authorisations.release_refresh(tx, authorisation.installation_id, authorisation.id, worker)
