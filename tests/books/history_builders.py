"""Purchases, changes, renewals, billing runs, voids and cancellations of an asset, heard of in any order.

A plain bookkeeper works them off: what is in force and not covered is billed, what is covered and not in force is
credited, up to where billing runs have come.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.coverage.stretch import AssetItem
from connect_ext.books.days import Days
from connect_ext.books.orders.quantities import Quantities
from connect_ext.books.periods.proration import Rate
from connect_ext.books.subscription.in_force import Cancellation, Change, QuantityChange, in_force
from tests.books.day_builders import AUD, JPY, SEATS, STORAGE, a_line, a_note, a_stretch, day, periods, request

MONTHS = periods()
RATES = {SEATS: Rate(unit_price=Decimal("9.99"), currency=AUD, periods=MONTHS),
         STORAGE: Rate(unit_price=Decimal(1001), currency=JPY, periods=MONTHS)}  # fmt: skip
FIRST = day("1 Jan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A request of one item was approved."""

    item: AssetItem
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingRun:
    """The next month is billed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voided:
    """Somebody voids one of the documents in Xero."""

    which: int


Event = Heard | BillingRun | Voided


@dataclass(slots=True, kw_only=True)
class Bookkeeper:
    months: int = 1
    coverage: Coverage = field(default_factory=Coverage)
    known: dict[AssetItem, list[Change]] = field(default_factory=lambda: {SEATS: [], STORAGE: []})
    documents: int = 0
    today: date = FIRST

    @property
    def billed(self) -> Days:
        return Days(start=MONTHS.boundary(0), end=MONTHS.boundary(self.months))

    def in_force(self, item: AssetItem) -> Quantities:
        return in_force(self.known[item]).quantities

    def works_off(self, event: Event) -> None:
        self.today += timedelta(days=3)
        match event:
            case Heard(item=item, change=change):
                self.known[item].append(change)
            case BillingRun():
                self.months += 1
            case Voided(which=which):
                lines = sorted({one.line for one in self.coverage.stretches})
                if lines:
                    self.coverage = self.coverage.release([lines[which % len(lines)]]).coverage
        self.settles()

    def settles(self) -> None:
        """One document for each line: so that any of them can be voided by itself."""
        for item in (SEATS, STORAGE):
            for month in MONTHS.touching(self.billed):
                for part in self.coverage.uncovered(item, self.in_force(item), month):
                    line = replace(a_stretch(), item=item, days=part.days, quantity=part.quantity, rate=RATES[item])
                    self.coverage = self.coverage.plus(replace(line, line=a_line(self._next()), dated=self.today))
            for piece in self.coverage.excess(item, self.in_force(item), self.billed):
                self.coverage = self.coverage.plus(piece.credited_by(a_note(self._next()), self.today))

    def _next(self) -> int:
        self.documents += 1
        return self.documents


def kept_by(events: list[Event]) -> Bookkeeper:
    keeper = Bookkeeper()
    for event in events:
        keeper.works_off(event)
    return keeper


@st.composite
def of_an_item(draw: st.DrawFn, item: AssetItem, first: int) -> list[Heard]:
    """A purchase, changes, renewals at the turn of a month, and perhaps the end."""
    some_day = st.integers(0, 85).map(lambda after: day("1 Jan") + timedelta(days=after))
    renewal = st.integers(1, 3).map(MONTHS.boundary)
    changes = draw(st.lists(st.tuples(some_day | renewal, st.integers(0, 5)), min_size=1, max_size=4))
    heard: list[Change] = [
        QuantityChange(effective_on=on, request_id=request(number), quantity=Decimal(quantity), old_quantity=None)
        for number, (on, quantity) in enumerate(changes, start=first)
    ]
    end = draw(st.none() | some_day)
    if end is not None:
        heard.append(Cancellation(effective_on=end, request_id=request(first + len(changes))))
    return [Heard(item=item, change=change) for change in heard]


@st.composite
def whole_histories(draw: st.DrawFn) -> list[Event]:
    """Everything that happens, in the order in which we hear of it."""
    heard = [*draw(of_an_item(SEATS, 1)), *draw(of_an_item(STORAGE, 11))]
    voids = draw(st.lists(st.builds(Voided, which=st.integers(0, 20)), max_size=2))
    runs = [BillingRun()] * draw(st.integers(0, 3))
    return draw(st.permutations([*heard, *voids, *runs]))
