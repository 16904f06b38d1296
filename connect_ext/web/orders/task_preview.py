"""What syncing an order, or several, would make in Xero now, and what a person may change about it. Nothing is sent."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Annotated

from connect.client import ConnectClient
from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from connect_ext.books.facts.targets import Draft
from connect_ext.books.money import Currency, plain, written
from connect_ext.books.planning.shown_fee import ShownFee
from connect_ext.books.prices.price import Price, Quote
from connect_ext.storage import tasks
from connect_ext.sync.connection.asking_xero import ask_xero
from connect_ext.sync.connection.tokens import NotConnected
from connect_ext.sync.gathering.facts import recent_facts
from connect_ext.sync.showing.preview import Preview, previews
from connect_ext.web.door.caller import Caller, caller, not_connected
from connect_ext.web.door.clients import calling_installation
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.door.problem_details import not_found
from connect_ext.web.door.shapes import Out
from connect_ext.web.orders.invoice_shapes import (
    ChangeOut,
    InvoiceOut,
    SetOffOut,
    change_out,
    invoice_out,
    set_off_out,
)
from connect_ext.web.orders.task_ends import Number, task_of
from connect_ext.web.orders.task_shapes import AmountOut, NamedOut, ProblemOut, named_out, problem_out
from connect_ext.web.orders.tasks import TaskNumber
from connect_ext.work.task import SyncTask, TaskId

router = APIRouter(prefix="/tasks", tags=["Sync tasks"])

AT_ONCE = 50
"""Orders in one look: as many as one call to Xero carries."""


class QuoteOut(Out):
    source: str | None = Field(
        ..., description="marketplace, own_table, or another; null: the price of the running term.", example="own_table"
    )
    price: AmountOut | None = Field(..., description="Per unit and period, without tax; null: it has none.")
    words: str = Field(..., description="Where exactly it was found, or why it was not.", example="row 3 of your table")


class FeeOut(Out):
    number: int = Field(..., description="The place of the item in the order, for its edit.", example=1)
    product_item: str = Field(..., example="PRD-276-377-545-0001")
    mpn: str = Field(..., example="MPN-R-001")
    name: str = Field(..., example="Mailbox")
    quantity: str = Field(..., description="As the marketplace, or an edit, says.", example="10")
    mapped: bool = Field(..., description="Whether it was said which item of Xero it is, or that it is none.")
    prices: list[QuoteOut] = Field(..., description="What each source says, in the order in which they are asked.")


class DraftOut(Out):
    """An invoice of ours that is still a draft."""

    xero_id: str = Field(..., example="0f3b6d1c-0000-4000-8000-000000000001")
    number: str | None = Field(..., example="INV-0042")
    date: datetime.date | None = Field(..., example="2026-11-21")
    reference: str = Field(..., example="PO-77")
    subtotal: AmountOut = Field(..., description="Before tax, without what is to be added.")
    lines: int = Field(..., example=3)


class PreviewOut(Out):
    order: str = Field(..., description="The request's id.", example="PR-1895-0864-1238-001")
    product: NamedOut | None = Field(..., description="What was ordered.")
    party: NamedOut | None = Field(..., description="Who is billed; null where it is not known.")
    has_contact: bool = Field(..., description="Whether Xero has the contact of who is billed.")
    problems: list[ProblemOut] = Field(..., description="What a person must put right before it can sync.")
    nothing: str | None = Field(..., description="Why no document is made: a sentence. Null where one is.")
    remarks: list[str] = Field(..., description="What was left out, and why; what will be done later.")
    xero: InvoiceOut | None = Field(..., description="The invoice that would be made; null where none is.")
    credit_notes: list[InvoiceOut] = Field(..., description="What would be given back on credit notes.")
    changes: list[ChangeOut] = Field(..., description="What would be done to drafts of earlier orders.")
    set_offs: list[SetOffOut] = Field(
        ..., description="What is done with its credit notes once they and their invoices are approved."
    )
    new_contact: bool = Field(..., description="Whether its contact would be made, too.")
    new_items: list[str] = Field(..., description="Items that would be added to Xero, by code.", example=["SEAT"])
    digest: str | None = Field(
        ..., description="Pass as `shown` with Sync, so that nothing else is sent; null where nothing is known."
    )
    fees: list[FeeOut] = Field(..., description="What may be edited, with what each price source says.")
    drafts: list[DraftOut] = Field(..., description="Those that fit and may be chosen for it; the latest first.")
    target: str | None = Field(..., description="What was chosen: new, or a draft's id; null: as the settings say.")


class PreviewsIn(BaseModel):
    tasks: list[TaskNumber] = Field(..., min_items=1, max_items=AT_ONCE, example=[17, 18])

    class Config:
        extra = "forbid"


class PreviewsOut(Out):
    previews: dict[int, PreviewOut] = Field(..., description="By task; without those that are nobody's.")
    totals: list[AmountOut] = Field(..., description="What all of them come to before tax, by currency.")


@router.get("/{task_id}/preview", response_model=PreviewOut, dependencies=[Depends(one_at_a_time(Wait.PREVIEW))])
def preview_task(
    task_id: Number,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
) -> PreviewOut:
    """What syncing the task would make now. Nothing is sent."""
    task = task_of(caller, task_id)
    return _preview(_looked_at(caller, client, {task.id: task})[task.id], task)


@router.post("/previews", response_model=PreviewsOut, dependencies=[Depends(one_at_a_time(Wait.PREVIEW))])
def preview_tasks(
    asked: PreviewsIn,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
) -> PreviewsOut:
    """The same of several at once, in as few calls to Xero as of one. Nothing is sent."""
    with caller.app.runtime.database.transaction() as tx:
        found = [tasks.find(tx, caller.installation_id, TaskId(task_id)) for task_id in asked.tasks]
    wanted = {task.id: task for task in found if task is not None}
    if not wanted:
        raise not_found("task with one of these ids")
    looked = _looked_at(caller, client, wanted)
    return PreviewsOut(
        previews={task_id: _preview(one, wanted[task_id]) for task_id, one in looked.items()},
        totals=_totals(looked.values()),
    )


def _totals(looked: Iterable[Preview]) -> list[AmountOut]:
    """Never added across currencies (money §12)."""
    sums = defaultdict[Currency, Decimal](Decimal)
    for amount in (amount for one in looked for amount in one.amounts):
        sums[amount.currency] += amount.value
    return [AmountOut(value=written(value, currency), currency=currency) for currency, value in sorted(sums.items())]


def _looked_at(caller: Caller, client: ConnectClient, wanted: Mapping[TaskId, SyncTask]) -> dict[TaskId, Preview]:
    app, runtime = caller.app, caller.app.runtime
    found = ask_xero(
        runtime,
        caller.installation_id,
        lambda access: previews(runtime, access, recent_facts(runtime, app.recent_facts, access), client, wanted),
    )
    if isinstance(found, NotConnected):
        raise not_connected(found)
    return found


def _preview(found: Preview, task: SyncTask) -> PreviewOut:
    return PreviewOut(
        order=task.order_key,
        product=named_out(task.glance.product),
        party=NamedOut(id=found.party.id, name=found.party.name) if found.party else None,
        has_contact=found.has_contact,
        problems=[problem_out(problem) for problem in found.problems],
        nothing=found.nothing,
        remarks=list(found.remarks),
        xero=invoice_out(found.invoice) if found.invoice else None,
        credit_notes=[invoice_out(note) for note in found.credit_notes],
        changes=[change_out(change) for change in found.changes],
        set_offs=[set_off_out(one) for one in found.follow_ups],
        new_contact=found.new_contact,
        new_items=list(found.new_items),
        digest=found.digest,
        fees=[_fee(fee) for fee in found.fees],
        drafts=[_draft(draft) for draft in found.drafts],
        target=task.target,
    )


def _fee(fee: ShownFee) -> FeeOut:
    return FeeOut(
        number=fee.number,
        product_item=fee.product_item,
        mpn=fee.mpn,
        name=fee.name,
        quantity=fee.quantity,
        mapped=fee.mapped,
        prices=[_quote(quote) for quote in fee.quotes],
    )


def _quote(quote: Quote) -> QuoteOut:
    source = quote.source.value if quote.source else None
    if not isinstance(quote, Price):
        return QuoteOut(source=source, price=None, words=quote.why)
    price = AmountOut(value=plain(quote.amount), currency=quote.currency)
    return QuoteOut(source=source, price=price, words=quote.evidence)


def _draft(draft: Draft) -> DraftOut:
    held = draft.now
    return DraftOut(
        xero_id=held.id,
        number=held.number,
        date=held.date,
        reference=held.reference or "",
        subtotal=AmountOut(value=written(held.subtotal, held.currency), currency=held.currency),
        lines=len(held.lines),
    )
