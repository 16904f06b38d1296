"""Invoices of a billing period in JSON."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from connect_ext.web.door.shapes import Out
from connect_ext.web.orders.task_shapes import AmountOut, DocumentOut, NamedOut
from connect_ext.work.task import TaskStatus

MONTH = r"^20\d\d-(0[1-9]|1[0-2])(?!\n)$"


class BillingState(StrEnum):
    """Where it stands; a row of several orders says the first of these that is true of one of them."""

    NEEDS_YOU = "needs_you"
    ON_ITS_WAY = "on_its_way"
    READY = "ready"
    WAITS = "waits"
    IN_XERO = "in_xero"


_S = TaskStatus
STATES = {
    _S.ATTENTION: BillingState.NEEDS_YOU,
    _S.FAILED: BillingState.NEEDS_YOU,
    _S.HELD: BillingState.NEEDS_YOU,
    _S.RUNNING: BillingState.ON_ITS_WAY,
    _S.UNCERTAIN: BillingState.ON_ITS_WAY,
    _S.PENDING: BillingState.READY,
    _S.WAITING: BillingState.WAITS,
    _S.SYNCED: BillingState.IN_XERO,
}
SENDABLE = frozenset({_S.PENDING, _S.ATTENTION, _S.FAILED, _S.HELD})


def state_of(status: TaskStatus, *, asked: bool) -> BillingState:
    """`asked`: somebody wants it sent, and it only waits for its turn."""
    return BillingState.ON_ITS_WAY if status is _S.PENDING and asked else STATES[status]


def can_upload(status: TaskStatus, *, asked: bool) -> bool:
    """As `storage.task_list.ask_for` decides it; what is on its way already needs nobody."""
    return (status in SENDABLE and not (status is _S.PENDING and asked)) or (status is _S.WAITING and asked)


class PeriodRowOut(Out):
    id: str = Field(..., description="Of the row, for as long as it has the same orders.", example="17")
    order: str | None = Field(..., description="The order, where the row is one.", example="PR-1895-0864-1238-001")
    customer: NamedOut | None = Field(..., description="As the marketplace names it.")
    currency: str | None = Field(..., description="null: not known yet.", example="AUD")
    orders: int = Field(..., example=1)
    in_xero: int = Field(..., description="How many of them are in Xero.", example=0)
    amount: AmountOut | None = Field(..., description="Of all its orders, before tax; null while it is not known.")
    state: BillingState = Field(..., description="The first of these that is true of one of its orders.")
    why: str = Field(..., description="Why it is in this state, where there is something to say.")
    document: DocumentOut | None = Field(..., description="In Xero; null while there is none.")
    tasks: list[int] = Field(..., description="Of its orders those that can be uploaded now.", example=[17])


class PeriodTotalOut(Out):
    currency: str = Field(..., example="AUD")
    in_xero: str = Field(..., description="Before tax.", example="1250.00")
    not_in_xero: str = Field(..., description="Before tax, as far as it is known.", example="375.00")


class PeriodOut(Out):
    period: str = Field(..., example="2026-11")
    first: str = Field(..., description="The first month with orders.", example="2026-03")
    last: str = Field(..., description="The last month with orders, or the present one.", example="2026-11")
    consolidated: bool = Field(..., description="One row per customer and currency, by the settings; else per order.")
    rows: list[PeriodRowOut]
    next_after: str | None = Field(..., description="Pass as `after` for the next page; null on the last.")
    totals: list[PeriodTotalOut] = Field(..., description="Of the whole period, whatever page; one per currency.")
    orders: int = Field(..., description="Of the whole period.", example=12)
