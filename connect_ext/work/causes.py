"""Orders that a person must act on, by what stops them: one cause is put right once, for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from connect_ext.books.ids import OrderKey
from connect_ext.books.money import Amount, Currency
from connect_ext.books.problems.codes import Code, Screen
from connect_ext.books.problems.problem import Problem
from connect_ext.work.task import TaskRow, TaskStatus

WORDS_OF_XERO = ("message", "evidence")
OF_ONE_THING = frozenset({Screen.MAPPING, Screen.CUSTOMERS, Screen.PRICES})
"""Where the problem's subject, a product or a customer, is what has to be put right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """`problem` is the newest order's; None: a person holds them, or nobody wrote down why. Values are without tax, of
    those orders whose price is known."""

    problem: Problem | None
    status: TaskStatus
    reason: str
    orders: int
    values: tuple[Amount, ...]
    since: datetime
    """When the oldest of them came."""
    newest: OrderKey

    @property
    def screen(self) -> Screen:
        return self.problem.screen if self.problem else Screen.ORDERS


_Key = tuple[Code | str, ...]


def by_cause(rows: Sequence[TaskRow]) -> tuple[Cause, ...]:
    """The one that stops most orders first. An order counts for its first problem alone. `rows`: the newest first."""
    groups: dict[_Key, list[TaskRow]] = {}
    for row in rows:
        groups.setdefault(_key(row), []).append(row)
    return tuple(sorted(map(_cause, groups.values()), key=lambda cause: -cause.orders))


def _key(row: TaskRow) -> _Key:
    """Equal for orders that the same deed releases."""
    if not row.problems:
        return row.status, row.reason
    first = row.problems[0]
    if first.screen in OF_ONE_THING:
        return first.code, first.data.get("subject", "")
    if first.screen is Screen.SETTINGS:
        return first.code, *sorted(value for name, value in first.data.items() if name != "subject")
    return first.code, *(first.data.get(name, "") for name in WORDS_OF_XERO)


def _cause(rows: list[TaskRow]) -> Cause:
    newest = rows[0]
    sums: dict[Currency, Decimal] = {}
    for amount in (row.amount for row in rows):
        if amount is not None:
            sums[amount.currency] = sums.get(amount.currency, Decimal(0)) + amount.value
    return Cause(
        problem=newest.problems[0] if newest.problems else None,
        status=newest.status,
        reason=newest.reason,
        orders=len(rows),
        values=tuple(Amount(value=value, currency=currency) for currency, value in sorted(sums.items())),
        since=min(row.created_at for row in rows),
        newest=newest.order_key,
    )
