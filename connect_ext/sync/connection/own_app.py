"""An installation's own app at Xero: saved once Xero has taken it, tried, removed; its secrets never come back out.

Another app is another consent. Whoever saves or removes one while connected stays connected to nothing: what the former
app had connected is removed at Xero, work pauses and says why, and goes on once somebody has consented anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage import authorisations, journal, own_apps
from connect_ext.storage.own_apps import OwnApp
from connect_ext.sync.connection.parting import key_of, remove_unused
from connect_ext.sync.runtime import Runtime
from connect_ext.work.authorisation import Authorisation, AuthorisationStatus
from connect_ext.work.failure import Failure, WorldFailed
from connect_ext.work.task import Actor
from connect_ext.xero import oauth

ANOTHER_APP = "it belongs to another Xero app than the one that is set up now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a person has typed; a secret that is None stays as it is kept."""

    client_id: str
    secret: str | None = field(default=None, repr=False)
    webhook_key: str | None = field(default=None, repr=False)


class NotSaved(Enum):
    SECRET_MISSING = "secret_missing"  # noqa: S105 - says that there is none
    """None was given, and none is kept for this client id."""
    PROVIDERS = "providers_app"
    """It is the app that everybody uses who has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What Xero says of an app. `sure`: it has answered. `why` completes “…, since why”; empty for a good one."""

    good: bool
    sure: bool
    why: str = ""


def find(runtime: Runtime, installation_id: InstallationId) -> OwnApp | None:
    with runtime.database.transaction() as tx:
        return own_apps.find(tx, runtime.vault, installation_id)


def try_out(runtime: Runtime, installation_id: InstallationId, given: Given) -> Verdict | NotSaved:
    """Asks Xero whether it takes the app; nothing is saved or connected."""
    secret = _secret(runtime, installation_id, given)
    return secret if isinstance(secret, NotSaved) else _asked(runtime, given.client_id, secret)


def save(runtime: Runtime, installation_id: InstallationId, given: Given, user_id: str) -> Verdict | NotSaved:
    """Saves an app that Xero takes, or about which it could not be asked now; one that it refuses is not saved."""
    secret = _secret(runtime, installation_id, given)
    if isinstance(secret, NotSaved):
        return secret
    verdict = _asked(runtime, given.client_id, secret)
    if verdict.sure and not verdict.good:
        return verdict
    left = _leave(runtime, installation_id, given.client_id)
    now, done = runtime.clock(), f"Saved the own Xero app {given.client_id}."
    with runtime.database.transaction() as tx:
        own = (tx, runtime.vault, installation_id)
        if given.secret is not None:
            own_apps.save(*own, client_id=given.client_id, secret=secret, user_id=user_id, now=now)
        if given.webhook_key is not None:
            own_apps.save_webhook_key(*own, given.webhook_key, user_id, now)
        _close(tx, installation_id, left, done, user_id, now)
    return verdict


def remove(runtime: Runtime, installation_id: InstallationId, user_id: str) -> bool:
    """From now on the provider's app is used. False where there was no own one."""
    if find(runtime, installation_id) is None:
        return False
    left = _leave(runtime, installation_id, runtime.xero_app.client_id)
    with runtime.database.transaction() as tx:
        own_apps.remove(tx, installation_id)
        _close(tx, installation_id, left, "Removed the own Xero app.", user_id, runtime.clock())
    return True


def _secret(runtime: Runtime, installation_id: InstallationId, given: Given) -> str | NotSaved:
    if given.client_id == runtime.xero_app.client_id:
        return NotSaved.PROVIDERS
    if given.secret is not None:
        return given.secret
    kept = find(runtime, installation_id)
    if kept is None or kept.client_id != given.client_id or kept.secret.value is None:
        return NotSaved.SECRET_MISSING
    return kept.secret.value


def _asked(runtime: Runtime, client_id: str, secret: str) -> Verdict:
    redirect_uri = runtime.xero_app.redirect_uri
    try:
        refused: Failure | None = oauth.refusal_of_app(
            runtime.sender, client_id=client_id, client_secret=secret, redirect_uri=redirect_uri
        )
    except WorldFailed as failed:
        return Verdict(good=False, sure=False, why=failed.failure.evidence)
    return Verdict(good=refused is None, sure=True, why=refused.evidence if refused else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Left:
    """The consents that another app had got, and what became of them at Xero, as sentences."""

    consents: tuple[Authorisation, ...]
    said: str


def _leave(runtime: Runtime, installation_id: InstallationId, client_id: str) -> _Left:
    """Before the former app's secret is gone: without it nothing could be removed at Xero any more."""
    with runtime.database.transaction() as tx:
        own = (tx, runtime.vault, installation_id)
        found = [one for one in (authorisations.pending(*own), authorisations.current(*own)) if one is not None]
    theirs = tuple(one for one in found if one.client_id != client_id)
    leaving, removed, told = [one.id for one in theirs], set[str](), True
    for one in theirs:
        key = key_of(runtime, one)
        parting = remove_unused(runtime, key, leaving) if key else None
        removed |= set(parting.removed) if parting else set()
        told = told and parting is not None and parting.told
    said = [f" Removed at Xero, with the former app: {', '.join(sorted(removed))}."] if removed else []
    if not told:
        said.append(" Xero could not be told; remove the former app there under Settings → Connected apps.")
    return _Left(consents=theirs, said="".join(said))


def _close(
    tx: Connection, installation_id: InstallationId, left: _Left, done: str, user_id: str, now: datetime
) -> None:
    """In the transaction that changes the app, so that no tokens are ever taken for those of another."""
    for one in left.consents:
        if one.status is AuthorisationStatus.PENDING:
            authorisations.end(tx, installation_id, one.id, ANOTHER_APP, now)
        else:
            authorisations.mark_broken(tx, installation_id, one.id, ANOTHER_APP, now)
    broken = any(one.status is AuthorisationStatus.ACTIVE for one in left.consents)
    rest = " Nothing is sent before somebody connects again; what waits then goes on." if broken else ""
    sentence = f"{done}{left.said}{rest}"
    entry = journal.JournalEntry(
        at=now, actor=Actor.PERSON, event="connection.app", sentence=sentence, data={"user": user_id}
    )
    journal.add(tx, installation_id, entry)
