"""One sync task: what the marketplace asked for beside what Xero says or would say, and its journal."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import Field

from connect_ext.books.orders.glance import RequestView
from connect_ext.storage import short_codes
from connect_ext.storage.journal import JournalEntry
from connect_ext.sync.hearing.accepting import Now, documents_now
from connect_ext.sync.showing.task_story import TaskStory, task_story
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.problem_details import not_found
from connect_ext.web.door.shapes import Out
from connect_ext.web.orders.drift_shapes import NowOut, now_out
from connect_ext.web.orders.invoice_shapes import ChangeOut, InvoiceOut, change_out, invoice_out
from connect_ext.web.orders.task_ends import Number, task_of
from connect_ext.web.orders.task_shapes import IGNORING, NamedOut, TaskOut, named_out, task_row
from connect_ext.work.task import TaskId

router = APIRouter(prefix="/tasks/{task_id}", tags=["Sync tasks"])


class LinkOut(Out):
    document: str = Field(..., example="invoice:PR-1895-0864-1238-001")
    xero_id: str = Field(..., example="0f3b6d1c-0000-4000-8000-000000000001")
    number: str | None = Field(..., description="The number that people see in Xero.", example="INV-0042")


class FollowUpOut(Out):
    sentence: str = Field(..., example="Credit note CN-0003 is set off against INV-0005 once approved in Xero.")
    due_at: datetime.datetime | None = Field(..., description="When it is looked at next; null: it is done.")


class EntryOut(Out):
    at: datetime.datetime
    actor: str = Field(..., description="Who decided: a person or the product.", example="person")
    event: str = Field(..., example="task.synced")
    sentence: str
    user: str = Field(..., description="The id of the person; empty where nobody did it.", example="UR-100-200-300")


class ItemOut(Out):
    mpn: str = Field(..., example="MPN-R-001")
    name: str = Field(..., example="Mailbox")
    old_quantity: str | None = Field(..., description="As the marketplace writes it.", example="0")
    quantity: str | None = Field(..., description="As the marketplace writes it.", example="10")


class RequestOut(Out):
    """Null is what the request does not say."""

    request_id: str = Field(..., example="PR-1895-0864-1238-001")
    type: str | None = Field(..., example="purchase")
    asset: str | None = Field(..., example="AS-1895-0864-1238")
    product: NamedOut | None = Field(..., description="What was ordered.")
    customer: NamedOut | None = Field(..., description="Who ordered it.")
    marketplace: NamedOut | None = Field(..., description="Where it was ordered.")
    purchase_order: str | None = Field(..., description="The customer's own number.", example="PO-77")
    effective_at: datetime.datetime | None = Field(..., description="When the service changes.")
    items: list[ItemOut] = Field(..., description="What the request names, whether it is billed or not.")


class TaskDetail(TaskOut):
    connect: RequestOut = Field(..., description="What the marketplace asked for.")
    xero: InvoiceOut | None = Field(..., description="The invoice in Xero; null while there is none: see the preview.")
    credit_notes: list[InvoiceOut] = Field(..., description="Its credit notes in Xero.")
    former: list[InvoiceOut] = Field(..., description="What it once had: taken back, or voided or deleted in Xero.")
    changes: list[ChangeOut] = Field(..., description="What it has done to drafts of earlier orders.")
    now: list[NowOut] = Field(..., description="What Xero says now of its documents, where it was heard since.")
    follow_ups: list[FollowUpOut] = Field(..., description="What is done later to its documents, and blocks nothing.")
    documents: list[LinkOut]
    journal: list[EntryOut] = Field(..., description="The newest first, a hundred at most.")


class RawOut(Out):
    payload: dict[str, Any] = Field(..., description="What the marketplace has told of the order, word for word.")


@router.get("", response_model=TaskDetail)
def show_task(task_id: Number, caller: Annotated[Caller, Depends(caller)]) -> TaskDetail:
    runtime = caller.app.runtime
    story = task_story(runtime, caller.installation_id, TaskId(task_id))
    if story is None:
        raise not_found("task with this id")
    with runtime.database.transaction() as tx:
        codes = short_codes.of_organisations(tx, caller.installation_id)
        now = documents_now(tx, caller.installation_id, story.task.id)
    short_code = codes.get(story.link.tenant_id, "") if story.link else ""
    ignoring = next((entry for entry in story.entries if entry.event in IGNORING), None)
    return _detail(task_row(runtime, story.task, story.link, short_code, ignoring), story, now)


@router.get("/raw", response_model=RawOut)
def show_raw(task_id: Number, caller: Annotated[Caller, Depends(caller)]) -> RawOut:
    """For whoever wants to see what was read."""
    return RawOut(payload=dict(task_of(caller, task_id).payload))


def _detail(row: TaskOut, story: TaskStory, now: Sequence[Now]) -> TaskDetail:
    return TaskDetail(
        **{name: getattr(row, name) for name in TaskOut.__fields__},
        connect=_request(story.request),
        xero=invoice_out(story.invoice) if story.invoice else None,
        credit_notes=[invoice_out(note) for note in story.credit_notes],
        former=[invoice_out(one) for one in story.former],
        changes=[change_out(change) for change in story.changes],
        now=[now_out(one) for one in now],
        follow_ups=[
            FollowUpOut(sentence=one.sentence, due_at=None if one.done_at else one.due_at) for one in story.follow_ups
        ],
        documents=[LinkOut(document=link.key, xero_id=link.xero_id, number=link.number) for link in story.documents],
        journal=[_entry(entry) for entry in story.entries],
    )


def _request(found: RequestView) -> RequestOut:
    return RequestOut(
        request_id=found.request_id,
        type=found.type,
        asset=found.asset,
        product=named_out(found.product),
        customer=named_out(found.customer),
        marketplace=named_out(found.marketplace),
        purchase_order=found.purchase_order,
        effective_at=found.effective_at,
        items=[
            ItemOut(mpn=item.mpn, name=item.name, old_quantity=item.old_quantity, quantity=item.quantity)
            for item in found.items
        ],
    )


def _entry(entry: JournalEntry) -> EntryOut:
    return EntryOut(
        at=entry.at,
        actor=entry.actor.value,
        event=entry.event,
        sentence=entry.sentence,
        user=str(entry.data.get("user", "")),
    )
