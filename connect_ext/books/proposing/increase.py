"""A change bills what is more of an item, from its effective date to the end of what is billed (money §1).

What is less of it is taken back (`decrease`).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from connect_ext.books.charging.aim import aim, of_the_item
from connect_ext.books.charging.charges import (
    Charge,
    ChargeOutcome,
    Charges,
    NoCharge,
    billed_already,
    item_of,
    missing,
    of_its_neighbours,
)
from connect_ext.books.charging.fallen import fallen_invoices
from connect_ext.books.charging.stays import to_be_billed
from connect_ext.books.charging.unsettled import (
    after_the_end,
    back_from_nothing,
    counts_later,
    never_billed,
    unsettled,
    up_to,
)
from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.crediting.decrease import decrease
from connect_ext.books.crediting.returned import Returned
from connect_ext.books.days import Days
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.money import plain
from connect_ext.books.orders.order import Fee, Order
from connect_ext.books.orders.quantities import Quantities
from connect_ext.books.periods.periods import Periods
from connect_ext.books.periods.terms import periods_of
from connect_ext.books.problems.problem import Code, Problem, problem
from connect_ext.books.subscription.asset import before, effective_on, held
from connect_ext.books.subscription.running import running_term


def difference(fee: Fee, quantity: Decimal, order: Order, facts: Facts, covered: Coverage) -> ChargeOutcome | Returned:
    """What a change bills or takes back of an item. What meets no coverage is a problem and never zero."""
    ended = after_the_end(order, facts)
    if ended:
        return ended
    old = _old_quantity(fee, order, facts)
    if isinstance(old, Problem):
        return (old,)
    if quantity == old:
        return NoCharge(why=f"the quantity stays at {plain(quantity)}")
    if not facts.asset.known:
        return (never_billed(fee, order, old, quantity),)
    if quantity < old:
        return decrease(fee, old, order, facts, covered).outcome
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


def _recurring(
    fee: Fee, quantity: Decimal, old: Decimal, order: Order, facts: Facts, covered: Coverage
) -> ChargeOutcome:
    item, start = item_of(fee, order), effective_on(order)
    periods = _periods(fee, order, facts, covered, start)
    billed, own_end = covered.covered(item), covered.billed_until(item)
    end = own_end or _billed_with_others(facts, order, periods)
    at_boundary = periods.containing(start).start == start
    if own_end is None and old > 0:
        return (never_billed(fee, order, old, quantity),)
    gap = Days(start=end, end=start) if own_end is not None and end < start and old == 0 else None
    again = gap is not None and back_from_nothing(item.product_item, order, facts, gap)
    if end <= start:
        if at_boundary and (end == start or again):
            return NoCharge(why=f"{up_to(end)}; the new quantity counts from the next period on")
        later = counts_later(order, end, facts)
        if later or not again:
            return NoCharge(why=later) if later else (never_billed(fee, order, old, quantity),)
    if own_end is None or again:
        end = periods.containing(start).end
    # No day before the first that was billed: the service had not begun.
    start = max(start, covered.billed_from(item) or start)
    days = Days(start=start, end=end)
    problems = fallen_invoices(fee, order, facts, covered, days) or unsettled(
        item.product_item, _name(fee), order, facts, billed, days
    )
    if problems:
        return problems
    parts = missing(item, _wanted(fee, quantity, order, facts, periods), covered, days, periods)
    doubt = "" if billed.on(start) == old else f"Connect says that there were {plain(old)}, {_billed(billed, start)}"
    return Charges(parts=parts, old=old, doubt=doubt) if parts else billed_already(quantity, end)


def _wanted(fee: Fee, quantity: Decimal, order: Order, facts: Facts, periods: Periods) -> Quantities:
    """Never more than all fees of the item come to. A seat that a later order takes away, and that stays billed,
    is billed to the end of the period, as it would have been had the orders come in turn."""
    whole = min(quantity + of_its_neighbours(fee, order), of_the_item(fee, order))
    return to_be_billed(aim(fee, whole, order, facts), periods, order, facts)


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


def _billed(billed: Quantities, on: date) -> str:
    return f"{plain(billed.on(on))} are billed"


def _name(fee: Fee) -> str:
    return fee.product_item.name or fee.product_item.mpn
