"""The way to Xero's consent page and back: asked for here, answered at Xero, kept here until a person chooses."""

from __future__ import annotations

import hashlib
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage import authorisations, consents, installations, journal, system
from connect_ext.sync.connection.disconnect import UNINSTALLED
from connect_ext.sync.connection.parting import REPLACED, Key, key_of, tidy
from connect_ext.sync.connection.xero_apps import app_of, client_id_now
from connect_ext.sync.runtime import Runtime
from connect_ext.work.authorisation import Consent
from connect_ext.work.failure import Failure, WorldFailed
from connect_ext.work.task import Actor
from connect_ext.xero import oauth

logger = logging.getLogger("connect_ext.connection")

CONSENT_LIFE = timedelta(minutes=10)
OTHER_APP = "another Xero app was set up meanwhile"


class CallbackEnd(Enum):
    """How a return from Xero's consent page ended: each is a page with a plain sentence."""

    GIVEN = "given"
    DENIED = "denied"
    UNKNOWN = "unknown"
    REPLAYED = "replayed"
    EXPIRED = "expired"
    REFUSED = "refused"
    UNINSTALLED = "uninstalled"


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
        client_id = client_id_now(tx, runtime, installation_id)
        consents.add(
            tx,
            installation_id,
            state_hash=hash_of(state),
            user_id=user_id,
            client_id=client_id,
            expires_at=now + CONSENT_LIFE,
            now=now,
        )
    return oauth.authorize_url(
        runtime.endpoints,
        client_id=client_id,
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
        app = app_of(runtime, consent.installation_id, consent.client_id)
        granted = oauth.exchange_code(
            runtime.sender,
            client_id=app.client_id,
            client_secret=app.client_secret,
            code=code,
            redirect_uri=app.redirect_uri,
            now=now,
        )
    except WorldFailed as failed:
        _note_refusal(runtime, consent, failed.failure)
        return Callback(end=CallbackEnd.REFUSED, account=account)
    return Callback(end=_keep(runtime, consent, granted), account=account)


def _refused(consent: Consent, now: datetime, error: str, code: str) -> CallbackEnd | None:
    if consent.used_at is not None:
        return CallbackEnd.REPLAYED
    if now >= consent.expires_at:
        return CallbackEnd.EXPIRED
    if error:
        return CallbackEnd.DENIED if error == "access_denied" else CallbackEnd.REFUSED
    return None if code else CallbackEnd.REFUSED


def _note_refusal(runtime: Runtime, consent: Consent, failure: Failure) -> None:
    logger.warning("consent.refused installation=%s code=%s", consent.installation_id, failure.code)
    sentence = f"Xero did not complete the consent: {failure.evidence}."
    with runtime.database.transaction() as tx:
        journal.add(tx, consent.installation_id, _entry(runtime, "consent.refused", sentence, consent))


def _keep(runtime: Runtime, consent: Consent, granted: oauth.Granted) -> CallbackEnd:
    """Puts the consent in the place of one that still waits. No tokens are kept, and nothing is left at Xero that
    nobody uses, when nobody of the installation is there any more to choose, or it has taken another app meanwhile."""
    installation_id = consent.installation_id
    with runtime.database.transaction() as tx:
        waiting = authorisations.pending(tx, runtime.vault, installation_id)
    replaced = key_of(runtime, waiting) if waiting else None  # before its tokens are erased
    with runtime.database.transaction() as tx:
        installation = installations.find(tx, installation_id)
        here = installation is not None and installation.installed
        kept = here and client_id_now(tx, runtime, installation_id) == consent.client_id
        if kept:
            _store(tx, runtime, consent, granted)
    if not kept:
        tidy(runtime, _key_of_granted(consent, granted), OTHER_APP if here else UNINSTALLED)
        return CallbackEnd.REFUSED if here else CallbackEnd.UNINSTALLED
    if replaced is not None:
        tidy(runtime, replaced, REPLACED)
    return CallbackEnd.GIVEN


def _store(tx: Connection, runtime: Runtime, consent: Consent, granted: oauth.Granted) -> None:
    authorisations.add_pending(
        tx,
        runtime.vault,
        consent.installation_id,
        client_id=consent.client_id,
        event_id=granted.event_id,
        tokens=granted.tokens,
        now=runtime.clock(),
    )
    sentence = "Xero gave consent; an organisation is yet to be chosen."
    journal.add(tx, consent.installation_id, _entry(runtime, "connection.consented", sentence, consent))


def _key_of_granted(consent: Consent, granted: oauth.Granted) -> Key:
    return Key(
        installation_id=consent.installation_id,
        client_id=consent.client_id,
        event_id=granted.event_id,
        access_token=granted.tokens.access_token,
        in_use=None,
    )


def _entry(runtime: Runtime, event: str, sentence: str, consent: Consent) -> journal.JournalEntry:
    return journal.JournalEntry(
        at=runtime.clock(),
        actor=Actor.PERSON,
        event=event,
        sentence=sentence,
        data={"user": consent.user_id},
    )
