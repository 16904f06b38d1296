"""A change takes back what is less of an item, from its effective date to the end of what is billed (money §1, §8).

So does a renewal of fewer than our calendar has billed of its term: it may come when that has begun.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from connect_ext.books.charging.aim import aim, of_the_item, same_item
from connect_ext.books.charging.charges import NoCharge, item_of
from connect_ext.books.charging.term_charges import term_days
from connect_ext.books.charging.unsettled import counts_later, never_billed, unsettled
from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.coverage.stretch import AssetItem, LineKey, Stretch
from connect_ext.books.crediting.commitment import committed_until
from connect_ext.books.crediting.returned import Returned, Running, Taken, Way, once_billed, running_period, within
from connect_ext.books.days import Days
from connect_ext.books.documents.policies import ReductionRule
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.ids import credit_key
from connect_ext.books.money import plain
from connect_ext.books.orders.order import Fee, Order, OrderType
from connect_ext.books.orders.quantities import NOTHING, Quantities, Step
from connect_ext.books.periods.periods import A_DAY
from connect_ext.books.problems.problem import Problem
from connect_ext.books.subscription.asset import before, effective_on, held
from connect_ext.books.subscription.in_force import InForce


@dataclass(frozen=True, slots=True, kw_only=True)
class Decrease:
    """One fee of a change that has less than before; all fees of one item are looked at together, once."""

    fee: Fee
    old: Decimal
    new: Decimal
    order: Order
    facts: Facts
    covered: Coverage
    on: date
    """The first day that it takes back."""

    @property
    def outcome(self) -> Returned | NoCharge | tuple[Problem, ...]:
        fees = same_item(self.fee, self.order)
        less = [one for one in fees if _is_less(one) or one is self.fee]
        if less[0] is not self.fee or self.new >= self.old:
            return NoCharge(why="counted with the other lines of the same item")
        return self._once() if self.fee.product_item.period is None else self._recurring()

    def _recurring(self) -> Returned | NoCharge | tuple[Problem, ...]:
        start, end = self.on, self.covered.billed_until(self.item)
        period = running_period(self.covered, self.item, start)
        if end is None or end < start or (end == start and period is not None and period.begun != start):
            later = end and counts_later(self.order, end, self.facts)
            if not later:
                return (never_billed(self.fee, self.order, self.old, self.new),)
            return NoCharge(why=f"nothing to credit: {later}")
        if end == start:
            return NoCharge(why=f"nothing to credit: {_changes_from(end, start)}")
        billed = self.covered.covered(self.item)
        days = Days(start=start, end=end)
        problems = unsettled(self.item.product_item, self.name, self.order, self.facts, billed, days)
        if problems:
            return problems
        aimed = aim(self.fee, self.new, self.order, self.facts, self.on)
        over = self._over(billed, aimed.quantities, days)
        if not over.within(days).steps:
            return self._nothing_left(billed, days)
        doubt = f"Connect says that there were {plain(self.old)}, {plain(billed.on(start))} are billed"
        until = period.end if period else end
        return Returned(
            name=self.name,
            taken=self._ways(billed, aimed, over, days),
            reason=self.reason,
            kept=f"nothing to credit: {_changes_from(until, until)}",
            doubt="" if billed.on(max(start, self.covered.billed_from(self.item) or start)) == self.old else doubt,
            committed_until=self._committed_until,
        )

    def _over(self, billed: Quantities, aimed: Quantities, days: Days) -> Quantities:
        """What is billed above what is aimed at, and no more on any day than the change takes away: what is billed
        above that is not its to give back, such as seats that stayed covered when an earlier change changed quantities
        only."""
        drop = Quantities(steps=(Step(on=days.start, quantity=self.old - self.new),))
        return billed.minus(aimed).above_zero().at_most(drop)

    def _nothing_left(self, billed: Quantities, days: Days) -> NoCharge | tuple[Problem, ...]:
        """A later order that is in the books may have settled it; else what is taken back was never billed here."""
        alone = Quantities(steps=(Step(on=days.start, quantity=self.new),))
        if billed.minus(alone).above_zero().within(days).steps:
            return NoCharge(why="nothing to credit: a later order of the subscription has settled it")
        if not alone.minus(billed).above_zero().within(days).steps:
            # Its period began, and was billed, with this change known already.
            return NoCharge(why=f"nothing to credit: {plain(self.new)} are billed from {days.start.isoformat()} on")
        return (never_billed(self.fee, self.order, self.old, self.new),)

    def _ways(self, billed: Quantities, aimed: InForce, over: Quantities, days: Days) -> tuple[Taken, ...]:
        rule, settings = self.facts.settings.reductions, self.facts.settings
        if rule is ReductionRule.ASK or self._committed_until is not None:
            return (Taken(pieces=self._pieces(self.covered, billed, over, days), way=Way.ASKED),)
        period = running_period(self.covered, self.item, days.start)
        inside = period is None or within(period.begun, days.start, settings.reduction_days)
        if rule is ReductionRule.REFUND or (rule is ReductionRule.WITHIN_DAYS and inside):
            return (Taken(pieces=self._pieces(self.covered, billed, over, days), way=Way.BACK),)
        stays = self._stays(aimed, period, days.start).at_most(over) if period else over
        back = self._pieces(self.covered, billed, over.minus(stays), days)
        without = self.covered.plus(*(piece.credited_by(self._own_credit, days.start) for piece in back))
        kept = self._pieces(without, without.covered(self.item), stays, days)
        # A renewal's charges are its new term's: only a plan switch is paid for by what it takes back (money §1).
        way = Way.KEPT if self.order.type is OrderType.RENEWAL else Way.WITH_CHARGES
        return Taken(pieces=kept, way=way), Taken(pieces=back, way=Way.BACK)

    def _stays(self, aimed: InForce, period: Running, start: date) -> Quantities:
        """In *quantity only* mode the most that was in force earlier in the period stays covered until it ends, and no
        longer (money §5): what begins and ends on one day, or with the period, does not."""
        most = Quantities(steps=(Step(on=start, quantity=self._most_before(period.begun, start)),)).until(period.end)
        later = aimed.kept(period.periods)
        return later.plus(most.minus(later).above_zero()).minus(aimed.quantities).above_zero()

    def _most_before(self, begun: date, start: date) -> Decimal:
        if begun >= start:
            return NOTHING
        orders = [other.order for other in before(self.order, self.facts.asset.others)]
        if not any(one.type is OrderType.SALES for one in orders):
            return self.old
        was = held(orders, self.item.product_item).quantities
        return max(part.quantity for part in was.over(Days(start=begun, end=start)))

    def _pieces(self, covered: Coverage, billed: Quantities, over: Quantities, days: Days) -> tuple[Stretch, ...]:
        return covered.excess(self.item, billed.minus(over), days)

    @property
    def _committed_until(self) -> date | None:
        return committed_until(self.fee.product_item, self.order, self.facts)

    @property
    def _own_credit(self) -> LineKey:
        return LineKey(document=credit_key(self.order.key), mark=self.order.request_id)

    def _once(self) -> Returned | NoCharge | tuple[Problem, ...]:
        """Credited only inside the cancellation window (money §3.6)."""
        billed = once_billed(self.covered, self.item, self.old - self.new)
        if not billed:
            return (never_billed(self.fee, self.order, self.old, self.new),)
        rule, days = self.facts.settings.reductions, self.facts.settings.cancellation_days
        pieces = tuple(piece for piece in billed if within(piece.days.start, self.on, days))
        if not pieces:
            return NoCharge(why=f"nothing to credit: what is charged once is credited in its first {days} days only")
        ways = {ReductionRule.ASK: Way.ASKED, ReductionRule.QUANTITY_ONLY: Way.WITH_CHARGES}
        return Returned(
            name=self.name,
            taken=(Taken(pieces=pieces, way=ways.get(rule, Way.BACK)),),
            reason=self.reason,
            kept=f"nothing to credit: {self.facts.ruled} only the quantity changes",
        )

    @property
    def item(self) -> AssetItem:
        return item_of(self.fee, self.order)

    @property
    def name(self) -> str:
        return self.fee.product_item.name or self.fee.product_item.mpn

    @property
    def reason(self) -> str:
        return f"reduced from {plain(self.old)} to {plain(self.new)}"


def decrease(fee: Fee, old: Decimal, order: Order, facts: Facts, covered: Coverage) -> Decrease:
    """`old` is the fee's own quantity before the order."""
    others = [one for one in same_item(fee, order) if one is not fee]
    before = old + sum((one.old_quantity for one in others if one.old_quantity is not None), Decimal(0))
    new, on = of_the_item(fee, order), effective_on(order)
    return Decrease(fee=fee, old=before, new=new, order=order, facts=facts, covered=covered, on=on)


def renewed_with_less(
    fee: Fee, order: Order, facts: Facts, covered: Coverage
) -> Returned | NoCharge | tuple[Problem, ...] | None:
    """What a renewal takes back of days that are billed; None where it has no less than is billed of its first day."""
    if order.type is not OrderType.RENEWAL or fee.product_item.period is None or same_item(fee, order)[0] is not fee:
        return None
    days, _ = term_days(fee, order, facts, covered)
    billed, new = covered.covered(item_of(fee, order)).on(days.start), of_the_item(fee, order)
    if new >= billed:
        return None
    return Decrease(fee=fee, old=billed, new=new, order=order, facts=facts, covered=covered, on=days.start).outcome


def _is_less(fee: Fee) -> bool:
    return fee.quantity is not None and fee.old_quantity is not None and fee.quantity < fee.old_quantity


def _changes_from(end: date, on: date) -> str:
    return f"billed up to {(end - A_DAY).isoformat()}; the quantity changes from {on.isoformat()}"
