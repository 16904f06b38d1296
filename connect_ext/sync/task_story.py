"""One task as a person looks into it: what the marketplace asked for, what Xero says, and what happened."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from connect_ext.books.glance import RequestView
from connect_ext.books.held import Link
from connect_ext.books.ids import InstallationId
from connect_ext.books.shown import InvoiceState, ShownInvoice
from connect_ext.cloudblue.readings import view_of
from connect_ext.storage import intents, journal, links, proposed, tasks
from connect_ext.storage.links import InvoiceLink
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import SyncTask, TaskId
from connect_ext.xero.picture import sent_invoice, shown_invoice

ENTRIES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskStory:
    """`entries` are the newest of the journal, the newest first. `invoice` is None while there is none in Xero."""

    task: SyncTask
    request: RequestView
    documents: tuple[Link, ...]
    link: InvoiceLink | None
    invoice: ShownInvoice | None
    entries: tuple[journal.JournalEntry, ...]


def task_story(runtime: Runtime, installation_id: InstallationId, task_id: TaskId) -> TaskStory | None:
    """From what is stored alone: nothing is asked of Xero or Connect. None when there is no such task."""
    with runtime.database.transaction() as tx:
        task = tasks.find(tx, installation_id, task_id)
        if task is None:
            return None
        link = links.invoices_of(tx, installation_id, [task_id]).get(task_id)
        return TaskStory(
            task=task,
            request=view_of(task.kind, task.payload, task.order_key),
            documents=links.of_task(tx, installation_id, task_id),
            link=link,
            invoice=_invoice(tx, installation_id, task_id, link) if link else None,
            entries=journal.page(tx, installation_id, task_id=task_id, limit=ENTRIES),
        )


def _invoice(tx: Connection, installation_id: InstallationId, task_id: TaskId, found: InvoiceLink) -> ShownInvoice:
    """As Xero answered it. One that was found after a lost answer equals what was sent, else it was not adopted."""
    link, tenant_id = found.link, found.tenant_id
    explained = proposed.explanations(tx, installation_id, task_id)
    picture = links.picture(tx, installation_id, tenant_id, link.key)
    if picture is None:
        written = intents.latest(tx, installation_id, tenant_id, [link.key])
        sent = next((body for intent in reversed(written) if (body := sent_invoice(intent.draft, link.key))), None)
        picture = {**sent, "InvoiceNumber": link.number} if sent else None
    if picture is None:
        return ShownInvoice(state=InvoiceState.UNKNOWN, number=link.number)
    return shown_invoice(picture, explained)
