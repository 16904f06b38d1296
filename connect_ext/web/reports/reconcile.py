"""What should be in Xero for a month beside what is, subscription by subscription; the same as a file."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from connect.client import ConnectClient
from fastapi import APIRouter, Depends, Query, Response

from connect_ext.books.days import Days
from connect_ext.books.ids import TenantId
from connect_ext.books.money import Currency
from connect_ext.books.periods.months import CALENDAR
from connect_ext.books.reports.reconcile import Verdict
from connect_ext.storage import billing_periods, short_codes
from connect_ext.sync.connection.asking_xero import ask_xero
from connect_ext.sync.connection.tokens import Access, NotConnected
from connect_ext.sync.gathering.facts import recent_facts
from connect_ext.sync.intake.intake import take_in_news
from connect_ext.sync.showing.reconcile import Reconciled, Reconciler, Wanted
from connect_ext.web.door.caller import Caller, caller, not_connected
from connect_ext.web.door.clients import calling_installation
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.orders.task_filters import AN_ID
from connect_ext.web.orders.task_shapes import NamedOut
from connect_ext.web.prices.csv_sheet import TableCell, write_table
from connect_ext.web.reports.reconcile_rows import Rendering
from connect_ext.web.reports.reconcile_shapes import ComparedGroupOut, ComparedRowOut, ReconcileOut

router = APIRouter(tags=["Reconcile"])

AT_MOST = 400
"""Rows of one answer: what differs comes first, and the file has all."""
ALL = 1_000_000
TITLES = (
    "Customer", "Customer id", "Currency", "Month", "Subscription", "Product or document", "Expected", "In Xero",
    "Drafts", "Difference", "Verdict", "Reason", "Service of the month", "Billed of it",
)  # fmt: skip
AN_EXAMPLE = "Sydney Sails,TA-1,AUD,2026-11,AS-1,Northwind Office,365.00,300.00,65.00,0.00,matched,,365.00,365.00"
A_MONTH = r"^2[0-9]{3}-(0[1-9]|1[0-2])(?!\n)$"
A_FILE: dict[str, Any] = {
    "text/csv": {"schema": {"type": "string"}, "example": f"{','.join(TITLES)}\r\n{AN_EXAMPLE}\r\n"}
}
Month = Annotated[str | None, Query(pattern=A_MONTH, description="Such as 2026-11; else this month.")]
Customer = Annotated[str | None, Query(pattern=AN_ID, description="Its id; else all.")]
OneCurrency = Annotated[str | None, Query(pattern=r"^[A-Z]{3}(?!\n)$", description="Else all.")]


@router.get("/reconcile", response_model=ReconcileOut, dependencies=[Depends(one_at_a_time(Wait.RECONCILE))])
def reconcile(
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
    month: Month = None,
    customer: Customer = None,
    currency: OneCurrency = None,
) -> ReconcileOut:
    """Expected is counted anew from orders, usage, fees and prices, whatever was sent. Of Xero the documents of linked
    contacts count, whoever made them; not those voided or deleted."""
    wanted = _wanted(caller, month, customer, currency)
    take_in_news(caller.app.runtime, caller.installation_id)
    found, rendering = _reconciled(caller, client, wanted, AT_MOST)
    first, last = _months(caller)
    return ReconcileOut(
        month=f"{wanted.month.start:%Y-%m}",
        first=first,
        last=last,
        totals=rendering.totals(found),
        groups=rendering.groups(found.explained),
        left_out=len(found.rows) - len(found.explained),
        customers=[
            NamedOut(id=id_, name=name) for id_, name in sorted(found.customers.items(), key=lambda one: one[::-1])
        ],
        currencies=list(found.currencies),
    )


@router.get(
    "/reconcile.csv",
    response_class=Response,
    responses={200: {"description": "The comparison.", "content": A_FILE}},
    dependencies=[Depends(one_at_a_time(Wait.RECONCILE))],
)
def reconcile_file(
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
    month: Month = None,
    customer: Customer = None,
    currency: OneCurrency = None,
    only_differences: Annotated[bool, Query(description="Without what is matched.")] = False,
) -> Response:
    """All rows. Where what is expected cannot be said, it and the difference are empty."""
    wanted = _wanted(caller, month, customer, currency)
    found, rendering = _reconciled(caller, client, wanted, ALL)
    told = f"{wanted.month.start:%Y-%m}"
    rows = [
        _cells(group, row, told)
        for group in rendering.groups(found.explained)
        for row in group.rows
        if row.verdict is not Verdict.MATCHED or not only_differences
    ]
    headers = {"Content-Disposition": f'attachment; filename="reconcile-{told}.csv"', "Cache-Control": "no-store"}
    return Response(write_table(TITLES, rows), media_type="text/csv; charset=utf-8", headers=headers)


def _wanted(caller: Caller, month: str | None, customer: str | None, currency: str | None) -> Wanted:
    today = caller.app.runtime.clock().date()
    days: Days = CALENDAR.containing(date.fromisoformat(f"{month}-01") if month else today)
    return Wanted(month=days, customer=customer, currency=Currency(currency) if currency else None)


def _months(caller: Caller) -> tuple[str, str]:
    """With orders, and the one that runs."""
    runtime = caller.app.runtime
    present = f"{runtime.clock():%Y-%m}"
    with runtime.database.transaction() as tx:
        first, last = billing_periods.months(tx, caller.installation_id) or (present, present)
    return min(first, present), max(last, present)


def _reconciled(caller: Caller, client: ConnectClient, wanted: Wanted, at_most: int) -> tuple[Reconciled, Rendering]:
    app, runtime = caller.app, caller.app.runtime

    def look(access: Access) -> tuple[Reconciled, TenantId]:
        reconciler = Reconciler(
            runtime=runtime,
            access=access,
            client=client,
            organisation=recent_facts(runtime, app.recent_facts, access),
            installation_id=caller.installation_id,
        )
        return reconciler.run(wanted, at_most), access.tenant_id

    found = ask_xero(runtime, caller.installation_id, look)
    if isinstance(found, NotConnected):
        raise not_connected(found)
    reconciled, tenant_id = found
    with runtime.database.transaction() as tx:
        codes = short_codes.of_organisations(tx, caller.installation_id)
    return reconciled, Rendering(runtime, codes.get(tenant_id, ""))


def _cells(group: ComparedGroupOut, row: ComparedRowOut, month: str) -> tuple[TableCell, ...]:
    known = row.verdict is not Verdict.NOT_KNOWN
    return (
        group.customer_name, group.customer, group.currency, month, row.subscription or "", row.product,
        row.expected if known else "", row.in_xero, row.drafts, row.difference if known else "", row.verdict.value,
        row.reason, row.service, row.billed,
    )  # fmt: skip
