"""The deferred-revenue schedule as a file: what was billed, recognised and is still to come, by customer and month."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from connect_ext.books.days import Days
from connect_ext.books.ids import TenantId, TierAccountId
from connect_ext.books.money import round_amount
from connect_ext.books.periods.months import CALENDAR
from connect_ext.books.reports.deferred import MonthEnd, entries, month_ends
from connect_ext.storage import authorisations, revenue
from connect_ext.sync.connection.tokens import NotConnected
from connect_ext.web.door.caller import Caller, caller, not_connected
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.door.problem_details import Refusal
from connect_ext.web.prices.csv_sheet import TableCell, write_table

router = APIRouter(prefix="/revenue", tags=["Revenue"])

TITLES = ("Customer", "Customer id", "Currency", "Month", "Billed", "Recognised", "Deferred at month end")
MONTHS_AT_MOST = 120
A_MONTH = r"^2[0-9]{3}-(0[1-9]|1[0-2])(?!\n)$"
A_FILE: dict[str, Any] = {
    "text/csv": {
        "schema": {"type": "string"},
        "example": f"{','.join(TITLES)}\r\nSydney Sails,TA-0000-0000-0001,AUD,2026-11,365.00,30.00,335.00\r\n",
    }
}


@router.get(
    "/deferred.csv",
    response_class=Response,
    responses={200: {"description": "The schedule.", "content": A_FILE}},
    dependencies=[Depends(one_at_a_time(Wait.REVENUE))],
)
def deferred_revenue(
    caller: Annotated[Caller, Depends(caller)],
    first: Annotated[str, Query(alias="from", pattern=A_MONTH, description="The first month, such as 2026-01.")],
    last: Annotated[str, Query(alias="to", pattern=A_MONTH, description="The last month, such as 2026-12.")],
) -> Response:
    """Without tax, one row for each customer, currency and month, from all that Xero was sent up to the last month.

    What was deferred before, plus billed, less recognised, is deferred. Credits count in the month of their credit
    note. What is billed after its service counts as recognised when it is billed. What is charged once, and usage,
    is not in it. No journals are posted.
    """
    days = _days(first, last)
    runtime = caller.app.runtime
    with runtime.database.transaction() as tx:
        current = authorisations.current(tx, runtime.vault, caller.installation_id)
        if current is None or current.tenant_id is None:
            raise not_connected(NotConnected(why=""))
        found = revenue.billed(tx, caller.installation_id, TenantId(current.tenant_id), days.start, days.end)
    content = write_table(TITLES, _rows(found, days))
    headers = {
        "Content-Disposition": f'attachment; filename="deferred-revenue-{first}-{last}.csv"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def _days(first: str, last: str) -> Days:
    start, end = (date.fromisoformat(f"{month}-01") for month in (first, last))
    if end < start:
        raise Refusal(422, "unusable_months", f"{last} is before {first}.")
    days = Days(start=start, end=CALENDAR.containing(end).end)
    if len(CALENDAR.touching(days)) > MONTHS_AT_MOST:
        raise Refusal(422, "unusable_months", f"Ask for at most {MONTHS_AT_MOST} months at once.")
    return days


def _rows(found: revenue.Billed, days: Days) -> list[tuple[TableCell, ...]]:
    """By the customer's name."""
    ends = month_ends(entries(found.stretches, found.customers.of_line), days)
    named = ((found.customers.names.get(TierAccountId(end.group), ""), end) for end in ends)
    return [_row(name, end) for name, end in sorted(named)]


def _row(name: str, end: MonthEnd) -> tuple[TableCell, ...]:
    amounts = (round_amount(amount, end.currency) for amount in (end.billed, end.recognised, end.deferred))
    return (name, end.group, end.currency, f"{end.month:%Y-%m}", *amounts)
