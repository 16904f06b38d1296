"""The answer to one call on its way into our books: links with what they cover first, then the tasks that waited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from connect_ext.books.ids import DocumentKey
from connect_ext.storage import endings, journal, links
from connect_ext.storage.endings import Ending
from connect_ext.sync.runtime import Runtime
from connect_ext.sync.sending.ended import settle_members
from connect_ext.sync.sending.keeping import keep, whole_outcomes
from connect_ext.sync.sending.results import Result, Results, together
from connect_ext.sync.sending.taken_back import take_back
from connect_ext.work.intent import Intent, IntentDraft, IntentPart
from connect_ext.work.outcome import NotReached, Outcome, Synced
from connect_ext.work.task import Actor, TaskId


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one call, on its way into our books."""

    runtime: Runtime
    intent: Intent
    results: Results
    org: str
    go_on: bool

    def settle(self, tx: Connection, keys: Sequence[DocumentKey]) -> frozenset[TaskId]:
        """These documents, and all tasks that wait for them; returns the tasks that go on."""
        draft, now = self.intent.draft, self.runtime.clock()
        these = set(keys)
        parts = [part for part in draft.parts if part.key in these]
        tasks = endings.lock(tx, draft.installation_id, members_of(parts))
        unused = _keep(tx, draft, parts, self.results, tasks, now)
        outcomes = self._outcomes(tx, parts, tasks, now)
        left = {
            task_id
            for task_id, outcome in outcomes.items()
            if self.go_on and isinstance(outcome, NotReached) and not unused.intersection(_keys_of(task_id, parts))
        }
        ended = {task_id: outcome for task_id, outcome in outcomes.items() if task_id not in left}
        settle_members(tx, self.runtime, self.intent, ended, tasks, self.org)
        return frozenset(left)

    def _outcomes(
        self, tx: Connection, parts: Sequence[IntentPart], tasks: Mapping[TaskId, Ending], now: datetime
    ) -> dict[TaskId, Outcome]:
        draft = self.intent.draft
        outcomes = {
            task_id: together(self.results[key].outcome for key in _keys_of(task_id, parts))
            for task_id in members_of(parts)
        }
        made = [(tasks[one], _keys_of(one, parts)) for one, outcome in outcomes.items() if isinstance(outcome, Synced)]
        return outcomes | whole_outcomes(tx, draft.installation_id, draft.tenant_id, made, self.org, now)


def _keep(
    tx: Connection,
    draft: IntentDraft,
    parts: Sequence[IntentPart],
    results: Results,
    tasks: Mapping[TaskId, Ending],
    now: datetime,
) -> frozenset[DocumentKey]:
    """Returns what is not used, for a person has linked the customer to another contact meanwhile: that stands, and its
    orders are planned again."""
    own = (draft.installation_id, draft.tenant_id)
    for part in parts:
        if not part.task_ids and results[part.key].link is not None:
            # What a person undoes: its own record says what it means.
            _keep_link(tx, draft, results[part.key], now)
            take_back(tx, *own, part.key, now)
    waited_for = {part.key: part.task_ids[0] for part in parts if part.task_ids}
    unused = keep(tx, *own, [(tasks[task_id], results[key]) for key, task_id in waited_for.items()], now)
    for key in sorted(unused):
        made = results[key].link
        number = made.number if made else None
        sentence = f"Xero has made a contact for {number} that is not used: a person has linked another one."
        entry = journal.JournalEntry(
            at=now, actor=Actor.PRODUCT, event="contact.unused", sentence=sentence, task_id=waited_for[key]
        )
        journal.add(tx, draft.installation_id, entry)
    return unused


def _keep_link(tx: Connection, draft: IntentDraft, result: Result, now: datetime) -> None:
    assert result.link is not None
    own = (draft.installation_id, draft.tenant_id)
    links.put(tx, *own, result.link, picture=result.picture, task_id=None, now=now, deed=result.deed)
    if result.renews and result.picture is not None:
        links.renew(tx, *own, result.link.xero_id, result.picture)


def members_of(parts: Sequence[IntentPart]) -> list[TaskId]:
    return list(dict.fromkeys(task_id for part in parts for task_id in part.task_ids))


def _keys_of(task_id: TaskId, parts: Sequence[IntentPart]) -> list[DocumentKey]:
    return [part.key for part in parts if task_id in part.task_ids]
