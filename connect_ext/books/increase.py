"""A change bills what is more of an item, from its effective date to the end of what is billed (money §1)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from connect_ext.books.asset import before, effective_on, held
from connect_ext.books.charges import Charge, ChargeOutcome, Charges, NoCharge, billed_already, item_of, uncovered
from connect_ext.books.coverage import Coverage
from connect_ext.books.days import Days
from connect_ext.books.fallen import fallen_invoices
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
        return (_never_billed(fee, order, old, quantity),)
    if fee.product_item.period is None:
        return Charges(parts=(Charge(quantity=quantity - old),), old=old)
    return _recurring(fee, quantity, old, order, facts, covered)


def _old_quantity(fee: Fee, order: Order, facts: Facts) -> Decimal | Problem:
    """What the marketplace says, else what the orders before it come to."""
    if fee.old_quantity is not None:
        return fee.old_quantity
    if fee.old_quantity_text.strip():
        return problem(Code.QUANTITY_UNUSABLE, subject=fee.product_item.mpn, quantity=fee.old_quantity_text)
    earlier = [other.order for other in before(order, facts.asset.others)]
    return held(earlier, fee.product_item.id).quantities.on(effective_on(order))


def _is_known(facts: Facts) -> bool:
    """Whether the asset began with us: something of it is billed, or its purchase cost nothing."""
    asset = facts.asset
    bought = any(other.order.type is OrderType.SALES and not other.ignored for other in asset.others)
    return bought or bool(asset.coverage.stretches)


def _recurring(
    fee: Fee, quantity: Decimal, old: Decimal, order: Order, facts: Facts, covered: Coverage
) -> ChargeOutcome:
    item, start = item_of(fee, order), effective_on(order)
    periods = _periods(fee, order, facts, covered, start)
    billed, own_end = covered.covered(item), covered.billed_until(item)
    end = own_end or _billed_with_others(facts, order, periods)
    at_boundary = periods.containing(start).start == start
    if (own_end is None and old > 0) or end < start or (end == start and not at_boundary):
        return (_never_billed(fee, order, old, quantity),)
    if end == start:
        why = f"billed up to {(end - A_DAY).isoformat()}; the new quantity counts from the next period on"
        return NoCharge(why=why)
    if own_end is None:
        end = periods.containing(start).end
    if billed.steps:
        # No day before the first that was billed: the service had not begun.
        start = max(start, billed.steps[0].on)
    days = Days(start=start, end=end)
    problems = fallen_invoices(fee, order, facts, covered, days) or _unsettled(fee, order, facts, billed, days)
    if problems:
        return problems
    parts = uncovered(fee, quantity, order, covered, days, periods)
    doubt = "" if billed.on(start) == old else f"Connect says that there were {plain(old)}, {_billed(billed, start)}"
    return Charges(parts=parts, old=old, doubt=doubt) if parts else billed_already(quantity, end)


def _billed_with_others(facts: Facts, order: Order, periods: Periods) -> date:
    """How far a new item is billed here: as far as any item of the asset; where none has days, in the first period."""
    return facts.asset.billed_until or periods.containing(facts.asset.service_start(order)).end


def _periods(fee: Fee, order: Order, facts: Facts, covered: Coverage, on: date) -> Periods:
    """Those that the running term was billed in."""
    assert fee.product_item.period is not None
    running = running_term(covered, item_of(fee, order), on)
    if running is not None and running.rate is not None and running.rate.periods is not None:
        return running.rate.periods
    return periods_of(fee.product_item.period, facts.asset.terms, facts.asset.service_start(order))


def _unsettled(fee: Fee, order: Order, facts: Facts, billed: Quantities, days: Days) -> tuple[Problem, ...]:
    """An order before this one that a person took out of our hands: the difference to what is billed is no measure of
    what this one costs. Orders after it may have been billed first, and are no reason."""
    item, earlier = fee.product_item.id, before(order, facts.asset.others)
    was = held([other.order for other in earlier], item).quantities
    will = held([other.order for other in facts.asset.others], item).quantities
    ignored = [other.order.request_id for other in earlier if other.ignored]
    missing, surplus = was.minus(billed).above_zero().within(days), billed.minus(will).above_zero().within(days)
    if not ignored or not (missing.steps or surplus.steps):
        return ()
    unsettled = problem(
        Code.EARLIER_ORDER_IGNORED,
        subject=order.request_id,
        ignored=", ".join(ignored),
        item=_name(fee),
        billed=plain(billed.on(days.start)),
        held=plain(was.on(days.start)),
    )
    return (unsettled,)


def _never_billed(fee: Fee, order: Order, old: Decimal, new: Decimal) -> Problem:
    """Neither the item, nor the period in which the change takes effect: who bills that is not known here."""
    return problem(
        Code.NEVER_BILLED,
        subject=order.request_id,
        item=_name(fee),
        asset=order.asset_id,
        old=plain(old),
        new=plain(new),
        day=effective_on(order).isoformat(),
    )


def _billed(billed: Quantities, on: date) -> str:
    return f"{plain(billed.on(on))} are billed"


def _name(fee: Fee) -> str:
    return fee.product_item.name or fee.product_item.mpn
