"""Orders of a period as rows: each by itself, or those of one customer and currency together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from connect_ext.books.ids import OrderKey, TenantId
from connect_ext.books.money import Amount, Currency, written
from connect_ext.storage.billing_periods import Light, Total
from connect_ext.storage.links import InvoiceLink
from connect_ext.sync.runtime import Runtime
from connect_ext.web.billing.billing_shapes import (
    BillingState,
    PeriodRowOut,
    PeriodTotalOut,
    can_upload,
    state_of,
)
from connect_ext.web.orders.task_shapes import DocumentOut, TaskOut, amount_out, document_out, named_out
from connect_ext.work.task import TaskId, TaskRow, TaskStatus

LOOKED_AT = 5
"""Orders of a group whose document is looked up: the newest that are in Xero."""


def row_of_order(task: TaskRow, shown: TaskOut) -> PeriodRowOut:
    asked = task.due_at is not None
    return PeriodRowOut(
        id=str(task.id),
        order=task.order_key,
        customer=named_out(task.glance.customer),
        currency=task.amount.currency if task.amount else None,
        orders=1,
        in_xero=int(task.status is TaskStatus.SYNCED),
        amount=shown.amount,
        state=state_of(task.status, asked=asked),
        why=shown.problems[0].sentence if shown.problems else "" if shown.document else task.reason,
        document=shown.document,
        tasks=[task.id] if can_upload(task.status, asked=asked) else [],
    )


def groups_of(lights: Iterable[Light]) -> list[list[Light]]:
    """By customer and currency, in the order in which they come."""
    return [list(group) for _, group in groupby(lights, key=lambda one: (one.customer.id, one.currency))]


def with_documents(groups: Iterable[Sequence[Light]]) -> dict[TaskId, OrderKey]:
    """Orders whose documents may stand for their groups."""
    made = ([one for one in group if one.status is TaskStatus.SYNCED] for group in groups)
    return {one.id: OrderKey(one.order_key) for group in made for one in group[-LOOKED_AT:]}


def row_of_group(group: Sequence[Light], documents: Mapping[TaskId, DocumentOut]) -> PeriodRowOut:
    states = [state_of(one.status, asked=one.asked) for one in group]
    customer, currency = group[-1].customer, group[0].currency
    value = sum((one.amount or Decimal(0) for one in group), Decimal(0))
    ready: list[int] = [one.id for one in group if can_upload(one.status, asked=one.asked)]
    return PeriodRowOut(
        id=f"{customer.id}.{currency or ''}",
        order=None,
        customer=named_out(customer) if customer.id else None,
        currency=currency,
        orders=len(group),
        in_xero=states.count(BillingState.IN_XERO),
        amount=amount_out(Amount(value=value, currency=currency)) if currency else None,
        state=next(state for state in BillingState if state in states),
        why="",
        document=next((documents[one.id] for one in reversed(group) if one.id in documents), None),
        tasks=ready,
    )


def totals_out(totals: Sequence[Total]) -> list[PeriodTotalOut]:
    """Never added across currencies (money §12)."""
    return [_total(currency, totals) for currency in sorted({one.currency for one in totals if one.currency})]


def _total(currency: Currency, totals: Iterable[Total]) -> PeriodTotalOut:
    sums = {True: Decimal(0), False: Decimal(0)}
    for one in totals:
        if one.currency == currency and one.value is not None:
            sums[one.status is TaskStatus.SYNCED] += one.value
    return PeriodTotalOut(
        currency=currency, in_xero=written(sums[True], currency), not_in_xero=written(sums[False], currency)
    )


def documents_out(
    runtime: Runtime, links: Mapping[TaskId, InvoiceLink], codes: Mapping[TenantId, str]
) -> dict[TaskId, DocumentOut]:
    return {task: document_out(runtime, link, codes.get(link.tenant_id, "")) for task, link in links.items()}
