"""Open intents that nobody is working on: sent again while Xero remembers the key, read first once it may not."""

from __future__ import annotations

from dataclasses import dataclass

from connect_ext.books.ids import InstallationId
from connect_ext.storage import apps_used, intents
from connect_ext.sync.crash import apart
from connect_ext.sync.runtime import LEASE
from connect_ext.sync.sending.kinds.registry import KINDS
from connect_ext.sync.sending.posting import STOPS_EVERYTHING, Poster
from connect_ext.work.failure import Failure, WorldFailed
from connect_ext.work.intent import Intent, IntentEnd, NextStep, next_step

INTENTS_AT_ONCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """How many intents were resolved, and what kept others from it. One that cannot be read blocks no other."""

    resolved: int
    failure: Failure | None


def recover(poster: Poster, installation_id: InstallationId) -> Recovered:
    """Resolves what earlier runs left open, as far as that goes."""
    runtime = poster.runtime
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        found = intents.claim_open(
            tx,
            installation_id,
            poster.access.tenant_id,
            owner=poster.worker,
            now=now,
            until=now + LEASE,
            limit=INTENTS_AT_ONCE,
        )
    resolved, last = 0, None
    for intent in found:
        failure = None
        with apart("recovery", installation_id):
            failure = _resolve(poster, intent)
            resolved += failure is None
        last = failure or last
        if failure is not None and failure.kind in STOPS_EVERYTHING:
            break
    return Recovered(resolved=resolved, failure=last)


def _resolve(poster: Poster, intent: Intent) -> Failure | None:
    kind, desk = KINDS[intent.draft.call], poster.desk(intent.draft.installation_id)
    try:
        # What was changed by somebody else meanwhile is not sent a second time: it may stand in the books already.
        young = next_step(intent, poster.runtime.clock()) is NextStep.SEND
        still = kind.repeats and young and _is_of_this_app(poster, intent)
        again = still and kind.may_go(desk, intent.draft)
        results = {} if again else kind.read(desk, intent)
    except WorldFailed as failed:
        poster.leave(intent, failed.failure)
        return failed.failure
    if again:
        sent = poster.send(intent, again=True)
        return sent if isinstance(sent, Failure) else None
    poster.settle(intent, results, go_on=False, end=IntentEnd.READ)
    return None


def _is_of_this_app(poster: Poster, intent: Intent) -> bool:
    """Xero keeps keys per app: the same bytes through another app would be done a second time."""
    own = (intent.draft.installation_id, intent.draft.tenant_id)
    with poster.runtime.database.transaction() as tx:
        then = apps_used.app_at(tx, *own, intent.written_at)
    return then in (None, poster.access.authorisation.client_id)
