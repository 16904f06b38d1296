"""Carries planned changes out, kind after kind, each in one call; a task goes on until all its documents are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from connect_ext.books.documents.held import Link
from connect_ext.books.ids import DocumentKey, InstallationId, XeroId
from connect_ext.storage import earlier_sends, endings, intents, links
from connect_ext.sync.sending.adopt import adopt
from connect_ext.sync.sending.ended import settle_in, settle_run
from connect_ext.sync.sending.keeping import keep, whole_outcomes
from connect_ext.sync.sending.kinds.kind import Kind, Piece
from connect_ext.sync.sending.kinds.registry import IN_ORDER
from connect_ext.sync.sending.pieces import Planned, Work, calls, only_of, pieces_of, tasks_of, too_early
from connect_ext.sync.sending.posting import IN_FLIGHT, STOPS_EVERYTHING, Poster, RefusedAsAWhole
from connect_ext.sync.sending.results import Results, together
from connect_ext.work.failure import Failure, WorldFailed
from connect_ext.work.intent import IntentDraft
from connect_ext.work.outcome import Failed, NotReached, Outcome, Synced
from connect_ext.work.task import SyncTask, TaskId

LARGEST_BODY = 3_500_000
"""Bytes of a call. Xero takes 10 MB by one page of its own and 3.5 MB by another
(https://developer.xero.com/documentation/guides/oauth2/limits)."""

REFUSALS_AT_ONCE = 20
"""Calls of a batch that may be refused as a whole until the rest is left to people. Telling one bad document of fifty
apart takes six; where there are many, it is no document's fault."""


@dataclass(slots=True, kw_only=True)
class Application:
    """One batch of planned changes on its way to Xero."""

    poster: Poster
    installation_id: InstallationId
    claimed: Mapping[TaskId, SyncTask]
    ids: dict[DocumentKey, XeroId] = field(default_factory=dict)
    """Of all documents that are linked by now."""
    left: dict[TaskId, Planned] = field(default_factory=dict)
    """What was not settled yet."""
    refused: int = 0
    """Calls that were refused as a whole."""

    def apply(self, work: Work, linked: Mapping[DocumentKey, Link]) -> Failure | None:
        """Makes every planned document and settles every task. The failure of a call is returned, settled too: of
        several one that stops everything, else the first."""
        self.left |= work
        self.ids |= {key: link.xero_id for key, link in linked.items()}
        self.ids |= adopt(self.poster, self.installation_id, work)
        first: Failure | None = None
        for carried, kind in IN_ORDER.items():
            pieces = pieces_of(carried, self.left, self.ids)
            self._settle(too_early(pieces), NotReached())
            lost = self._lost(pieces)
            for some in calls(only_of(pieces, self.left), lost):
                failure = self._carry(kind, only_of(some, self.left))
                if failure is not None and failure.kind in STOPS_EVERYTHING:
                    self._settle(list(self.left), Failed(failure=failure))
                    return failure
                first = first or failure
        self._settle(list(self.left), NotReached(wait=IN_FLIGHT))
        return first

    def _lost(self, pieces: Sequence[Piece]) -> Mapping[DocumentKey, int]:
        if not pieces:
            return {}
        own = (self.installation_id, self.poster.access.tenant_id)
        with self.poster.runtime.database.transaction() as tx:
            return earlier_sends.times_lost(tx, *own, [piece.key for piece in pieces])

    def _carry(self, kind: Kind, pieces: Sequence[Piece]) -> Failure | None:
        try:
            decided = kind.look(self.poster.desk(self.installation_id), pieces)
        except WorldFailed as failed:
            self._settle(tasks_of(pieces), Failed(failure=failed.failure))
            return failed.failure
        self.ids |= {key: found.link.xero_id for key, found in decided.items() if found.link}
        self._settle_decided(decided, pieces)
        return self._post(kind, only_of([piece for piece in pieces if piece.key not in decided], self.left))

    def _post(self, kind: Kind, pieces: Sequence[Piece]) -> Failure | None:
        if not pieces:
            return None
        draft = self._draft(kind, pieces)
        if len(pieces) > 1 and len(draft.body.encode()) > LARGEST_BODY:
            return self._halves(kind, pieces)
        try:
            posted = self.poster.post(draft)
        except intents.DocumentInFlight as busy:
            self._settle(tasks_of([piece for piece in pieces if piece.key == busy.key]), NotReached(wait=IN_FLIGHT))
            return self._post(kind, only_of(pieces, self.left))
        except RefusedAsAWhole as refused:
            self.refused += 1
            if self.refused <= REFUSALS_AT_ONCE:
                return self._halves(kind, pieces)
            self._settle(tasks_of(pieces), Failed(failure=refused.failure))
            return refused.failure
        going_on = frozenset() if isinstance(posted, Failure) else posted.going_on
        for task_id in tasks_of(pieces):
            if task_id not in going_on:
                del self.left[task_id]
        if isinstance(posted, Failure):
            return posted
        self.ids |= {key: found.link.xero_id for key, found in posted.results.items() if found.link}
        return None

    def _halves(self, kind: Kind, pieces: Sequence[Piece]) -> Failure | None:
        """The same in two calls, which never have a body or a key in common with the one before."""
        first: Failure | None = None
        middle = len(pieces) // 2
        for some in (pieces[:middle], pieces[middle:]):
            failure = self._post(kind, only_of(some, self.left))
            if failure is not None and failure.kind in STOPS_EVERYTHING:
                return failure
            first = first or failure
        return first

    def _draft(self, kind: Kind, pieces: Sequence[Piece]) -> IntentDraft:
        tenant_id, keys = self.poster.access.tenant_id, [piece.key for piece in pieces]
        with self.poster.runtime.database.transaction() as tx:
            generation = intents.next_generation(tx, self.installation_id, tenant_id, keys)
        return IntentDraft(
            installation_id=self.installation_id,
            tenant_id=tenant_id,
            call=kind.call,
            parts=tuple(map(kind.part, pieces)),
            body=kind.body(pieces),
            generation=generation,
        )

    def _settle(self, tasks: Iterable[TaskId], outcome: Outcome) -> None:
        outcomes = dict.fromkeys(tasks, outcome)
        settle_run(self.poster.runtime, self.poster.worker, outcomes, self.claimed, self.poster.access.tenant_name)
        for task_id in outcomes:
            del self.left[task_id]

    def _settle_decided(self, decided: Results, pieces: Sequence[Piece]) -> None:
        """What the second look has found: its links, what they cover and its tasks commit together. A task that lacks
        a document goes on."""
        poster, found = self.poster, [piece for piece in pieces if piece.key in decided]
        if not found:
            return
        own, now = (self.installation_id, poster.access.tenant_id), poster.runtime.clock()
        keys = {one: [piece.key for piece in found if one in piece.task_ids] for one in tasks_of(found)}
        outcomes = {task_id: together(decided[key].outcome for key in of_task) for task_id, of_task in keys.items()}
        with poster.runtime.database.transaction() as tx:
            tasks = endings.lock(tx, self.installation_id, keys)
            made = [(tasks[piece.task_ids[0]], decided[piece.key]) for piece in found]
            if keep(tx, *own, made, now):
                raise links.LinkConflict
            done = [(tasks[one], keys[one]) for one, outcome in outcomes.items() if isinstance(outcome, Synced)]
            outcomes |= whole_outcomes(tx, *own, done, poster.access.tenant_name, now)
            ended = {one: outcome for one, outcome in outcomes.items() if not isinstance(outcome, NotReached)}
            settle_in(tx, poster.runtime, poster.worker, ended, self.claimed, poster.access.tenant_name)
        for task_id in ended:
            del self.left[task_id]
