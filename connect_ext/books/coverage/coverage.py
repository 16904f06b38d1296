"""What has been billed, day by day, and by which line: so that no day is billed twice and none is missed (money §5).

A billed stretch is never made smaller. A credit is a stretch of its own that names the line it credits, and both
together must not come below zero on any day: `Coverage` cannot be built otherwise. That makes two promises into plain
arithmetic. *Credits never exceed what was billed* is checked per line and day, whoever adds a credit and whatever was
planned meanwhile. *Each day in force is billed exactly once* is one subtraction of step functions, in force minus
covered: above zero it is to be billed, below zero it is to be credited, and after either it is zero. Voiding a credit
gives its days back by itself, because what it took away is still written where it was billed.

In *quantity only* mode `excess` is asked with what is kept (`InForce.kept`): the covered quantity then stays until the
period ends, and a re-add inside it finds its days covered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from connect_ext.books.coverage.stretch import AssetItem, CoverageState, LineKey, Stretch
from connect_ext.books.days import Days
from connect_ext.books.ids import DocumentKey
from connect_ext.books.orders.quantities import Part, Quantities, of_parts


class CreditsExceedBilled(Exception):
    """A line would be credited for more than it billed on some day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The stretches of any number of items and lines, in normal form (money §5).

    Adjacent equal stretches of a line are joined and overlapping ones added up, so that two are equal when they say
    the same of every day. `CreditsExceedBilled` when a credit meets no billed line, or not enough of it; `ValueError`
    when a line that stands bills an item at two prices, in two states or under two dates.
    """

    stretches: Collection[Stretch] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "stretches", frozenset(_normal_form(self.stretches)))
        terms = {(one.item, one.line, one.state, one.rate, one.dated) for one in self.stretches if one.bills}
        if len(terms) > len({(item, line) for item, line, *_ in terms}):
            raise ValueError("A line bills an item at one price, in one state and under one date")
        for item, line in {(one.item, one.credits) for one in self.stretches if one.credits}:
            if any(step.quantity < 0 for step in self.left(item, line).steps):
                raise CreditsExceedBilled(f"{line.mark} of {line.document}, {item.product_item} of {item.asset_id}")

    def plus(self, *stretches: Stretch) -> Coverage:
        """With what a line billed or credited; the same errors as for any coverage."""
        return Coverage(stretches=(*self.stretches, *stretches))

    def covered(self, item: AssetItem) -> Quantities:
        """The quantity of every day that is billed, billed elsewhere or waived, and not credited."""
        return self._billed(item).minus(_sum(one for one in self.stretches if one.is_credit and one.item == item))

    def left(self, item: AssetItem, line: LineKey) -> Quantities:
        """What a line billed and what has not been credited since."""
        own = [one for one in self.stretches if one.item == item]
        billed = _sum(one for one in own if one.bills and one.line == line)
        return billed.minus(_sum(one for one in own if one.is_credit and one.credits == line))

    def billed_until(self, item: AssetItem) -> date | None:
        """The end of what is billed, credited or not: up to it a change is charged (money §1). None for nothing."""
        steps = self._billed(item).steps
        return steps[-1].on if steps else None

    def billed_from(self, item: AssetItem) -> date | None:
        """The first day that was billed, credited or not: before it the service had not begun. None for nothing."""
        steps = self._billed(item).steps
        return steps[0].on if steps else None

    def uncovered(self, item: AssetItem, in_force: Quantities, days: Days) -> tuple[Part, ...]:
        """What is to be billed of these days: the quantity in force above the covered one, one line for each part."""
        return in_force.minus(self.covered(item)).layers(days)

    def excess(self, item: AssetItem, in_force: Quantities, days: Days) -> tuple[Stretch, ...]:
        """What of these days is covered above the quantity in force: pieces of billed stretches, newest line first.

        Where reductions are *quantity changes only*, ask with `InForce.kept`. The state of each piece tells what a
        credit of it means: nothing was paid for what is waived, and what is billed elsewhere needs a person.
        """
        over, found = self.covered(item).minus(in_force).above_zero(), list[Stretch]()
        for line in self._newest_first(item):
            taken = self.left(item, line.line).at_most(over)
            found.extend(replace(line, days=part.days, quantity=part.quantity) for part in taken.layers(days))
            over = over.minus(taken)
        return tuple(found)

    def lines_of(self, document: DocumentKey) -> frozenset[LineKey]:
        return frozenset(one.line for one in self.stretches if one.line.document == document)

    def release(self, lines: Collection[LineKey]) -> Release:
        """As it is when these lines, billing or crediting, were voided or deleted; nothing new the second time.

        A credit falls with the line that it credits: it must not eat up what the days are billed by next.
        """
        released = (
            replace(one, state=CoverageState.RELEASED) if one.line in lines or one.credits in lines else one
            for one in self.stretches
        )
        adrift = (one for one in self.stretches if one.is_credit and one.credits in lines and one.line not in lines)
        return Release(coverage=Coverage(stretches=tuple(released)), adrift=frozenset(adrift))

    def _billed(self, item: AssetItem) -> Quantities:
        return _sum(one for one in self.stretches if one.bills and one.item == item)

    def _newest_first(self, item: AssetItem) -> list[Stretch]:
        """One stretch of each line that bills."""
        lines = {one.line: one for one in self.stretches if one.bills and one.item == item}
        return sorted(lines.values(), key=lambda one: (one.dated, one.line), reverse=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    coverage: Coverage
    adrift: frozenset[Stretch]
    """Credits that still stand in Xero and have lost the line they credit: each is a problem for a person."""


def _sum(stretches: Iterable[Stretch]) -> Quantities:
    return of_parts(one.part for one in stretches)


def _normal_form(stretches: Iterable[Stretch]) -> Iterable[Stretch]:
    """For each line and kind of stretch, one stretch per run of days with one quantity."""
    alike = defaultdict[tuple[Any, ...], list[Stretch]](list)
    for one in stretches:
        same = (one.item, one.line, one.dated, one.state, one.rate, one.credits)
        alike[same].append(one)
    for group in alike.values():
        yield from (replace(group[0], days=part.days, quantity=part.quantity) for part in _sum(group).parts())
