"""The end of a call: links, coverage, tasks and journal commit together, and only then is an intent closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.engine import Connection

from connect_ext.storage import endings, intents, unsettled
from connect_ext.sync.crash import together_or_apart
from connect_ext.sync.runtime import Runtime
from connect_ext.sync.sending.answered import Answer, members_of
from connect_ext.sync.sending.ended import settle_members
from connect_ext.sync.sending.results import Results
from connect_ext.sync.sending.shares import shares
from connect_ext.work.backoff import LONGEST, backoff
from connect_ext.work.failure import Failure, FailureKind
from connect_ext.work.intent import Intent, IntentEnd, IntentPart
from connect_ext.work.outcome import Failed, Outcome
from connect_ext.work.task import TaskId

OUR_MISTAKE = Failure(
    kind=FailureKind.UNCERTAIN,
    code="our_mistake",
    evidence="Xero's answer could not be kept because of an error in this extension; nothing of it is sent again",
)
"""With a document of a call whose neighbours were settled."""


def settle_answer(
    runtime: Runtime, worker: str, intent: Intent, results: Results, org: str, *, go_on: bool, end: IntentEnd
) -> frozenset[TaskId]:
    """Settles one call: its links with what they cover, its tasks, the journal and the intent, which came to this
    `end`, in a single transaction.

    A task is *synced* only when every document has its link that it was proposed with. With `go_on` those that lack
    one stay in the run, and are returned; without it they are due again at once.

    What cannot be written down for a mistake of ours keeps nobody else from it: that part of the intent stays open,
    as after a lost answer, and nothing of it is sent anew.
    """
    answer = Answer(runtime=runtime, intent=intent, results=results, org=org, go_on=go_on)
    own, now = intent.draft.installation_id, runtime.clock()
    with runtime.database.transaction() as tx:
        parts = _hold(tx, intent, worker)
        came, fallen = together_or_apart(tx, "settle", own, shares(parts), partial(answer.settle, tx))
        if fallen:
            unsettled.settle(tx, own, intent.id, {part.key for part in parts} - set(fallen), now)
            _leave(
                tx, runtime, intent, [part for part in parts if part.key in fallen], Failed(failure=OUR_MISTAKE), org
            )
            intents.postpone(tx, own, intent.id, worker, now + next_look(intent, now, runtime.chance()))
        else:
            intents.close(tx, own, intent.id, worker, end, now)
    return frozenset().union(*came)


def settle_undone(runtime: Runtime, worker: str, intent: Intent, outcome: Outcome | None, org: str) -> None:
    """Settles a call that certainly did nothing in Xero: all its tasks come to `outcome`, or, where that is None, go on
    in the run."""
    with runtime.database.transaction() as tx:
        parts = _hold(tx, intent, worker)
        if outcome is not None:
            _leave(tx, runtime, intent, parts, outcome, org)
        own = intent.draft.installation_id
        intents.close(tx, own, intent.id, worker, IntentEnd.NOT_DONE, runtime.clock())


def leave_open(runtime: Runtime, worker: str, intent: Intent, outcome: Outcome, until: datetime, org: str) -> None:
    """A call without an answer: its tasks are told so, the intent stays and is looked at again at `until`."""
    with runtime.database.transaction() as tx:
        parts = _hold(tx, intent, worker)
        _leave(tx, runtime, intent, parts, outcome, org)
        intents.postpone(tx, intent.draft.installation_id, intent.id, worker, until)


def next_look(intent: Intent, now: datetime, jitter: float) -> timedelta:
    """Xero replays an internal error under its key for six minutes: wait as long again as we have waited."""
    return min(max(backoff(0, jitter), now - intent.written_at), LONGEST)


def _hold(tx: Connection, intent: Intent, worker: str) -> list[IntentPart]:
    """What of the call is not settled yet. Raises `LeaseLost` before anything is settled: what another worker has
    settled meanwhile is newer than ours."""
    own = intent.draft.installation_id
    if not intents.is_mine(tx, own, intent.id, worker):
        raise intents.LeaseLost
    still = unsettled.documents(tx, own, intent.id)
    return [part for part in intent.draft.parts if part.key in still]


def _leave(
    tx: Connection, runtime: Runtime, intent: Intent, parts: Sequence[IntentPart], outcome: Outcome, org: str
) -> None:
    """All tasks of these come to the same."""
    tasks = endings.members(tx, intent.draft.installation_id, members_of(parts))
    settle_members(tx, runtime, intent, dict.fromkeys(tasks, outcome), tasks, org)
