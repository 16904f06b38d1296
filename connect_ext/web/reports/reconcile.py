"""What should be in Xero for a month beside what is, by customer and currency; the same as a file."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from connect.client import ConnectClient
from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from connect_ext.books.days import Days
from connect_ext.books.money import round_amount
from connect_ext.books.periods.months import CALENDAR
from connect_ext.books.reports.reconcile import Row, Verdict
from connect_ext.sync.connection.asking_xero import ask_xero
from connect_ext.sync.connection.tokens import Access, NotConnected
from connect_ext.sync.gathering.facts import recent_facts
from connect_ext.sync.showing.reconcile import Reconciled, Reconciler
from connect_ext.web.door.caller import Caller, caller, not_connected
from connect_ext.web.door.clients import calling_installation
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.door.shapes import Out
from connect_ext.web.prices.csv_sheet import TableCell, write_table

router = APIRouter(tags=["Reconcile"])

TITLES = ("Customer", "Customer id", "Currency", "Month", "Expected", "In Xero", "Drafts", "Difference", "Verdict")
A_MONTH = r"^2[0-9]{3}-(0[1-9]|1[0-2])(?!\n)$"
A_FILE: dict[str, Any] = {
    "text/csv": {
        "schema": {"type": "string"},
        "example": f"{','.join(TITLES)}\r\nSydney Sails,TA-1,AUD,2026-11,365.00,300.00,65.00,0.00,matched\r\n",
    }
}


class RowOut(Out):
    customer: str = Field(..., description="Who is billed, by id.", example="TA-0000-0000-0001")
    customer_name: str = Field(..., description="Empty where no order names the customer.", example="Sydney Sails")
    currency: str = Field(..., example="AUD")
    expected: str = Field(..., description="What the documents of the month should come to.", example="365.00")
    in_xero: str = Field(..., description="What the approved and paid ones do, less credit notes.", example="300.00")
    drafts: str = Field(..., description="What those do that are not approved yet.", example="65.00")
    difference: str = Field(..., description="What Xero lacks; negative: has too much.", example="0.00")
    verdict: Verdict = Field(..., description="matched, differs, only here, only in Xero, or leak.")


class ReconcileOut(Out):
    month: str = Field(..., example="2026-11")
    rows: list[RowOut] = Field(..., description="By the customer's name, then by currency. Before tax.")
    unpriced: list[str] = Field(..., description="Subscriptions without a price: too little is expected of them.")


@router.get("/reconcile", response_model=ReconcileOut, dependencies=[Depends(one_at_a_time(Wait.RECONCILE))])
def reconcile(
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
    month: Annotated[str | None, Query(pattern=A_MONTH, description="Such as 2026-11; else this month.")] = None,
) -> ReconcileOut:
    """Expected is counted anew from orders and prices, whatever was sent. What is used, and fees of cancellations, are
    not in it. Of Xero the documents of linked contacts count, whoever made them; not those voided or deleted."""
    days = _days(caller, month)
    found = _reconciled(caller, client, days)
    return ReconcileOut(
        month=f"{days.start:%Y-%m}",
        rows=[_row(row, found) for row in _by_name(found)],
        unpriced=list(found.unpriced),
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
    month: Annotated[str | None, Query(pattern=A_MONTH, description="Such as 2026-11; else this month.")] = None,
) -> Response:
    """The same rows."""
    days = _days(caller, month)
    found = _reconciled(caller, client, days)
    headers = {
        "Content-Disposition": f'attachment; filename="reconcile-{days.start:%Y-%m}.csv"',
        "Cache-Control": "no-store",
    }
    content = write_table(TITLES, [_cells(_row(row, found), days) for row in _by_name(found)])
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def _days(caller: Caller, month: str | None) -> Days:
    today = caller.app.runtime.clock().date()
    return CALENDAR.containing(date.fromisoformat(f"{month}-01") if month else today)


def _reconciled(caller: Caller, client: ConnectClient, month: Days) -> Reconciled:
    app, runtime = caller.app, caller.app.runtime

    def look(access: Access) -> Reconciled:
        reconciler = Reconciler(
            runtime=runtime,
            access=access,
            client=client,
            organisation=recent_facts(runtime, app.recent_facts, access),
            installation_id=caller.installation_id,
        )
        return reconciler.run(month)

    found = ask_xero(runtime, caller.installation_id, look)
    if isinstance(found, NotConnected):
        raise not_connected(found)
    return found


def _by_name(found: Reconciled) -> list[Row]:
    return sorted(found.rows, key=lambda row: (found.names.get(row.cell.customer, ""), row.cell))


def _row(row: Row, found: Reconciled) -> RowOut:
    cell = row.cell
    return RowOut(
        customer=cell.customer,
        customer_name=found.names.get(cell.customer, ""),
        currency=cell.currency,
        expected=str(round_amount(row.expected, cell.currency)),
        in_xero=str(round_amount(row.in_xero.approved, cell.currency)),
        drafts=str(round_amount(row.in_xero.drafts, cell.currency)),
        difference=str(round_amount(row.difference, cell.currency)),
        verdict=row.verdict,
    )


def _cells(row: RowOut, days: Days) -> tuple[TableCell, ...]:
    amounts = (row.expected, row.in_xero, row.drafts, row.difference)
    return (row.customer_name, row.customer, row.currency, f"{days.start:%Y-%m}", *amounts, row.verdict.value)
