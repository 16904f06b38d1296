"""What is free once a document was taken back: in the transaction that settles its call, and never without it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Connection

from connect_ext.books.ids import DocumentKey, InstallationId, OrderKey, TenantId, XeroId, is_credit_note
from connect_ext.books.problems.problem import Code, problem
from connect_ext.storage import coverage, ends, follow_ups, journal, set_aside, undos, usage_coverage
from connect_ext.storage.follow_ups import FollowUp
from connect_ext.storage.undos import EndedStep
from connect_ext.work.task import Actor


def take_back(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, key: DocumentKey, now: datetime
) -> None:
    """What the document billed is free, what it credited is billed again, and its name can be used anew. Nothing where
    no open step of an undo has this key."""
    ended = undos.end_step(tx, installation_id, tenant_id, key, now)
    if ended is None:
        return
    own, step = (installation_id, tenant_id), ended.step
    _release(tx, installation_id, tenant_id, step.document, now)
    made = set_aside.give_to(tx, *own, key, ended.task_id)
    if made is not None and step.target is not None and is_credit_note(key):
        follow_ups.add(tx, *own, _set_off(ended, made, step.target, now))
    for document in step.frees:
        _invoice_anew(tx, installation_id, tenant_id, document, ended, now)


def _release(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, document: DocumentKey, now: datetime
) -> None:
    own = (installation_id, tenant_id)
    coverage.release(tx, *own, document)
    usage_coverage.release(tx, *own, document)
    former = set_aside.of(tx, *own, [document]).get(document)
    set_aside.set_aside(tx, *own, document, (former.count if former else 0) + 1, now)


def _invoice_anew(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    document: DocumentKey,
    ended: EndedStep,
    now: datetime,
) -> None:
    """Another order, whose draft is gone for good: it is left to a person like one that was undone itself."""
    _release(tx, installation_id, tenant_id, document, now)
    order = OrderKey(document.partition(":")[2])
    found = problem(Code.UNDONE, subject=order, who=ended.user_id, what=ended.step.sentence.rstrip("."))
    task_id = ends.reopen(tx, installation_id, order, found, now)
    if task_id is not None:
        entry = journal.JournalEntry(
            at=now, actor=Actor.PERSON, event="undo.freed", sentence=found.sentence, task_id=task_id
        )
        journal.add(tx, installation_id, entry)


def _set_off(ended: EndedStep, note: XeroId, invoice: XeroId, now: datetime) -> FollowUp:
    told = "The credit note of the undo is set off once it is approved."
    return FollowUp(
        key=ended.step.key, task_id=ended.task_id, document_id=note, invoice_ids=(invoice,), due_at=now, sentence=told
    )
