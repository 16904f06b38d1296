"""Carries out what was written down to be undone: exactly once, by the same calls and their recovery as all else.

The documents of an order are taken back one after the other. What each one covered is free in the transaction that
settles its call, also where `recover` finds out what became of a call without an answer. What was begun in another
organisation than the one of today ends with the reason, so that the order is a person's again.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, is_credit_note
from connect_ext.books.problems.problem import Code, Problem, problem
from connect_ext.storage import earlier_sends, ends, intents, journal, links, task_list, tasks, turns, undos
from connect_ext.storage.undos import OpenUndo, UndoStep
from connect_ext.sync.by_hand.undo import undone
from connect_ext.sync.crash import apart
from connect_ext.sync.runtime import LEASE
from connect_ext.sync.sending.kinds.registry import KINDS
from connect_ext.sync.sending.posting import IN_FLIGHT, Poster
from connect_ext.sync.sending.results import Result
from connect_ext.sync.sending.taken_back import take_back
from connect_ext.work.failure import Failure, FailureKind, WorldFailed
from connect_ext.work.intent import Call, IntentDraft, IntentPart
from connect_ext.work.outcome import NeedsPerson, NotReached
from connect_ext.work.task import Actor, TaskId, TaskStatus

AGAIN = timedelta(minutes=2)
"""After a failure that may pass."""
CHANGED = "the document has changed since it was looked at"
ELSEWHERE = "the installation was connected to another organisation before it was done"


def carry_on(poster: Poster, installation_id: InstallationId, task_id: TaskId | None = None) -> Failure | None:
    """All that is due, or one order's. The failure that keeps the rest from it is returned."""
    now = poster.runtime.clock()
    with poster.runtime.database.transaction() as tx:
        own = (installation_id, poster.access.tenant_id)
        due = undos.claim(tx, *own, now=now, until=now + LEASE, task_id=task_id)
        left_behind = undos.claim_elsewhere(tx, *own, now=now, until=now + LEASE)
    for undo in left_behind:
        with apart("undo", installation_id):
            _stop(poster, installation_id, undo, ELSEWHERE, perhaps=_is_begun(poster, installation_id, undo))
    for undo in due:
        failure = None
        with apart("undo", installation_id):
            failure = _carry_out(poster, installation_id, undo)
        if failure is not None:
            return failure
    return None


def _is_begun(poster: Poster, installation_id: InstallationId, undo: OpenUndo) -> bool:
    """Whether a call of it may have arrived in the organisation that it was begun in."""
    keys = [step.key for step in undo.steps if not step.done]
    with poster.runtime.database.transaction() as tx:
        return intents.without_answer(tx, installation_id, keys)


def _carry_out(poster: Poster, installation_id: InstallationId, undo: OpenUndo) -> Failure | None:
    for step in undo.steps:
        if step.done:
            continue
        if step.call is None:
            with poster.runtime.database.transaction() as tx:
                take_back(tx, installation_id, poster.access.tenant_id, step.key, poster.runtime.clock())
            continue
        done, failure = _sent(poster, installation_id, undo, step)
        if not done:
            return failure
    _finish(poster, installation_id, undo)
    return None


def _sent(
    poster: Poster, installation_id: InstallationId, undo: OpenUndo, step: UndoStep
) -> tuple[bool, Failure | None]:
    """Whether the step is done; where it is not, what is to become of the undo is written down."""
    try:
        result = _found(poster, installation_id, step)
        if result is None or isinstance(result.outcome, NotReached):
            posted = poster.post(_draft(poster, installation_id, step))
            if isinstance(posted, Failure):
                return False, _failed(poster, installation_id, undo, posted)
            result = posted.results.get(step.key)
    except intents.DocumentInFlight:
        _later(poster, installation_id, undo, IN_FLIGHT)
        return False, None
    except WorldFailed as failed:
        return False, _failed(poster, installation_id, undo, failed.failure)
    if result is None:
        _stop(poster, installation_id, undo, CHANGED)
    elif isinstance(result.outcome, NeedsPerson) and result.link is None:
        told = " ".join(one.sentence for one in result.outcome.problems).rstrip(".")
        differs = any(one.code is Code.DOCUMENT_DIFFERS for one in result.outcome.problems)
        _stop(poster, installation_id, undo, told, perhaps=differs)
    elif result.link is None:
        _later(poster, installation_id, undo, AGAIN)
    return result is not None and result.link is not None, None


def _found(poster: Poster, installation_id: InstallationId, step: UndoStep) -> Result | None:
    """A credit note of which a send had no answer, and that was not recognised when Xero was read: a person may have
    changed it. It is looked for once more, and a second one is never made. Raises `WorldFailed`."""
    own = (installation_id, poster.access.tenant_id)
    with poster.runtime.database.transaction() as tx:
        doubtful = step.call is Call.CREATE_CREDIT_NOTES and earlier_sends.once_read(tx, *own, [step.key])
        sent = intents.latest(tx, *own, [step.key]) if doubtful else ()
    if not sent:
        return None
    result = KINDS[sent[-1].draft.call].read(poster.desk(installation_id), sent[-1])[step.key]
    if result.link is not None:
        now = poster.runtime.clock()
        with poster.runtime.database.transaction() as tx:
            links.put(tx, *own, result.link, picture=result.picture, task_id=None, now=now, deed=result.deed)
            take_back(tx, *own, step.key, now)
    return result


def _draft(poster: Poster, installation_id: InstallationId, step: UndoStep) -> IntentDraft:
    assert step.call is not None
    tenant_id = poster.access.tenant_id
    with poster.runtime.database.transaction() as tx:
        generation = intents.next_generation(tx, installation_id, tenant_id, [step.key])
    # A credit note changes nothing that is there, so that nothing has to be as it was.
    changes = not is_credit_note(step.key)
    part = IntentPart(
        key=step.key,
        task_ids=(),
        target=step.target if changes else None,
        before=step.before if changes else None,
    )
    return IntentDraft(
        installation_id=installation_id,
        tenant_id=tenant_id,
        call=step.call,
        parts=(part,),
        body=step.body,
        generation=generation,
    )


def _failed(poster: Poster, installation_id: InstallationId, undo: OpenUndo, failure: Failure) -> Failure | None:
    if failure.kind is FailureKind.ATTENTION:
        _stop(poster, installation_id, undo, failure.evidence.rstrip("."))
        return None
    _later(poster, installation_id, undo, AGAIN)
    return failure


def _later(poster: Poster, installation_id: InstallationId, undo: OpenUndo, wait: timedelta) -> None:
    with poster.runtime.database.transaction() as tx:
        undos.postpone(tx, installation_id, undo, poster.runtime.clock() + wait)


def _finish(poster: Poster, installation_id: InstallationId, undo: OpenUndo) -> None:
    """Every document is taken back: the task is left to a person, unless one wants it sent again."""
    now = poster.runtime.clock()
    with poster.runtime.database.transaction() as tx:
        task = tasks.find(tx, installation_id, undo.task_id)
        if task is None or not undos.close(tx, installation_id, undo, now):
            return
        ends.end_undo(tx, installation_id, undo.task_id, undone(undo, task), now)
        _record(tx, poster, installation_id, undo, "undo.done", f"Undone: {undo.sentence}")
        if undo.sends_again:
            task_list.ask_for(tx, installation_id, [undo.task_id], now)
            turns.say_who_is_first(tx, installation_id, now, [undo.task_id])
            _record(tx, poster, installation_id, undo, "sync.asked", "It is sent again, as asked for with the undo.")


def _stop(poster: Poster, installation_id: InstallationId, undo: OpenUndo, why: str, *, perhaps: bool = False) -> None:
    """Where nothing was done in Xero the order is as it was. Else, or where a call may have arrived (`perhaps`), it is
    told what was done and what was not, and a person goes on from there."""
    now = poster.runtime.clock()
    with poster.runtime.database.transaction() as tx:
        known = undos.of(tx, installation_id, undo.task_id, undo.number)
        task = tasks.find(tx, installation_id, undo.task_id)
        if known is None or task is None or not undos.close(tx, installation_id, undo, now):
            return
        done = [step for step in known.steps if step.done]
        if done or perhaps:
            found = _unfinished(known, task.order_key, why, perhaps=perhaps)
            ends.end_undo(tx, installation_id, undo.task_id, found, now)
        elif undo.former_status is TaskStatus.ATTENTION:
            found = problem(Code.UNDO_UNFINISHED, subject=task.order_key, who=undo.user_id, what=why)
            ends.end_undo(tx, installation_id, undo.task_id, found, now)
        else:
            ends.stop_undo(tx, installation_id, undo.task_id, undo.former, now)
        how = "It was undone in part" if done else "It was not undone"
        _record(tx, poster, installation_id, undo, "undo.stopped", f"{how}: {why}.")


def _unfinished(undo: OpenUndo, subject: str, why: str, *, perhaps: bool) -> Problem:
    done = " ".join(step.sentence for step in undo.steps if step.done).rstrip(".")
    left = " ".join(step.sentence for step in undo.steps if not step.done).rstrip(".")
    parts = (f"done: {done}" if done else "", f"{'perhaps not' if perhaps else 'not'} done, since {why}: {left}")
    return problem(Code.UNDO_UNFINISHED, subject=subject, who=undo.user_id, what="; ".join(filter(None, parts)))


def _record(
    tx: Connection, poster: Poster, installation_id: InstallationId, undo: OpenUndo, event: str, sentence: str
) -> None:
    entry = journal.JournalEntry(
        at=poster.runtime.clock(),
        actor=Actor.PERSON,
        event=event,
        sentence=sentence,
        task_id=undo.task_id,
        data={"user": undo.user_id},
    )
    journal.add(tx, installation_id, entry)
