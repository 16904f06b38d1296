"""A change bills what is more of an item, from its effective date to the end of what is billed (money §1)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from connect_ext.books.asset import before, effective_on, held
from connect_ext.books.charges import Charge, ChargeOutcome, Charges, NoCharge, billed_already, item_of, uncovered
from connect_ext.books.coverage import Coverage
from connect_ext.books.days import Days
from connect_ext.books.money import plain
from connect_ext.books.order import Fee, Order, OrderType
from connect_ext.books.periods import A_DAY, Periods
from connect_ext.books.problem import Code, Problem, problem
from connect_ext.books.proposal import Facts
from connect_ext.books.quantities import Quantities
from connect_ext.books.running import running_term
from connect_ext.books.terms import periods_of


def further_charges(fee: Fee, quantity: Decimal, order: Order, facts: Facts, covered: Coverage) -> ChargeOutcome:
    """The difference of a change. What it takes back, and what meets no coverage, is a problem and never zero."""
    old = _old_quantity(fee, order, facts)
    if isinstance(old, Problem):
        return (old,)
    if quantity < old:
        less, item = plain(old - quantity), _name(fee)
        return (problem(Code.QUANTITY_REDUCED, subject=order.request_id, less=less, old=plain(old), item=item),)
    if quantity == old:
        return NoCharge(why=f"the quantity stays at {plain(quantity)}")
    if not _is_known(facts):
        return (_never_billed(fee, order, facts, old, quantity),)
    if fee.product_item.period is None:
        return Charges(parts=(Charge(quantity=quantity - old),), old=old)
    return _recurring(fee, quantity, old, order, facts, covered)


def _old_quantity(fee: Fee, order: Order, facts: Facts) -> Decimal | Problem:
    """What the marketplace says, else what the orders before it come to."""
    if fee.old_quantity is not None:
        return fee.old_quantity
    if fee.old_quantity_text.strip():
        return problem(Code.QUANTITY_UNUSABLE, subject=fee.product_item.mpn, quantity=fee.old_quantity_text)
    zone = facts.organisation.timezone
    earlier = [other.order for other in before(order, facts.asset.others, zone)]
    return held(earlier, fee.product_item.id, zone).quantities.on(effective_on(order, zone))


def _is_known(facts: Facts) -> bool:
    """Whether the asset began with us: something of it is billed, or its purchase cost nothing."""
    asset = facts.asset
    bought = any(other.order.type is OrderType.SALES and not other.ignored for other in asset.others)
    return bought or bool(asset.coverage.stretches)


def _recurring(
    fee: Fee, quantity: Decimal, old: Decimal, order: Order, facts: Facts, covered: Coverage
) -> ChargeOutcome:
    item, start = item_of(fee, order), effective_on(order, facts.organisation.timezone)
    billed, end = covered.covered(item), covered.billed_until(item)
    if (end is None and old > 0) or (end is not None and end < start):
        return (_never_billed(fee, order, facts, old, quantity),)
    periods = _periods(fee, order, facts, covered, start)
    if end is None:
        end = periods.containing(start).end
    if end == start:
        why = f"billed up to {(end - A_DAY).isoformat()}; the new quantity counts from the next period on"
        return NoCharge(why=why)
    if billed.steps:
        # No day before the first that was billed: the service had not begun.
        start = max(start, billed.steps[0].on)
    days = Days(start=start, end=end)
    unsettled = _unsettled(fee, order, facts, billed, days)
    if unsettled is not None:
        return (unsettled,)
    parts = uncovered(fee, quantity, order, covered, days, periods)
    doubt = "" if billed.on(start) == old else f"Connect says that there were {plain(old)}, {_billed(billed, start)}"
    return Charges(parts=parts, old=old, doubt=doubt) if parts else billed_already(quantity, end)


def _periods(fee: Fee, order: Order, facts: Facts, covered: Coverage, on: date) -> Periods:
    """Those that the running term was billed in."""
    assert fee.product_item.period is not None
    running = running_term(covered, item_of(fee, order), on)
    if running is not None and running.rate is not None and running.rate.periods is not None:
        return running.rate.periods
    began = facts.asset.service_start(order).astimezone(facts.organisation.timezone).date()
    return periods_of(fee.product_item.period, facts.asset.terms, began)


def _unsettled(fee: Fee, order: Order, facts: Facts, billed: Quantities, days: Days) -> Problem | None:
    """An order before this one that a person took out of our hands: the difference to what is billed is no measure of
    what this one costs. Orders after it may have been billed first, and are no reason."""
    zone, item = facts.organisation.timezone, fee.product_item.id
    earlier = before(order, facts.asset.others, zone)
    was = held([other.order for other in earlier], item, zone).quantities
    will = held([other.order for other in facts.asset.others], item, zone).quantities
    ignored = [other.order.request_id for other in earlier if other.ignored]
    missing, surplus = was.minus(billed).above_zero().within(days), billed.minus(will).above_zero().within(days)
    if not ignored or not (missing.steps or surplus.steps):
        return None
    return problem(
        Code.EARLIER_ORDER_IGNORED,
        subject=order.request_id,
        ignored=", ".join(ignored),
        item=_name(fee),
        billed=plain(billed.on(days.start)),
        held=plain(was.on(days.start)),
    )


def _never_billed(fee: Fee, order: Order, facts: Facts, old: Decimal, new: Decimal) -> Problem:
    """Neither the item, nor the period in which the change takes effect: who bills that is not known here."""
    return problem(
        Code.NEVER_BILLED,
        subject=order.request_id,
        item=_name(fee),
        asset=order.asset_id,
        old=plain(old),
        new=plain(new),
        day=effective_on(order, facts.organisation.timezone).isoformat(),
    )


def _billed(billed: Quantities, on: date) -> str:
    return f"{plain(billed.on(on))} are billed"


def _name(fee: Fee) -> str:
    return fee.product_item.name or fee.product_item.mpn
