"""One call to Xero: written down, then sent, then settled. A repeated send takes the same road as the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from connect_ext.books.documents.organisation import TaxRate
from connect_ext.books.ids import InstallationId
from connect_ext.storage import intents
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.runtime import LEASE, Runtime
from connect_ext.sync.sending.kinds.kind import Desk
from connect_ext.sync.sending.kinds.refusals import refused_alone
from connect_ext.sync.sending.kinds.registry import KINDS
from connect_ext.sync.sending.results import Results
from connect_ext.sync.sending.settling import leave_open, next_look, settle_answer, settle_undone
from connect_ext.work.failure import REFUSALS, Failure, FailureKind, WorldFailed
from connect_ext.work.intent import Intent, IntentDraft, IntentEnd, NextStep, next_step
from connect_ext.work.outcome import Failed, NeedsPerson, NotReached, Outcome
from connect_ext.work.task import TaskId

STOPS_EVERYTHING = frozenset({FailureKind.SNOOZE, FailureKind.RECONNECT})
"""Failures of a whole organisation, after which nothing more is tried there in this run."""

MAY_BE_OF_ONE = REFUSALS | {"not_found"}
"""Codes of certain refusals of a whole call for which one of its documents may be the reason."""

TOO_LATE = Failure(
    kind=FailureKind.UNCERTAIN,
    code="too_late",
    evidence="the process stood still before the call was made; Xero is read before it is made again",
)
"""Between writing an intent and sending it a process may be suspended, and another may have sent it since."""


IN_FLIGHT = timedelta(seconds=5)
"""How long to leave a document alone that another worker is sending, or a person is changing, right now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """`going_on` are the tasks that were not settled, since documents of theirs are still to be made."""

    results: Results
    going_on: frozenset[TaskId]


class RefusedAsAWhole(Exception):
    """Nothing of a call with several documents was taken, since one of them may be bad; its tasks are not settled."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.code)
        self.failure = failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """A worker's hold on one organisation for one batch."""

    runtime: Runtime
    access: Access
    worker: str
    tax_rates: Sequence[TaxRate] | None = None
    """The organisation's, once they were read: then the tax of what was posted is compared."""

    def desk(self, installation_id: InstallationId) -> Desk:
        return Desk(runtime=self.runtime, access=self.access, installation_id=installation_id, tax_rates=self.tax_rates)

    def post(self, draft: IntentDraft) -> Posted | Failure:
        """Writes the intent and sends it; on return everything about it is settled, or it is open and says why. Raises
        `LeaseLost` or `DocumentInFlight`, with nothing written, and `RefusedAsAWhole` for several documents only."""
        now = self.runtime.clock()
        with self.runtime.database.transaction() as tx:
            intent = intents.write(tx, draft.installation_id, self.worker, draft, now, now + LEASE)
        try:
            may_go = KINDS[draft.call].may_go(self.desk(draft.installation_id), draft)
        except WorldFailed as failed:
            settle_undone(self.runtime, self.worker, intent, Failed(failure=failed.failure), self.access.tenant_name)
            return failed.failure
        if not may_go:
            again = NotReached(wait=IN_FLIGHT)
            settle_undone(self.runtime, self.worker, intent, again, self.access.tenant_name)
            return Posted(results={}, going_on=frozenset())
        return self.send(intent, again=False)

    def send(self, intent: Intent, *, again: bool) -> Posted | Failure:
        """Sends a written intent: the exact bytes, under its key. What was, or may have been, sent before is sent
        `again`, and its tasks are then due once more, where they else stay in the run."""
        draft, kind = intent.draft, KINDS[intent.draft.call]
        if next_step(intent, self.runtime.clock()) is NextStep.READ:
            self.leave(intent, TOO_LATE)
            return TOO_LATE
        try:
            answer = kind.send(self.access.organisation, draft)
        except WorldFailed as failed:
            self._failed(intent, failed.failure, again=again)
            return failed.failure
        results = kind.answered(self.desk(draft.installation_id), draft, answer)
        left = self.settle(intent, results, go_on=not again, end=IntentEnd.ANSWERED)
        return Posted(results=results, going_on=left)

    def settle(self, intent: Intent, results: Results, *, go_on: bool, end: IntentEnd) -> frozenset[TaskId]:
        organisation = self.access.tenant_name
        return settle_answer(self.runtime, self.worker, intent, results, organisation, go_on=go_on, end=end)

    def leave(self, intent: Intent, failure: Failure) -> None:
        """Lets go of an intent whose end is still not known; its tasks stay uncertain and say what happened.

        A limit or a dead connection holds up the whole organisation: when that ends, the intent is looked at at once.
        """
        now = self.runtime.clock()
        until = now if failure.kind in STOPS_EVERYTHING else now + next_look(intent, now, self.runtime.chance())
        outcome = Failed(failure=replace(failure, kind=FailureKind.UNCERTAIN))
        leave_open(self.runtime, self.worker, intent, outcome, until, self.access.tenant_name)

    def _failed(self, intent: Intent, failure: Failure, *, again: bool) -> None:
        """That a repeat did nothing is no proof that the first send did nothing: only a read tells."""
        if again or failure.kind is FailureKind.UNCERTAIN:
            self.leave(intent, failure)
            return
        outcome: Outcome | None = Failed(failure=failure)
        if failure.code in MAY_BE_OF_ONE:
            keys = [part.key for part in intent.draft.parts]
            outcome = NeedsPerson(problems=(refused_alone(keys[0], failure),)) if len(keys) == 1 else None
        settle_undone(self.runtime, self.worker, intent, outcome, self.access.tenant_name)
        if outcome is None:
            raise RefusedAsAWhole(failure)
