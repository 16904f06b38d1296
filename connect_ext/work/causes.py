"""Orders that a person must act on, by what stops them: one cause is put right once, for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from connect_ext.books.money import Amount, Currency
from connect_ext.books.problems.causes import cause_of
from connect_ext.books.problems.codes import Screen
from connect_ext.books.problems.problem import Problem
from connect_ext.work.task import TaskRow, TaskStatus

HELD_BY_A_PERSON = "Held by a person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """`problem` is the newest order's; None: a person holds them, or nobody wrote down why. Values are without tax, of
    those orders whose price is known."""

    id: str
    title: str
    problem: Problem | None
    status: TaskStatus
    orders: int
    values: tuple[Amount, ...]
    since: datetime
    """When the oldest of them came."""

    @property
    def screen(self) -> Screen:
        return self.problem.screen if self.problem else Screen.ORDERS


def by_cause(rows: Sequence[TaskRow]) -> tuple[Need, ...]:
    """The cause that stops most orders first. An order counts for its first problem alone. `rows`: the newest first."""
    groups: dict[str, list[TaskRow]] = {}
    for row in rows:
        groups.setdefault(_id(row), []).append(row)
    return tuple(sorted(map(_need, groups.values()), key=lambda need: -need.orders))


def _id(row: TaskRow) -> str:
    return cause_of(row.problems[0]).id if row.problems else f"{row.status.value}: {row.reason}"


def _need(rows: list[TaskRow]) -> Need:
    newest = rows[0]
    first = newest.problems[0] if newest.problems else None
    sums: dict[Currency, Decimal] = {}
    for amount in (row.amount for row in rows):
        if amount is not None:
            sums[amount.currency] = sums.get(amount.currency, Decimal(0)) + amount.value
    return Need(
        id=_id(newest),
        title=cause_of(first).title if first else newest.reason or HELD_BY_A_PERSON,
        problem=first,
        status=newest.status,
        orders=len(rows),
        values=tuple(Amount(value=value, currency=currency) for currency, value in sorted(sums.items())),
        since=min(row.created_at for row in rows),
    )
