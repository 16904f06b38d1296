"""A quantity for every day, as a step function: what is in force, what is covered, and the difference (money §5)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate, pairwise, takewhile

from connect_ext.books.days import Days

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One quantity over a range of days."""

    days: Days
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From this day on, the quantity is this."""

    on: date
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantities:
    """The quantity of every day, nothing before the first step (money §5).

    Two are equal when they have the same quantity on every day: steps that change nothing are dropped. `ValueError`
    when two steps are on one day, or not in order.
    """

    steps: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        if any(step.on >= following.on for step, following in pairwise(self.steps)):
            raise ValueError("Steps are in order, at most one on a day")
        before = (NOTHING, *(step.quantity for step in self.steps))
        kept = tuple(step for step, old in zip(self.steps, before, strict=False) if step.quantity != old)
        object.__setattr__(self, "steps", kept)

    def on(self, day: date) -> Decimal:
        passed = bisect_right(self.steps, day, key=lambda step: step.on)
        return self.steps[passed - 1].quantity if passed else NOTHING

    def over(self, days: Days) -> tuple[Part, ...]:
        """These days in order, cut where the quantity changes; days of quantity 0 are there too."""
        pieces = days.split_at(step.on for step in self.steps)
        return tuple(Part(days=piece, quantity=self.on(piece.start)) for piece in pieces)

    def parts(self) -> tuple[Part, ...]:
        """The days that have a quantity, up to the last step."""
        return tuple(
            Part(days=Days(start=step.on, end=following.on), quantity=step.quantity)
            for step, following in pairwise(self.steps)
            if step.quantity
        )

    def plus(self, other: Quantities) -> Quantities:
        return self._with(other, lambda mine, theirs: mine + theirs)

    def minus(self, other: Quantities) -> Quantities:
        return self._with(other, lambda mine, theirs: mine - theirs)

    def at_most(self, other: Quantities) -> Quantities:
        """The smaller of both on every day."""
        return self._with(other, min)

    def above_zero(self) -> Quantities:
        """Without what is negative."""
        return self._with(Quantities(), max)

    def within(self, days: Days) -> Quantities:
        """The same on these days, nothing on all others."""
        return of_parts(self.over(days))

    def until(self, day: date) -> Quantities:
        """The same before this day, nothing from it on."""
        before = (step for step in self.steps if step.on < day)
        return Quantities(steps=(*before, Step(on=day, quantity=NOTHING)))

    def layers(self, days: Days) -> tuple[Part, ...]:
        """What is positive on these days, as parts to be laid on each other, by first day, the longest first.

        Five seats for a month and three more from the 10th are one part of five for the whole month and one of three,
        not five until the 10th and eight after it: so a full period remains exactly its price (money §4).
        """
        rest, layers = self.above_zero().within(days), list[Part]()
        while rest.steps:
            run = rest.first_run()
            layer = Part(days=run, quantity=min(part.quantity for part in rest.over(run)))
            layers.append(layer)
            rest = rest.minus(of_parts([layer]))
        return tuple(layers)

    def first_run(self) -> Days:
        """The first days without a gap that have a quantity. `ValueError` when there is none, or no last one."""
        counted = list(takewhile(lambda step: step.quantity, self.steps))
        if not self.steps or len(counted) == len(self.steps):
            raise ValueError("These quantities have no first run of days")
        return Days(start=counted[0].on, end=self.steps[len(counted)].on)

    def _with(self, other: Quantities, of_both: Callable[[Decimal, Decimal], Decimal]) -> Quantities:
        days = sorted({step.on for step in (*self.steps, *other.steps)})
        return Quantities(steps=tuple(Step(on=day, quantity=of_both(self.on(day), other.on(day))) for day in days))


def of_parts(parts: Iterable[Part]) -> Quantities:
    """The sum of parts, which may overlap."""
    changes: defaultdict[date, Decimal] = defaultdict(Decimal)
    for part in parts:
        changes[part.days.start] += part.quantity
        changes[part.days.end] -= part.quantity
    days = sorted(changes)
    sums = accumulate(changes[day] for day in days)
    return Quantities(steps=tuple(Step(on=day, quantity=quantity) for day, quantity in zip(days, sums, strict=True)))
