"""How much of a fee an order bills, and for which days, before anything is priced (money §1, §4, §5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from connect_ext.books.charging.aim import aim, of_the_item
from connect_ext.books.charging.stays import to_be_billed
from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.coverage.stretch import AssetItem
from connect_ext.books.days import Days
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.money import plain
from connect_ext.books.orders.order import Fee, Order, OrderType
from connect_ext.books.orders.quantities import NOTHING, Quantities, Step
from connect_ext.books.periods.periods import A_DAY, Periods
from connect_ext.books.periods.terms import periods_of
from connect_ext.books.problems.problem import Problem
from connect_ext.books.subscription.asset import effective_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """So much of a fee on these days; None for what is charged once."""

    quantity: Decimal
    days: Days | None = None
    periods: Periods | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Charges:
    """What a fee bills, one line each."""

    parts: tuple[Charge, ...]
    old: Decimal | None = None
    """The quantity before the order, where it changes one."""
    doubt: str = ""
    """Where the marketplace and we do not agree about that quantity (money §5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoCharge:
    """`why` completes “<item>: …”."""

    why: str


ChargeOutcome = Charges | NoCharge | tuple[Problem, ...]


def first_charges(fee: Fee, quantity: Decimal, order: Order, facts: Facts, covered: Coverage) -> ChargeOutcome:
    """A purchase bills the first period, less what is billed of it already: by others after it, where its own invoice
    does not stand any more and it is sent again."""
    if fee.product_item.period is None:
        return Charges(parts=(Charge(quantity=quantity),))
    start = effective_on(order)
    periods = periods_of(fee.product_item.period, facts.asset.terms, start)
    # Not at `next_date` itself, which may have moved on by more than one period before the order is proposed.
    days = Days(start=start, end=periods.containing(start).end)
    wanted = _wanted(fee, quantity, order, facts, periods)
    if not wanted.above_zero().within(days).steps:
        return none_in_force(days)
    parts = missing(item_of(fee, order), wanted, covered, days, periods)
    return Charges(parts=parts) if parts else billed_already(quantity, days.end)


def _wanted(fee: Fee, quantity: Decimal, order: Order, facts: Facts, periods: Periods) -> Quantities:
    """The last fee of an item bills all that is left of it."""
    whole, own = of_the_item(fee, order), quantity + of_its_neighbours(fee, order)
    aimed = to_be_billed(aim(fee, whole, order, facts), periods, order, facts)
    return aimed if own == whole else Quantities(steps=(Step(on=effective_on(order), quantity=own),)).at_most(aimed)


def missing(item: AssetItem, wanted: Quantities, covered: Coverage, days: Days, periods: Periods) -> tuple[Charge, ...]:
    """What is not billed of these days, so that each has the quantity wanted of the item."""
    parts = covered.uncovered(item, wanted, days)
    return tuple(Charge(quantity=part.quantity, days=part.days, periods=periods) for part in parts)


def of_its_neighbours(fee: Fee, order: Order) -> Decimal:
    """Several fees of an order may be of one item: those before it have been billed, those after it not yet."""
    others = [other for other in order.fees if other.product_item.id == fee.product_item.id and other is not fee]
    passed = [
        other.quantity if other.number < fee.number else other.old_quantity
        for other in others
        if other.number < fee.number or order.type is OrderType.CHANGE
    ]
    return sum((quantity for quantity in passed if quantity is not None), NOTHING)


def item_of(fee: Fee, order: Order) -> AssetItem:
    return AssetItem(asset_id=order.asset_id, product_item=fee.product_item.id)


def none_in_force(days: Days) -> NoCharge:
    return NoCharge(why=f"none is in force from {days.start.isoformat()} to {(days.end - A_DAY).isoformat()}")


def billed_already(quantity: Decimal, end: date) -> NoCharge:
    return NoCharge(why=f"{plain(quantity)} are billed already up to {(end - A_DAY).isoformat()}")
