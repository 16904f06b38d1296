"""A billing period: the invoices that a month makes, and those it has made."""

from __future__ import annotations

from typing import Annotated

from connect.client import ConnectClient
from fastapi import APIRouter, Depends, Query
from sqlalchemy.engine import Connection

from connect_ext.books.documents.policies import InvoiceTarget
from connect_ext.storage import billing_periods, links, settings, short_codes
from connect_ext.storage.billing_periods import Period
from connect_ext.sync.intake.intake import take_in_news
from connect_ext.web.billing.billing_rows import (
    documents_out,
    groups_of,
    row_of_group,
    row_of_order,
    totals_out,
    with_documents,
)
from connect_ext.web.billing.billing_shapes import MONTH, PeriodOut, PeriodRowOut
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.clients import calling_installation
from connect_ext.web.orders.task_filters import AN_ID, LARGEST_ID
from connect_ext.web.orders.task_shapes import task_row
from connect_ext.work.task import TaskId

router = APIRouter(prefix="/billing", tags=["Billing periods"])
Rows = tuple[list[PeriodRowOut], str | None]


@router.get("", response_model=PeriodOut)
def read_period(
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
    period: Annotated[str | None, Query(pattern=MONTH, description="A month, as 2026-11; absent: the last.")] = None,
    customer: Annotated[str | None, Query(pattern=AN_ID, description="Its id.")] = None,
    currency: Annotated[str | None, Query(pattern=r"^[A-Z]{3}(?!\n)$")] = None,
    after: Annotated[str | None, Query(pattern=AN_ID, description="`next_after` of a page.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> PeriodOut:
    """An order belongs to the month of the day on which it takes effect; ignored ones are left out. One row per order,
    or per customer and currency where the settings make one invoice per customer and month."""
    runtime, own = caller.app.runtime, caller.installation_id
    if take_in_news(runtime, own):
        caller.app.estimate_in_background(own, client)
    present = f"{runtime.clock():%Y-%m}"
    with runtime.database.transaction() as tx:
        first, last = billing_periods.months(tx, own) or (present, present)
        wanted = Period(month=period or last, customer=customer, currency=currency)
        together = settings.load(tx, own).settings.invoice_target is InvoiceTarget.PER_MONTH
        read = _groups if together else _orders
        rows, next_after = read(tx, caller, wanted, after, limit)
        totals = billing_periods.totals(tx, own, wanted)
    return PeriodOut(
        period=wanted.month,
        first=min(first, present),
        last=max(last, present),
        consolidated=together,
        rows=rows,
        next_after=next_after,
        totals=totals_out(totals),
        orders=sum(one.orders for one in totals),
    )


def _orders(tx: Connection, caller: Caller, period: Period, after: str | None, limit: int) -> Rows:
    runtime, own = caller.app.runtime, caller.installation_id
    before = TaskId(min(int(after), LARGEST_ID)) if after and after.isdecimal() else None
    found = billing_periods.orders(tx, own, period, before=before, limit=limit)
    made = links.shown_of(tx, own, {task.id: task.order_key for task in found})
    codes = short_codes.of_organisations(tx, own) if made else {}
    shown = [
        (task, task_row(runtime, task, link, codes.get(link.tenant_id, "") if link else ""))
        for task, link in ((task, made.get(task.id)) for task in found)
    ]
    rows = [row_of_order(task, out) for task, out in shown]
    return rows, str(found[-1].id) if len(found) == limit else None


def _groups(tx: Connection, caller: Caller, period: Period, after: str | None, limit: int) -> Rows:
    runtime, own = caller.app.runtime, caller.installation_id
    found = billing_periods.of_customers(tx, own, period, behind=after, limit=limit)
    groups = groups_of(found)
    made = links.shown_of(tx, own, with_documents(groups))
    documents = documents_out(runtime, made, short_codes.of_organisations(tx, own) if made else {})
    customers = {one.customer.id for one in found}
    rows = [row_of_group(group, documents) for group in groups]
    return rows, found[-1].customer.id if len(customers) == limit and found[-1].customer.id else None
