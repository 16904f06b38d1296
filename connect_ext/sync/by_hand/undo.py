"""A person undoes an order in Xero: it is shown, then written down, then carried out by `undoing` (money §15)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.engine import Connection

from connect_ext.books.by_hand.undo import undo_of
from connect_ext.books.by_hand.undo_credit import credit_of
from connect_ext.books.by_hand.undo_steps import (
    Credit,
    EndNote,
    Forget,
    Free,
    Step,
    Undo,
    digest_of,
    said,
    touched,
)
from connect_ext.books.by_hand.undo_verdict import NotPossible
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.documents.policies import SentAs
from connect_ext.books.ids import is_of, undo_credit_key, undo_key
from connect_ext.books.problems.problem import Code, Problem, problem
from connect_ext.storage import ends, installations, journal, links, settings, turns, undos
from connect_ext.storage.set_aside import MOST
from connect_ext.storage.undos import OpenUndo, UndoStep
from connect_ext.sync.by_hand.undo_made import made_of
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.runtime import Runtime
from connect_ext.work.intent import Call
from connect_ext.work.task import Actor, SyncTask, TaskStatus
from connect_ext.xero.encode import credit_notes_body, note_ends_body, updates_body
from connect_ext.xero.pictured import picture_of

NOT_SYNCED = NotPossible(why="Only what is in Xero can be undone.")
ELSEWHERE = NotPossible(why="Its invoice is in another organisation: connect to that one to undo it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a person is asked."""

    undo: Undo
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """It is another undo now than the person saw; nothing was done."""


def shown(runtime: Runtime, access: Access, organisation: Organisation, task: SyncTask) -> Shown | NotPossible:
    """One read of Xero. Raises `WorldFailed`."""
    if not _may_be_undone(task):
        return NOT_SYNCED
    with runtime.database.transaction() as tx:
        if _is_elsewhere(tx, access, task):
            return ELSEWHERE
        if (busy := _on_its_way(tx, task)) is not None:
            return busy
    found = undo_of(made_of(runtime, access, task), organisation, _today(runtime, organisation))
    return found if isinstance(found, NotPossible) else Shown(undo=found, digest=digest_of(found))


def begin(
    runtime: Runtime,
    access: Access,
    organisation: Organisation,
    task: SyncTask,
    digest: str,
    user_id: str,
    *,
    sends_again: bool = False,
) -> OpenUndo | NotPossible | Changed:
    """Writes down what is to be done; from then on it is carried out, by whichever worker. With `sends_again` the order
    is asked for once more when all of it is done. Raises `WorldFailed`."""
    found = shown(runtime, access, organisation, task)
    if isinstance(found, NotPossible):
        return found
    if found.digest != digest:
        return Changed()
    now, own = runtime.clock(), task.installation_id
    with runtime.database.transaction() as tx:
        installations.one_at_a_time(tx, own)
        # Once more: it may have been claimed since it was looked at.
        if (busy := _on_its_way(tx, task)) is not None:
            return busy
        number = undos.next_number(tx, own, task.id)
        if number > MOST:
            return NotPossible(why=f"It was undone {MOST} times already: take it back in Xero by hand.")
        written = _written(found.undo, task, number, user_id, settings.load(tx, own).settings.sent_as)
        undo = replace(written, sends_again=sends_again)
        if not ends.begin_undo(tx, own, task.id, seen=task.updated_at, found=undone(undo, task), now=now):
            return Changed()
        undos.add(tx, own, access.tenant_id, undo, now)
        entry = journal.JournalEntry(
            at=now,
            actor=Actor.PERSON,
            event="undo.asked",
            sentence=f"Undo was asked for: {undo.sentence}",
            task_id=task.id,
            data={"user": user_id},
        )
        journal.add(tx, own, entry)
    return undo


def undone(undo: OpenUndo, task: SyncTask) -> Problem:
    """What the task says from the moment on that it is undone."""
    return problem(Code.UNDONE, subject=task.order_key, who=undo.user_id, what=undo.sentence.rstrip("."))


def _may_be_undone(task: SyncTask) -> bool:
    """What is synced, the rest of what was undone in part, and a credit of what is not billed any more."""
    in_xero = any(found.code in (Code.UNDO_UNFINISHED, Code.CREDIT_ADRIFT) for found in task.problems)
    return task.status is TaskStatus.SYNCED or (task.status is TaskStatus.ATTENTION and in_xero)


def _is_elsewhere(tx: Connection, access: Access, task: SyncTask) -> bool:
    made = links.of_task(tx, task.installation_id, task.id)
    found = {one.tenant_id for one in made if is_of(one.link.key, task.order_key)}
    return bool(found) and access.tenant_id not in found


def _on_its_way(tx: Connection, task: SyncTask) -> NotPossible | None:
    """What another order of the subscription gives back of this one's invoice is written down when it has arrived:
    both at once would give it back twice."""
    other = turns.on_its_way(tx, task.installation_id, task.id)
    return None if other is None else NotPossible(why=f"{other} is on its way to Xero: wait until it has arrived.")


def _written(undo: Undo, task: SyncTask, number: int, user_id: str, sent_as: SentAs) -> OpenUndo:
    return OpenUndo(
        task_id=task.id,
        number=number,
        user_id=user_id,
        former=task.reason,
        former_status=task.status,
        steps=tuple(_step(step, task, number, sent_as) for step in undo.steps),
    )


def _step(step: Step, task: SyncTask, number: int, sent_as: SentAs) -> UndoStep:
    key, call, body = undo_key(step.document, number), None, ""
    match step:
        case Forget() | Free():
            pass
        case Credit(invoice=credited):
            key, call = undo_credit_key(step.document, number), Call.CREATE_CREDIT_NOTES
            note = credit_of(step, key, f"{task.order_key}-U{number}", sent_as)
            body = credit_notes_body([(note, credited.contact_id)])
        case EndNote(note=ended):
            call, body = Call.END_CREDIT_NOTES, note_ends_body([(ended.id, step.status)])
        case _:
            call, body = Call.UPDATE_INVOICES, updates_body([step.update])
    document = touched(step)
    return UndoStep(
        document=step.document,
        key=key,
        sentence=said(step),
        call=call,
        body=body,
        target=document.id if document is not None else None,
        before=picture_of(document) if document is not None else None,
        frees=step.frees if isinstance(step, Free) else (),
    )


def _today(runtime: Runtime, organisation: Organisation) -> date:
    return runtime.clock().astimezone(organisation.timezone).date()
