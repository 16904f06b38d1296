"""What is billed of an item and not wanted any more: what its order may give back, before any document is looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.coverage.stretch import AssetItem, Stretch
from connect_ext.books.periods.periods import Periods
from connect_ext.books.subscription.running import running_term


class Way(StrEnum):
    """What becomes of it, by the settings (money §8)."""

    BACK = "given back"
    WITH_CHARGES = "given back up to what the same order charges, else kept"
    """Where only the quantity changes: the decrease of a plan switch pays for its increase (money §1)."""
    KEPT = "kept"
    """Where only the quantity changes, and the order's charges are of other days."""
    ASKED = "a person decides"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Pieces of billed stretches, and what becomes of them."""

    pieces: tuple[Stretch, ...]
    way: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """Of one item by one order."""

    name: str
    """What people call the item."""
    taken: tuple[Taken, ...]
    reason: str
    """Completes a sentence and a line: “reduced from 10 to 7”."""
    kept: str = ""
    """Completes “<item>: …” where what is to be kept is kept."""
    doubt: str = ""
    """Where the marketplace and we do not agree about the quantity (money §5), or why more is not given back."""
    committed_until: date | None = None
    """The end of a commitment for which there is no rule."""

    @property
    def remarks(self) -> tuple[str, ...]:
        return (f"{self.name}: {self.doubt}",) if self.doubt else ()

    @property
    def covers(self) -> tuple[Stretch, ...]:
        """Nothing: what it gives back is decided once all of the order is known."""
        return ()

    def by(self, way: Way) -> tuple[Stretch, ...]:
        return tuple(piece for taken in self.taken if taken.way is way for piece in taken.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The period, or the shorter first one of a service that began within it, that a day belongs to."""

    begun: date
    end: date
    periods: Periods


def running_period(coverage: Coverage, item: AssetItem, on: date) -> Running | None:
    """None where nobody knows in which periods the item is billed."""
    running, began = running_term(coverage, item, on), coverage.billed_from(item)
    if running is None or running.rate is None or running.rate.periods is None or began is None:
        return None
    period = running.rate.periods.containing(on)
    return Running(begun=max(period.start, began), end=period.end, periods=running.rate.periods)


def within(start: date, on: date, days: int) -> bool:
    """Whether a day is one of the first so many."""
    return (on - start).days < days


def once_billed(coverage: Coverage, item: AssetItem, at_most: Decimal | None = None) -> tuple[Stretch, ...]:
    """What is left of an item that is charged once, the newest line first; no more than so many of it."""
    found, rest = list[Stretch](), at_most
    lines = {one.line: one for one in coverage.stretches if one.item == item and one.bills and one.once}
    for line in sorted(lines.values(), key=lambda one: (one.dated, one.line), reverse=True):
        left = coverage.left(item, line.line).on(line.days.start)
        quantity = left if rest is None else min(left, rest)
        if quantity > 0:
            found.append(replace(line, quantity=quantity))
            rest = None if rest is None else rest - quantity
    return tuple(found)
