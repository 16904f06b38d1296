"""The quantity in force of one item of one asset, from the approved requests that changed it (money §1, §5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from connect_ext.books.days import Days
from connect_ext.books.ids import RequestId
from connect_ext.books.orders.quantities import NOTHING, Quantities, Step
from connect_ext.books.periods.periods import A_DAY, Periods

NUMBER_AT_THE_END = re.compile(r"\d{1,18}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityChange:
    """An approved purchase, change or renewal: the quantity from its effective date on. `ValueError` below 0."""

    effective_on: date
    request_id: RequestId
    quantity: Decimal
    old_quantity: Decimal | None
    """What the request says was there before; None when it does not say."""

    def __post_init__(self) -> None:
        if self.quantity < 0:
            raise ValueError(f"{self.request_id} asks for {self.quantity}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """An approved request that changes no quantity: suspend, resume, adjustment, transfer (money §1)."""

    effective_on: date
    request_id: RequestId
    quantity: Decimal | None = None
    """What the request states as the quantity; None when it does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation:
    """An approved cancellation: nothing from its effective date on, whatever else takes effect on or after that day."""

    effective_on: date
    request_id: RequestId


Change = QuantityChange | Suspension | Cancellation


class DoubtKind(StrEnum):
    """Why a person may want to look: the marketplace and we do not agree about a quantity."""

    OLD_QUANTITY = "the old quantity is not the one that we hold"
    UNCHANGED_QUANTITY = "the quantity differs although the request changes none"
    AFTER_THE_END = "it takes effect after the cancellation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A warning, never a refusal (money §5)."""

    kind: DoubtKind
    request_id: RequestId
    said: Decimal
    """The quantity that the request states."""
    ours: Decimal
    """The quantity that we hold when it takes effect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """What a history of changes comes to."""

    quantities: Quantities
    ended_on: date | None
    """The first day on which the asset is cancelled."""
    doubts: tuple[Doubt, ...]

    def kept(self, periods: Periods, gives_back: Callable[[date], bool] = lambda _: False) -> Quantities:
        """The most that was in force so far in each day's period: what stays covered in *quantity only* mode.

        A reduction takes effect when the next period begins, unless it `gives_back` what is less from its day on; a
        cancellation at once: it has its own setting (money §8).
        """
        steps = self.quantities.steps
        if not steps:
            return self.quantities
        touched = periods.touching(Days(start=steps[0].on, end=steps[-1].on + A_DAY))
        highest = [step for period in touched for step in self._highest_so_far(period, gives_back)]
        last = Step(on=touched[-1].end, quantity=self.quantities.on(touched[-1].end))
        kept = Quantities(steps=(*highest, last))
        return kept if self.ended_on is None else kept.until(self.ended_on)

    def _highest_so_far(self, period: Days, gives_back: Callable[[date], bool]) -> Iterable[Step]:
        highest = before = NOTHING
        for part in self.quantities.over(period):
            if part.quantity < before and gives_back(part.days.start):
                highest -= before - part.quantity
            highest, before = max(highest, part.quantity), part.quantity
            yield Step(on=part.days.start, quantity=highest)


def in_force(changes: Iterable[Change]) -> InForce:
    """The quantities in force; the same for the same changes in whatever order they arrived, and for repeated ones.

    By effective date, then request number, each change sets the quantity: on one day, the last request wins.
    `ValueError` when one request says two different things about the item.
    """
    ordered = sorted(set(changes), key=lambda change: (change.effective_on, request_number(change.request_id)))
    _refuse_contradictions(ordered)
    steps: dict[date, Decimal] = {}
    held, ended_on, doubts = NOTHING, None, list[Doubt]()
    for change in ordered:
        doubts.extend(_doubts(change, held, ended_on))
        if ended_on is None and not isinstance(change, Suspension):
            held = NOTHING if isinstance(change, Cancellation) else change.quantity
            ended_on = change.effective_on if isinstance(change, Cancellation) else None
            steps[change.effective_on] = held
    quantities = Quantities(steps=tuple(Step(on=on, quantity=quantity) for on, quantity in steps.items()))
    return InForce(quantities=quantities, ended_on=ended_on, doubts=tuple(doubts))


def request_number(request_id: RequestId) -> tuple[int, str]:
    """Orders the requests of an asset: by the number at the end as a number (999 before 1000), then as text."""
    found = NUMBER_AT_THE_END.search(request_id)
    return (int(found[0]) if found else 0, request_id)


def _doubts(change: Change, held: Decimal, ended_on: date | None) -> Iterable[Doubt]:
    match change:
        case QuantityChange(quantity=said) if ended_on is not None:
            kind = DoubtKind.AFTER_THE_END
        case QuantityChange(old_quantity=Decimal() as said) if said != held:
            kind = DoubtKind.OLD_QUANTITY
        case Suspension(quantity=Decimal() as said) if said != held:
            kind = DoubtKind.UNCHANGED_QUANTITY
        case _:
            return ()
    return (Doubt(kind=kind, request_id=change.request_id, said=said, ours=held),)


def _refuse_contradictions(ordered: list[Change]) -> None:
    ids = sorted(change.request_id for change in ordered)
    twice = [first for first, second in pairwise(ids) if first == second]
    if twice:
        raise ValueError(f"One request, two changes of one item: {', '.join(twice)}")
