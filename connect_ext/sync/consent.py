"""Connecting an installation to a Xero organisation: asked for here, answered at Xero, confirmed here by a person."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.storage import authorisations, consents, installations, journal, system
from connect_ext.sync.runtime import Runtime
from connect_ext.sync.tokens import valid_tokens
from connect_ext.work.authorisation import Authorisation, Consent
from connect_ext.work.failure import WorldFailed
from connect_ext.work.task import Actor
from connect_ext.xero import oauth
from connect_ext.xero.connections import Connection, connections

CONSENT_LIFE = timedelta(minutes=10)


class CallbackEnd(Enum):
    """How a return from Xero's consent page ended: each is a page with a plain sentence."""

    GIVEN = "given"
    DENIED = "denied"
    UNKNOWN = "unknown"
    REPLAYED = "replayed"
    EXPIRED = "expired"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """`account` is the Connect account that the consent belongs to, where that is known."""

    end: CallbackEnd
    account: str = ""


def start_consent(runtime: Runtime, installation_id: InstallationId, user_id: str) -> str:
    """The address of Xero's consent page. Its `state` is random, kept hashed, good for ten minutes and once."""
    state = secrets.token_urlsafe(32)
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        consents.add(
            tx,
            installation_id,
            state_hash=hash_of(state),
            user_id=user_id,
            expires_at=now + CONSENT_LIFE,
            now=now,
        )
    return oauth.authorize_url(
        runtime.endpoints,
        client_id=runtime.xero_app.client_id,
        redirect_uri=runtime.xero_app.redirect_uri,
        scopes=oauth.SCOPES,
        state=state,
    )


def hash_of(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()


def finish_consent(runtime: Runtime, *, state: str, code: str, error: str) -> Callback:
    """Takes what Xero's redirect brought. The tokens belong to the installation that asked, whoever comes with them,
    and stay pending until a signed-in person of that installation chooses the organisation."""
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        consent = system.take_consent(tx, hash_of(state), now)
        installation = installations.find(tx, consent.installation_id) if consent else None
    account = installation.account_name if installation else ""
    if consent is None:
        return Callback(end=CallbackEnd.UNKNOWN)
    refused = _refused(consent, now, error, code)
    if refused is not None:
        return Callback(end=refused, account=account)
    try:
        granted = oauth.exchange_code(
            runtime.sender,
            client_id=runtime.xero_app.client_id,
            client_secret=runtime.xero_app.client_secret,
            code=code,
            redirect_uri=runtime.xero_app.redirect_uri,
            now=now,
        )
    except WorldFailed:
        return Callback(end=CallbackEnd.REFUSED, account=account)
    _keep(runtime, consent, granted, now)
    return Callback(end=CallbackEnd.GIVEN, account=account)


def _refused(consent: Consent, now: datetime, error: str, code: str) -> CallbackEnd | None:
    if consent.used_at is not None:
        return CallbackEnd.REPLAYED
    if now >= consent.expires_at:
        return CallbackEnd.EXPIRED
    if error:
        return CallbackEnd.DENIED if error == "access_denied" else CallbackEnd.REFUSED
    return None if code else CallbackEnd.REFUSED


def _keep(runtime: Runtime, consent: Consent, granted: oauth.Granted, now: datetime) -> None:
    with runtime.database.transaction() as tx:
        authorisations.add_pending(
            tx,
            runtime.vault,
            consent.installation_id,
            client_id=runtime.xero_app.client_id,
            event_id=granted.event_id,
            tokens=granted.tokens,
            now=now,
        )
        sentence = "Xero gave consent; an organisation is yet to be chosen."
        entry = journal.JournalEntry(
            at=now,
            actor=Actor.PERSON,
            event="connection.consented",
            sentence=sentence,
            task_id=None,
            data={"user": consent.user_id},
        )
        journal.add(tx, consent.installation_id, entry)


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
    """Makes the pending consent the installation's connection. None when there is no such choice."""
    choice = choices(runtime, installation_id)
    chosen = next((found for found in choice.organisations if found.tenant_id == tenant_id), None) if choice else None
    if choice is None or chosen is None:
        return None
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        activated = authorisations.activate(
            tx,
            installation_id,
            choice.authorisation.id,
            tenant_id=chosen.tenant_id,
            tenant_name=chosen.tenant_name,
            connection_id=chosen.id,
            now=now,
        )
        if not activated:
            return None  # somebody else chose, or consented anew, a moment ago
        entry = journal.JournalEntry(
            at=now,
            actor=Actor.PERSON,
            event="connection.active",
            sentence=f"Connected to {chosen.tenant_name}.",
            task_id=None,
            data={"user": user_id},
        )
        journal.add(tx, installation_id, entry)
    return chosen
