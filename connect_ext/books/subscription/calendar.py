"""Our own calendar: which items of an asset begin a period between two days, and when to look again (money §6).

Each item has boundaries of its own, counted from the asset's terms. In arrears a period is due when it has ended.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from connect_ext.books.days import Days
from connect_ext.books.ids import ProductItemId
from connect_ext.books.orders.order import Fee, Order, OrderType, ProductItem
from connect_ext.books.periods.periods import A_DAY, Periods
from connect_ext.books.periods.terms import Terms, periods_of
from connect_ext.books.subscription.asset import effective_on, held
from connect_ext.books.subscription.in_force import InForce
from connect_ext.books.subscription.turn import turn_of

AT_ONCE = 366
"""Days that are looked at together: after a long silence a year of periods, then the next."""
BEGINS = (OrderType.SALES, OrderType.CHANGE, OrderType.RENEWAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Items whose period begins on one day, each with its days."""

    on: date
    items: tuple[tuple[ProductItemId, Days], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look at the calendar found. `next_from`: all that begins before is known; `again` None: never again."""

    due: tuple[Due, ...]
    next_from: date
    again: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetCalendar:
    """The known orders of one asset, in any order, and its terms."""

    orders: Sequence[Order]
    terms: Terms | None
    in_arrears: bool

    def look(self, next_from: date, today: date) -> Look:
        """Everything that is due up to today of what begins on or after a day."""
        until = min(today, next_from + AT_ONCE * A_DAY)
        found = dict[date, list[tuple[ProductItemId, Days]]]()
        for item, days in self._due(next_from, until, today):
            found.setdefault(days.start, []).append((item, days))
        due = tuple(Due(on=on, items=tuple(items)) for on, items in sorted(found.items()))
        running = [self.periods(item).containing(today) for item in self.items()]
        open_ = [days.start for days in running] if self.in_arrears else []
        known_before = max(next_from, min([until + A_DAY, *open_]))
        return Look(due=due, next_from=known_before, again=today if until < today else self._again(running, today))

    def opens(self, order: Order, billed_until: date | None = None) -> date | None:
        """From which day on an order makes it necessary to look; None where nothing of it recurs. What began before the
        period that holds `billed_until` was billed elsewhere, however long ago the order was."""
        recurring = [fee.product_item for fee in order.fees if fee.product_item.period]
        if not recurring or order.type not in BEGINS:
            return None
        opened = self._opens(order, recurring)
        if billed_until is None:
            return opened
        return max(opened, min(self.periods(item).containing(billed_until).start for item in recurring))

    def _opens(self, order: Order, recurring: Sequence[ProductItem]) -> date:
        on = effective_on(order)
        if self.in_arrears:
            return min(self.periods(item).containing(on).start for item in recurring)
        # A purchase and a renewal bill the period that they begin with themselves.
        return on if order.type is OrderType.CHANGE else on + A_DAY

    def _due(self, since: date, until: date, today: date) -> Iterator[tuple[ProductItemId, Days]]:
        if until < since:
            return
        for item in self.items():
            periods, known = self.periods(item), held(self.orders, item.id)
            for days in periods.touching(Days(start=since, end=until + A_DAY)):
                ripe = days.end <= today if self.in_arrears else days.start <= until
                if days.start >= since and ripe and self._bills(item, days, known):
                    yield item.id, days

    def _bills(self, item: ProductItem, days: Days, known: InForce) -> bool:
        """Not where nothing is in force, nor what a purchase or a renewal bills itself."""
        if not self.in_arrears and self._by_an_order(item, days.start):
            return False
        return any(part.quantity for part in known.quantities.over(days))

    def _by_an_order(self, item: ProductItem, day: date) -> bool:
        bought = (effective_on(one) for one in self.orders if one.type is OrderType.SALES)
        renewed = (fee.renewal for fee in self._fees(item, OrderType.RENEWAL) if fee.renewal)
        return day in bought or any(day in term for term in renewed)

    def _again(self, running: Sequence[Days], today: date) -> date | None:
        """When the next of the running periods ends; None where nothing runs any more."""
        ended = self._ended_on()
        last = min((days.start for days in running), default=today) if self.in_arrears else today
        if not running or (ended is not None and ended <= last):
            return None
        return min(days.end for days in running)

    def _ended_on(self) -> date | None:
        return min((effective_on(one) for one in self.orders if one.type is OrderType.CANCELLATION), default=None)

    def items(self) -> tuple[ProductItem, ...]:
        """What recurs, as the latest order shows it."""
        shown = {
            fee.product_item.id: fee.product_item
            for order in sorted(self.orders, key=turn_of)
            for fee in order.fees
            if fee.product_item.period is not None and order.type in BEGINS
        }
        return tuple(shown[id_] for id_ in sorted(shown))

    def periods(self, item: ProductItem) -> Periods:
        """Those of its last renewal where that began between two boundaries, else those of the asset's terms."""
        assert item.period is not None
        known = periods_of(item.period, self.terms, self._service_start())
        terms = sorted(fee.renewal for fee in self._fees(item, OrderType.RENEWAL) if fee.renewal)
        if not terms or known.containing(terms[-1].start).start == terms[-1].start:
            return known
        return Periods(anchor=terms[-1].start, length=item.period)

    def _service_start(self) -> date:
        bought = [effective_on(order) for order in self.orders if order.type is OrderType.SALES]
        return min(bought or [effective_on(order) for order in self.orders])

    def _fees(self, item: ProductItem, type_: OrderType) -> Iterator[Fee]:
        for order in self.orders:
            if order.type is type_:
                yield from (fee for fee in order.fees if fee.product_item.id == item.id)
