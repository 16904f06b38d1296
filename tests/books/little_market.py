"""A marketplace in the small on the real road: orders told in any order wait for their turn, periods begin by our own
calendar, people void invoices and have them sent again, and prices change with a month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from connect_ext.books.charging.charges import item_of
from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.days import Days
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.ids import DocumentKey, OrderKey, ProductItemId, is_change, is_of
from connect_ext.books.orders.order import Order, OrderType
from connect_ext.books.periods.periods import A_DAY
from connect_ext.books.periods.terms import Terms
from connect_ext.books.prices.price import FrozenPrices, Quote, frozen, still_frozen
from connect_ext.books.settings.one_order import Chosen
from connect_ext.books.subscription.asset import FallenInvoice, KnownOrder, effective_on
from connect_ext.books.subscription.calendar import AssetCalendar
from connect_ext.books.subscription.running import running_price
from connect_ext.books.subscription.turn import turn_of
from tests.books.builders import a_fee, a_price
from tests.books.day_builders import day
from tests.books.little_books import Found, LittleBooks, an_order_on


@dataclass(slots=True, kw_only=True)
class LittleMarket(LittleBooks):
    """`listed` are the prices of the list's versions by the day on which each begins."""

    listed: dict[date, str] = field(default_factory=lambda: {day("1 Jan"): "31"})
    today: date = field(default_factory=lambda: day("1 Jan"))
    terms: Terms | None = None
    choices: Mapping[OrderType, Chosen] = field(default_factory=dict)
    """What a person chooses wherever it is asked."""
    told: dict[OrderKey, Order] = field(default_factory=dict)
    done: set[OrderKey] = field(default_factory=set)
    left_to_a_person: set[OrderKey] = field(default_factory=set)
    prices_kept: dict[OrderKey, FrozenPrices] = field(default_factory=dict)
    looked_from: date | None = None
    begun: set[tuple[ProductItemId, date]] = field(default_factory=set)
    answers: dict[OrderKey, Found] = field(default_factory=dict)
    """What was last said of each order."""

    def tells(self, order: Order) -> None:
        """However often: it is one order."""
        self.told.setdefault(order.key, order)
        self.works()

    def passes(self, number: int) -> None:
        for _ in range(number):
            self.today += A_DAY
            self._begins_periods()
        self.works()

    def works(self) -> None:
        """Whose turn it is, until somebody has to wait for a person."""
        while (first := min(self._open(), key=turn_of, default=None)) is not None:
            if first.key in self.left_to_a_person or not self._works_off(first):
                return
            self._begins_periods()

    def voids(self, which: int) -> None:
        """One of the invoices that are unpaid, or a draft; whoever gave it back has to look, too."""
        found = [key for key, one in self.invoices.items() if one.status in ("AUTHORISED", "DRAFT")]
        if found:
            self._falls(found[which % len(found)])

    def sends_again(self) -> None:
        self.left_to_a_person.clear()
        self.works()

    @property
    def stuck(self) -> dict[OrderKey, Found]:
        return {order.key: self.answers[order.key] for order in self._open() if order.key in self.answers}

    def about(self, order: Order) -> Facts:
        left = [one for one in self.coverage.stretches if not is_of(one.line.document, order.key)]
        coverage = Coverage(stretches=left)
        bought = order.type is OrderType.SALES and not self.coverage.stretches
        requests = (one for one in self.told.values() if one.type is not OrderType.BILLING and one.key != order.key)
        others = () if bought else tuple(self._known(one) for one in requests)
        known = LittleBooks.about(self, order)
        asset = replace(
            known.asset, terms=self.terms, others=others, coverage=coverage, fallen=tuple(self._fallen(coverage))
        )
        quotes = self._quotes(order, coverage)
        return replace(known, asset=asset, quotes=quotes, chosen=self.choices.get(order.type))

    def price_on(self, on: date) -> str:
        return self.listed[max((begins for begins in self.listed if begins <= on), default=min(self.listed))]

    def _known(self, order: Order) -> KnownOrder:
        chosen = self.choices.get(order.type)
        return KnownOrder(order=order, ignored=False, done=order.key in self.done, chosen=chosen)

    def _fallen(self, coverage: Coverage) -> Iterable[FallenInvoice]:
        for document in sorted({one.line.document for one in coverage.stretches if one.bills}):
            if document in self.invoices and not self.invoices[document].alive:
                yield FallenInvoice(document=document, name=document, status="voided")

    def _quotes(self, order: Order, coverage: Coverage) -> dict[int, tuple[Quote, ...]]:
        on = effective_on(order)
        found: dict[int, tuple[Quote, ...]] = {fee.number: (a_price(self.price_on(on)),) for fee in order.fees}
        if order.type is OrderType.CHANGE:
            prices = {fee.number: running_price(coverage, item_of(fee, order), on) for fee in order.fees}
            found |= {number: (price,) for number, price in prices.items() if price is not None}
        return found | still_frozen(order.fees, self.prices_kept.get(order.key, {}))

    def _open(self) -> list[Order]:
        return [order for key, order in self.told.items() if key not in self.done]

    def _works_off(self, order: Order) -> bool:
        quotes = self.about(order).quotes
        self.answers[order.key] = found = self.take(order)
        if isinstance(found, tuple):
            return False
        self.prices_kept.setdefault(order.key, frozen(order.fees, quotes))
        self.done.add(order.key)
        opened = self._calendar().opens(order)
        if opened is not None:
            self.looked_from = min(opened, self.looked_from or opened)
        return True

    def _calendar(self) -> AssetCalendar:
        requests = [one for one in self.told.values() if one.type is not OrderType.BILLING]
        return AssetCalendar(orders=requests, terms=self.terms, in_arrears=False)

    def _begins_periods(self) -> None:
        if self.looked_from is None:
            return
        look = self._calendar().look(self.looked_from, self.today)
        self.looked_from = look.next_from
        for due in look.due:
            new = [(item, of) for item, of in due.items if (item, of.start) not in self.begun]
            self.begun |= {(item, of.start) for item, of in new}
            if new:
                self._begins(due.on, new)

    def _begins(self, on: date, new: Sequence[tuple[ProductItemId, Days]]) -> None:
        number = 1000 + len(self.begun)
        fees = [replace(a_fee(place, "1", id=item), renewal=of) for place, (item, of) in enumerate(new, 1)]
        order = an_order_on(OrderType.BILLING, number, on.isoformat(), *fees)
        self.told[order.key] = replace(order, period=new[0][1])

    def _falls(self, key: DocumentKey) -> None:
        self.invoices[key] = replace(self.invoices[key], status="VOIDED")
        released = self.coverage.release(self.coverage.lines_of(key))
        self.coverage = released.coverage
        self._reopens(key)
        for document in {one.line.document for one in released.adrift if not is_change(one.line.document)}:
            if document in self.notes and self.notes[document].alive:
                self.notes[document] = replace(self.notes[document], status="DELETED")
                self.coverage = self.coverage.release(self.coverage.lines_of(document)).coverage
            self._reopens(document)

    def _reopens(self, document: DocumentKey) -> None:
        for key in list(self.done):
            if is_of(document, key):
                self.done.discard(key)
                self.left_to_a_person.add(key)
