"""A cancellation takes back what is billed of the days after it, by the settings (money §1, §8).

What takes effect on the day on which the subscription began gives back all of it, whatever the settings say: nothing
was delivered. So it is with every period that begins with it or after it, and was billed because the cancellation was
told late. At the end of what is billed there is nothing to give back, and nothing to ask.

Of the running period the seats in force are given back, and no others: what was given up before and only stays covered
was not to be given back then, and is not now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from connect_ext.books.charging.charges import NoCharge
from connect_ext.books.charging.unsettled import unsettled
from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.coverage.stretch import AssetItem, Stretch
from connect_ext.books.crediting.commitment import committed_until
from connect_ext.books.crediting.returned import Returned, Taken, Way, once_billed, running_period, within
from connect_ext.books.days import Days
from connect_ext.books.documents.policies import CancellationRule
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.orders.order import Order, OrderType, ProductItem
from connect_ext.books.orders.quantities import Quantities
from connect_ext.books.periods.periods import A_DAY
from connect_ext.books.problems.problem import Code, Problem, problem
from connect_ext.books.subscription.asset import before, effective_on, quantity_change
from connect_ext.books.subscription.in_force import in_force

NOTHING = Quantities()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What a cancellation makes of one item: `why` is a sentence's end where it gives nothing back."""

    name: str
    outcome: Returned | NoCharge | tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """An asset that is cancelled, and what is billed of it."""

    order: Order
    facts: Facts
    covered: Coverage

    @property
    def on(self) -> date:
        return effective_on(self.order)

    @property
    def whole(self) -> bool:
        """Whether it ends on the day on which it began."""
        orders = (other.order for other in self.facts.asset.others)
        began = [effective_on(one) for one in orders if one.type is OrderType.SALES]
        return bool(began) and self.on <= min(began)

    def items(self) -> tuple[Ended, ...]:
        """One for each item that was ever billed."""
        found = tuple(self._item(item) for item in sorted({one.item for one in self.covered.stretches if one.bills}))
        if found:
            return found
        asset = self.order.asset_id
        if self.facts.asset.known:
            return (Ended(name=asset, outcome=NoCharge(why="nothing of it is billed by the period")),)
        unknown = problem(Code.CANCELLED_UNBILLED, subject=self.order.request_id, asset=asset)
        return (Ended(name=asset, outcome=(unknown,)),)

    def left(self) -> tuple[Stretch, ...]:
        """All that is billed by the period of the days after it, without the periods that had not begun."""
        return tuple(piece for item in self.recurring() for piece in self._of_what_runs(item)[0])

    def recurring(self) -> Iterator[AssetItem]:
        yield from sorted({one.item for one in self.covered.stretches if one.bills and not one.once})

    def excess(self, item: AssetItem) -> tuple[Stretch, ...]:
        return self._excess(item, self.on, self.covered.billed_until(item) or self.on)

    def _excess(self, item: AssetItem, start: date, end: date) -> tuple[Stretch, ...]:
        if end <= start:
            return ()
        days, stays = Days(start=start, end=end), self._only_covered(item)
        return tuple(one for one in self.covered.excess(item, stays, days) if not one.once)

    def _only_covered(self, item: AssetItem) -> Quantities:
        """Of the running period, what is billed above what the orders before it come to. A cancellation before it has
        said nothing of single seats."""
        earlier = (other.order for other in before(self.order, self.facts.asset.others))
        changes = [change for one in earlier if (change := quantity_change(one, item.product_item)) is not None]
        if self.whole or not changes:
            return NOTHING
        was, until = in_force(changes).quantities, self._runs_until(item)
        return self.covered.covered(item).minus(was).above_zero().until(until) if until else NOTHING

    def product_item(self, item: AssetItem) -> ProductItem | None:
        """As the marketplace last told of it."""
        orders = (self.order, *(other.order for other in self.facts.asset.others))
        told = (fee.product_item for order in orders for fee in order.fees)
        return next((one for one in told if one.id == item.product_item), None)

    def name_of(self, item: AssetItem) -> str:
        told = self.product_item(item)
        return (told.name or told.mpn) if told else item.product_item

    def _item(self, item: AssetItem) -> Ended:
        charged_once = once_billed(self.covered, item)
        outcome = self._once(item, charged_once) if charged_once else self._by_period(item)
        return Ended(name=self.name_of(item), outcome=outcome)

    def _by_period(self, item: AssetItem) -> Returned | NoCharge | tuple[Problem, ...]:
        pieces, end = self.excess(item), self.covered.billed_until(item)
        if not pieces or end is None:
            return NoCharge(why=self._why_nothing(item, end))
        billed, days = self.covered.covered(item), Days(start=self.on, end=end)
        problems = unsettled(item.product_item, self.name_of(item), self.order, self.facts, billed, days)
        if problems:
            return problems
        running, later = self._of_what_runs(item)
        if not running:
            return self._given_back(item, later, Way.BACK)
        period = running_period(self.covered, item, self.on)
        begun = period.begun if period else min(piece.days.start for piece in running)
        ruled = self._by_the_rule(item, running, begun)
        if isinstance(ruled, Returned):
            return self._given_back(item, pieces, ruled.taken[0].way)
        return replace(self._given_back(item, later, Way.BACK), doubt=ruled.why) if later else ruled

    def _of_what_runs(self, item: AssetItem) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
        """What is billed of the period that it ends within, and of those that begin with it or after it."""
        end, until = self.covered.billed_until(item), self._runs_until(item)
        if until is None or end is None:
            return self.excess(item), ()
        cut = min(end, until)
        return self._excess(item, self.on, cut), self._excess(item, cut, end)

    def _runs_until(self, item: AssetItem) -> date | None:
        """The end of the period that it ends within, its own day where none has begun before; None if nobody knows."""
        period, terms = running_period(self.covered, item, self.on), tuple(self._terms(item))
        if period is None:
            return None
        begun = min((period.begun, *(term.start for term in terms)))
        return max((period.end, *(term.end for term in terms))) if begun < self.on else self.on

    def _why_nothing(self, item: AssetItem, end: date | None) -> str:
        if end is not None and end <= self.on:
            return f"billed up to {(end - A_DAY).isoformat()}"
        return "what is still billed was given up before" if self._only_covered(item).steps else "given back before"

    def _terms(self, item: AssetItem) -> Iterator[Days]:
        """Of renewals and billing requests, which may bill several periods as one."""
        for other in self.facts.asset.others:
            for fee in other.order.fees:
                term = fee.renewal or other.order.period
                if fee.product_item.id == item.product_item and term is not None and self.on in term:
                    yield term

    def _once(self, item: AssetItem, billed: tuple[Stretch, ...]) -> Returned | NoCharge:
        """Credited only inside the cancellation window (money §3.6)."""
        days = self.facts.settings.cancellation_days
        pieces = tuple(piece for piece in billed if within(piece.days.start, self.on, days))
        if not pieces:
            return NoCharge(why=f"what is charged once is credited in its first {days} days only")
        return self._by_the_rule(item, pieces, min(piece.days.start for piece in pieces))

    def _by_the_rule(self, item: AssetItem, pieces: tuple[Stretch, ...], begun: date) -> Returned | NoCharge:
        settings = self.facts.settings
        rule, days = settings.cancellation, settings.cancellation_days
        if not self.whole and rule is CancellationRule.NO_CREDIT:
            return NoCharge(why=f"{self.facts.ruled} a cancellation gives nothing back")
        if not self.whole and rule is CancellationRule.WITHIN_DAYS and not within(begun, self.on, days):
            return NoCharge(why=f"a cancellation is credited in the first {days} days only, here from {begun}")
        asked = not self.whole and rule is CancellationRule.ASK
        return self._given_back(item, pieces, Way.ASKED if asked else Way.BACK)

    def _given_back(self, item: AssetItem, pieces: tuple[Stretch, ...], way: Way) -> Returned:
        told = None if self.whole else self.product_item(item)
        committed = committed_until(told, self.order, self.facts) if told else None
        taken = Taken(pieces=pieces, way=Way.ASKED if committed else way)
        return Returned(name=self.name_of(item), taken=(taken,), reason="cancelled", committed_until=committed)
