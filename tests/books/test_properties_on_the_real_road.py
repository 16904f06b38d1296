"""Whatever happens to a subscription, and in whatever order it is told: each day is billed once, at its own price.

Everything goes the way of the product: proposals from facts that are gathered from what was made before, orders that
wait for their turn, periods of our own calendar, drafts that are made smaller, credit notes, invoices that people void
and have sent again. What the books then say is compared with a plain count, day by day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from hypothesis import given, note, settings
from hypothesis import strategies as st

from connect_ext.books.coverage.stretch import AssetItem
from connect_ext.books.documents.policies import CancellationRule, ReductionRule
from connect_ext.books.orders.order import Order, OrderType
from connect_ext.books.periods.proration import exact_amount
from connect_ext.books.periods.terms import Terms
from connect_ext.books.settings.one_order import Chosen, CreditChoice, choices_for
from connect_ext.books.subscription.asset import effective_on
from tests.books.builders import a_fee
from tests.books.day_builders import MONTHLY, SEATS, STORAGE, day, days, each, periods
from tests.books.little_books import an_order_on
from tests.books.little_market import LittleMarket
from tests.books.test_changes import seats

MONTHS = periods()
TERMS = Terms(length=MONTHLY, next_date=day("1 Feb"), anniversary_day=1)
LISTED = {day("1 Jan"): "31", day("1 Feb"): "33.30", day("1 Mar"): "29.70"}
LAST = days("1 Jan", "1 May")
WITHIN = 7
ITEMS = (SEATS, STORAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Void:
    which: int


Event = Order | Void | int
"""An order that is told, an invoice that is voided and waits for a person, or so many days that pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """Of a subscription: its orders by their turn, and all that happens in the order in which it does."""

    orders: Sequence[Order]
    events: Sequence[Event]
    rules: Mapping[str, Any]
    choices: Mapping[OrderType, Chosen]
    """What a person answers wherever the rule is to ask."""
    starts: date

    def __str__(self) -> str:
        told = [*map(_said, self.orders), "told:", *map(_said, self.events)]
        return "; ".join([*told, *map(str, self.rules.values()), *map(str, self.choices.values())])

    def chose(self, choice: CreditChoice) -> bool:
        return any(one.choice is choice for one in self.choices.values())

    def lived(self, events: Sequence[Event] | None = None) -> LittleMarket:
        market = LittleMarket(terms=TERMS, settings=dict(self.rules), listed=LISTED, choices=self.choices)
        for number, event in enumerate(self.events if events is None else events):
            market.status = ("AUTHORISED", "DRAFT", "PAID")[number % 3]
            match event:
                case Order():
                    market.tells(event)
                case Void(which=which):
                    market.voids(which)
                    if which % 2:
                        market.sends_again()
                case days_:
                    market.passes(days_)
        for order in self.orders:
            market.tells(order)
        market.sends_again()
        market.passes((LAST.end - timedelta(days=1) - market.today).days)
        market.sends_again()
        assert not market.stuck
        return market


def expected(life: Life, item: AssetItem) -> dict[date, Decimal]:
    """By counting each day."""
    found, billed, held = dict[date, Decimal](), Decimal(0), Decimal(0)
    for on in each(LAST):
        period, before = MONTHS.containing(on), held
        ended = any(one.type is OrderType.CANCELLATION and effective_on(one) == on for one in life.orders)
        for one in (one for one in life.orders if effective_on(one) == on):
            told = [fee.quantity or Decimal(0) for fee in one.fees if fee.product_item.id == item.product_item]
            held = Decimal(0) if one.type is OrderType.CANCELLATION else told[0] if told else held
        begun = max(period.start, life.starts)
        if on == begun:
            billed = held
        elif ended:
            billed -= before if _credits(life, on, begun) else Decimal(0)
        elif held < before and _refunds(life, on, begun):
            billed -= before - held
        billed = max(billed, held)
        found[on] = billed
    return found


def _credits(life: Life, on: date, begun: date) -> bool:
    rule = life.rules["cancellation"]
    chosen = life.chose(CreditChoice.CREDIT_UNUSED)
    return chosen if rule is CancellationRule.ASK else _gives(rule, CancellationRule.CREDIT, on, begun)


def _refunds(life: Life, on: date, begun: date) -> bool:
    rule, chosen = life.rules["reductions"], life.chose(CreditChoice.REFUND)
    return chosen if rule is ReductionRule.ASK else _gives(rule, ReductionRule.REFUND, on, begun)


def _gives(rule: StrEnum, always: StrEnum, on: date, begun: date) -> bool:
    return rule is always or (rule.name == "WITHIN_DAYS" and (on - begun).days < WITHIN)


def _said(event: Event) -> str:
    if not isinstance(event, Order):
        return str(event)
    fees = ", ".join(f"{fee.product_item.id[-1]}: {fee.old_quantity} to {fee.quantity}" for fee in event.fees)
    return f"{event.request_id[-3:]} {event.type.value} {effective_on(event)} {fees}"


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """Each order knows what was before it, as the marketplace does. A cancellation is not of the day of a change: which
    seats then stayed covered would depend on which of the two was known first."""
    starts = draw(st.integers(0, 40))
    held = {SEATS: draw(st.integers(1, 6)), STORAGE: draw(st.integers(0, 3))}
    fees = [a_fee(place, str(held[item]), id=item.product_item) for place, item in enumerate(ITEMS, 1)]
    orders = [an_order_on(OrderType.SALES, 1, _on(starts), *fees)]
    steps = draw(st.lists(st.tuples(st.integers(0, 70), st.sampled_from(ITEMS), st.integers(0, 6)), max_size=5))
    for after, item, quantity in sorted(steps, key=lambda step: step[0]):
        if quantity != held[item]:
            fee = seats(str(held[item]), str(quantity), id=item.product_item)
            orders.append(an_order_on(OrderType.CHANGE, len(orders) + 1, _on(starts + after), fee))
            held[item] = quantity
    end = draw(st.none() | st.integers(1, 30))
    if end is not None:
        last = (effective_on(orders[-1]) - day("1 Jan")).days
        orders.append(an_order_on(OrderType.CANCELLATION, len(orders) + 1, _on(last + end), a_fee(quantity="1")))
    others: list[Event] = draw(st.lists(st.builds(Void, which=st.integers(0, 9)) | st.integers(1, 25), max_size=5))
    events = draw(st.permutations([*orders, *others]))
    rules = {
        "reductions": draw(st.sampled_from(ReductionRule)),
        "cancellation": draw(st.sampled_from(CancellationRule)),
        "reduction_days": WITHIN,
        "cancellation_days": WITHIN,
    }
    asked = rules["reductions"] is ReductionRule.ASK, rules["cancellation"] is CancellationRule.ASK
    choices = {
        kind: Chosen(choice=draw(st.sampled_from(choices_for(kind))), by="UR-1")
        for kind, is_asked in zip((OrderType.CHANGE, OrderType.CANCELLATION), asked, strict=True)
        if is_asked
    }
    return Life(orders=orders, events=events, rules=rules, choices=choices, starts=effective_on(orders[0]))


def _on(after: int) -> str:
    return (day("1 Jan") + timedelta(days=after)).isoformat()


@settings(deadline=None)
@given(lives())
def test_each_day_is_billed_exactly_once_by_the_rules(life: Life) -> None:
    note(str(life))
    market = life.lived()
    for item in ITEMS:
        covered = market.coverage.covered(item)
        wanted = expected(life, item)
        assert {on: covered.on(on) for on in wanted} == wanted, item


@settings(deadline=None)
@given(lives())
def test_each_day_costs_what_its_period_costs_and_credits_never_exceed_what_was_billed(life: Life) -> None:
    note(str(life))
    market = life.lived()
    exact, lines = Fraction(0), 0
    for one in market.coverage.stretches:
        if one.bills or one.is_credit:
            assert one.rate is not None
            assert str(one.rate.unit_price) == market.price_on(MONTHS.containing(one.days.start).start)
            exact += exact_amount(one.part, one.rate) * (1 if one.bills else -1)
            lines += 1
    assert abs(Fraction(market.total) - exact) <= lines * Fraction(1, 100)
    assert market.total >= 0


@settings(deadline=None)
@given(lives(), st.data())
def test_in_whatever_order_it_happens_the_books_are_the_same(life: Life, data: st.DataObject) -> None:
    note(str(life))
    events = data.draw(st.permutations(life.events))
    twice = [event for event in events for _ in range(2 if isinstance(event, Order) else 1)]
    one, other = life.lived(), life.lived(twice)
    assert [one.coverage.covered(item) for item in ITEMS] == [other.coverage.covered(item) for item in ITEMS]
    lines = len([stretch for market in (one, other) for stretch in market.coverage.stretches])
    assert abs(one.total - other.total) <= lines * Decimal("0.01")
