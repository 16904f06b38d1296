"""One task as a person looks into it: what the marketplace asked for, what Xero says, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from connect_ext.books.documents.held import Link
from connect_ext.books.ids import DocumentKey, InstallationId, is_change, is_credit_note, is_invoice, is_set_aside
from connect_ext.books.orders.glance import RequestView
from connect_ext.books.planning.shown import ShownInvoice
from connect_ext.books.planning.shown_change import ShownChange
from connect_ext.cloudblue.readings import view_of
from connect_ext.storage import follow_ups, journal, links, proposed, tasks
from connect_ext.storage.follow_ups import FollowUp
from connect_ext.storage.links import InvoiceLink
from connect_ext.sync.runtime import Runtime
from connect_ext.sync.sending.stored_documents import change_of, document_of
from connect_ext.work.task import SyncTask, TaskId

ENTRIES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskStory:
    """`entries` are the newest of the journal, the newest first. `link` is the document that stands for the task;
    `invoice` is None while there is none in Xero."""

    task: SyncTask
    request: RequestView
    documents: tuple[Link, ...]
    link: InvoiceLink | None
    invoice: ShownInvoice | None
    credit_notes: tuple[ShownInvoice, ...]
    former: tuple[ShownInvoice, ...]
    """What it once had in Xero: taken back, or voided or deleted there."""
    changes: tuple[ShownChange, ...]
    follow_ups: Sequence[FollowUp]
    entries: tuple[journal.JournalEntry, ...]


def task_story(runtime: Runtime, installation_id: InstallationId, task_id: TaskId) -> TaskStory | None:
    """From what is stored alone: nothing is asked of Xero or Connect. None when there is no such task."""
    with runtime.database.transaction() as tx:
        task = tasks.find(tx, installation_id, task_id)
        if task is None:
            return None
        return _story(tx, installation_id, task)


def _story(tx: Connection, installation_id: InstallationId, task: SyncTask) -> TaskStory:
    made = links.of_task(tx, installation_id, task.id)
    link = links.shown_of(tx, installation_id, {task.id: task.order_key}).get(task.id)
    explained = proposed.explanations(tx, installation_id, task.id)
    notes = [one for one in made if is_credit_note(one.link.key)]
    changes = (change_of(tx, installation_id, one, explained) for one in made if _may_be_change(one.link.key))
    return TaskStory(
        task=task,
        request=view_of(task.kind, task.payload, task.order_key),
        documents=tuple(one.link for one in made),
        link=link,
        invoice=document_of(tx, installation_id, link, explained) if link and is_invoice(link.link.key) else None,
        credit_notes=tuple(document_of(tx, installation_id, one, explained) for one in notes),
        former=tuple(document_of(tx, installation_id, one, explained) for one in made if is_set_aside(one.link.key)),
        changes=tuple(change for change in changes if change is not None),
        follow_ups=follow_ups.of_task(tx, installation_id, task.id, [one.link.xero_id for one in made]),
        entries=journal.page(tx, installation_id, task_id=task.id, limit=ENTRIES),
    )


def _may_be_change(key: DocumentKey) -> bool:
    """Lines that were added to a draft have the key of the order's own invoice."""
    return is_change(key) or is_invoice(key)
