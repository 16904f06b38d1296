"""Leaks: days in force that nobody billed, and billed days that nobody has (money §5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.coverage.stretch import AssetItem
from connect_ext.books.days import Days
from connect_ext.books.orders.quantities import Quantities


class LeakKind(StrEnum):
    NOT_BILLED = "in force, not billed"
    NOT_IN_FORCE = "billed, nothing in force"
    MORE_THAN_IN_FORCE = "billed, less in force"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """So much of an item, on each of these days."""

    kind: LeakKind
    item: AssetItem
    days: Days
    quantity: Decimal


def leaks(
    item: AssetItem, in_force: Quantities, coverage: Coverage, days: Days, *, kept: Quantities | None = None
) -> tuple[Leak, ...]:
    """All leaks of these days, in order; none when every day is covered exactly.

    Where reductions are *quantity changes only*, `kept` is what may stay covered (`InForce.kept`).
    """
    covered = coverage.covered(item)
    missing = in_force.minus(covered).above_zero().within(days)
    surplus = covered.minus(in_force if kept is None else kept).above_zero().within(days)
    found = (
        *(
            Leak(kind=LeakKind.NOT_BILLED, item=item, days=part.days, quantity=part.quantity)
            for part in missing.parts()
        ),
        *_surplus(item, surplus, in_force),
    )
    return tuple(sorted(found, key=lambda leak: leak.days))


def _surplus(item: AssetItem, surplus: Quantities, in_force: Quantities) -> Iterator[Leak]:
    for part in surplus.parts():
        for nothing, held in groupby(in_force.over(part.days), key=lambda held: held.quantity == 0):
            pieces = [one.days for one in held]
            kind = LeakKind.NOT_IN_FORCE if nothing else LeakKind.MORE_THAN_IN_FORCE
            days = Days(start=pieces[0].start, end=pieces[-1].end)
            yield Leak(kind=kind, item=item, days=days, quantity=part.quantity)
