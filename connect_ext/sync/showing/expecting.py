"""What one asset should have come to in a month: its periods, usage and fees, counted anew from orders and prices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from connect_ext.books.booking.billed_party import billed_party, billed_role
from connect_ext.books.booking.price_terms import PriceTerms, in_the_books, priced_on
from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.coverage.leaks import LeakKind, leaks
from connect_ext.books.coverage.stretch import AssetItem, Stretch
from connect_ext.books.days import Days
from connect_ext.books.documents.held import HeldContact
from connect_ext.books.documents.policies import FeeRule
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.ids import AssetId, OrderKey, ProductItemId
from connect_ext.books.money import Currency, plain
from connect_ext.books.orders.order import Fee, Order, OrderType, Party
from connect_ext.books.periods.periods import A_DAY
from connect_ext.books.periods.terms import Terms
from connect_ext.books.prices.base_currency import only_in_base_currency
from connect_ext.books.prices.price import Price, choose
from connect_ext.books.problems.problem import Problem
from connect_ext.books.reports.deferred import entries
from connect_ext.books.reports.ending_fee import NotKnown, ending_fee
from connect_ext.books.reports.falling_due import falling_due, served
from connect_ext.books.reports.giving_back import ALWAYS, GivingBack, giving_back
from connect_ext.books.reports.subscription_lines import Subscription
from connect_ext.books.reports.usage_due import usage_due
from connect_ext.books.settings.one_order import Chosen
from connect_ext.books.subscription.asset import effective_on, held
from connect_ext.books.subscription.turn import turn_of
from connect_ext.sync.gathering.own import Own
from connect_ext.sync.gathering.pricing import Sources
from connect_ext.sync.intake.calendar import is_in_arrears
from connect_ext.sync.showing.fixes import Fix, FixKind
from connect_ext.sync.showing.valid_prices import ValidPrices


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One asset as our own database knows it."""

    id: AssetId
    orders: Sequence[Order]
    """Requests that count, without usage."""
    used: Sequence[Order]
    """Usage that became known in the month: a file says in the next one what was used."""
    terms: Terms | None
    chosen: Mapping[OrderKey, Chosen]
    covered: Sequence[Stretch]
    waits: bool

    @property
    def all(self) -> tuple[Order, ...]:
        return (*self.orders, *self.used)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Why what is expected cannot be said."""

    sentence: str
    fix: Fix


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Amounts by currency, before tax."""

    asset: Asset
    party: Party
    product: str
    amounts: Mapping[Currency, Decimal]
    """What the documents of the month should say."""
    served: Mapping[Currency, Decimal]
    """What the service of the month is worth, whenever it is billed."""
    billed: Mapping[Currency, Decimal]
    """What of it was billed, as we wrote that down."""
    doubts: tuple[Doubt, ...]
    unbilled: tuple[str, ...]
    """Days that nothing bills, each as a part of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expecting:
    """Of one installation in one month. Raises `WorldFailed` where a price has to be read and cannot."""

    own: Own
    sources: Sources
    facts: Facts
    month: Days
    begun: date
    """The day after today: by itself nothing has begun from then on."""

    def due(self, asset: Asset, held_contacts: Mapping[str, HeldContact]) -> Due | None:
        """None where nobody is known who is billed, or nothing of it has begun."""
        begun = [order for order in asset.all if effective_on(order) < self.month.end]
        latest = max(begun, key=turn_of, default=None)
        party = billed_party(latest, self.own.settings.billed_party, self.own.account) if latest else None
        if latest is None or party is None or isinstance(party, Problem):
            return None
        facts = replace(self.facts, held_contact=held_contacts.get(party.id))
        return _Counting(self, asset, latest, party, facts).due()


class _Counting:
    """Of one asset; collects what cannot be said."""

    def __init__(self, expecting: Expecting, asset: Asset, latest: Order, party: Party, facts: Facts) -> None:
        self._own, self._sources = expecting.own, expecting.sources
        self._month, self._begun = expecting.month, expecting.begun
        self._asset, self._latest, self._party, self._facts = asset, latest, party, facts
        self._prices = ValidPrices(orders=asset.orders, party=party, sources=self._sources, facts=facts)
        self._doubts: list[Doubt] = []
        self._subscription = self._with(giving_back(asset.orders, asset.chosen, self._own.settings))

    def due(self) -> Due:
        sums: defaultdict[Currency, Decimal] = defaultdict(Decimal)
        for part in (self._recurring(), self._usage(), self._fee()):
            for currency, amount in part.items():
                sums[currency] += amount
        return Due(
            asset=self._asset,
            party=self._party,
            product=self._latest.product_name,
            amounts=dict(sums),
            served=served(self._subscription, self._month, self._prices.on),
            billed=self._billed(),
            doubts=tuple(dict.fromkeys(self._doubts)),
            unbilled=tuple(self._unbilled()),
        )

    def _with(self, gives: GivingBack) -> Subscription:
        orders, terms = self._asset.orders, self._asset.terms
        in_arrears = is_in_arrears(orders, self._own.settings)
        return Subscription(orders=orders, terms=terms, in_arrears=in_arrears, gives=gives)

    def _recurring(self) -> Mapping[Currency, Decimal]:
        if not self._asset.orders:
            return {}
        found = falling_due(self._subscription, self._month, self._prices.on, begun=self._begun)
        self._no_price(found.unpriced)
        undecided = self._subscription.gives.undecided
        if undecided:
            generous = self._with(GivingBack(once=ALWAYS))
            if falling_due(generous, self._month, self._prices.on, begun=self._begun).amounts != found.amounts:
                said = f"Nobody has said yet what {undecided[-1]} gives back."
                self._doubts.append(Doubt(sentence=said, fix=Fix(kind=FixKind.ORDER, about=undecided[-1])))
        return found.amounts

    def _usage(self) -> Mapping[Currency, Decimal]:
        role = billed_role(self._latest, self._own.settings.billed_party, self._own.account)
        if isinstance(role, Problem) or not self._asset.used:
            return {}
        found = usage_due(self._asset.used, role, self._price_of_use)
        self._no_price(found.unpriced)
        return found.amounts

    def _price_of_use(self, order: Order, fee: Fee, told: Price | None) -> Price | None:
        terms = PriceTerms(
            order=order, party=self._party, facts=self._facts, on=priced_on(order, self._sources.organisation.timezone)
        )
        if told is not None:
            return terms.of(told, fee)
        priced = in_the_books(self._sources.quotes_of(order, {}), (), terms)
        return choose(only_in_base_currency(priced, self._facts.organisation.base_currency).get(fee.number, ()))

    def _fee(self) -> Mapping[Currency, Decimal]:
        rule, base = self._own.settings.cancellation_fee, self._facts.organisation.base_currency
        try:
            found = ending_fee(self._subscription, self._month, rule, base, self._prices.on, self._commitments())
        except NotKnown as why:
            said = f"What ending {self._asset.id} early costs cannot be said: {why}."
            self._doubts.append(Doubt(sentence=said, fix=Fix(kind=FixKind.ORDER, about=self._latest.request_id)))
            return {}
        return {found.currency: found.value} if found else {}

    def _commitments(self) -> Mapping[ProductItemId, int]:
        asks = self._own.settings.cancellation_fee.rule is FeeRule.COMMITTED_PERIODS
        ends = any(order.type is OrderType.CANCELLATION for order in self._asset.orders)
        return self._sources.reader.commitments(self._latest.product_id) if asks and ends else {}

    def _no_price(self, items: Iterable[ProductItemId]) -> None:
        for item in sorted(items):
            said = f"No price is known for {self._name(item)}, so what is expected cannot be said."
            self._doubts.append(Doubt(sentence=said, fix=Fix(kind=FixKind.PRICES, about=self._name(item))))

    def _name(self, item: ProductItemId) -> str:
        fees = [fee for order in self._asset.all for fee in order.fees if fee.product_item.id == item]
        return fees[-1].product_item.mpn if fees else item

    def _billed(self) -> Mapping[Currency, Decimal]:
        sums: defaultdict[Currency, Decimal] = defaultdict(Decimal)
        for entry in entries(self._asset.covered, lambda _line: self._asset.id):
            if entry.service_month == self._month.start:
                sums[entry.currency] += entry.amount
        return {currency: amount for currency, amount in sums.items() if amount}

    def _unbilled(self) -> Iterator[str]:
        """In arrears a period is billed when it has ended: its days say nothing before."""
        so_far = self._month.overlap(Days(start=date.min, end=self._begun))
        if self._subscription.in_arrears or so_far is None:
            return
        covered = Coverage(stretches=self._asset.covered)
        for item in self._subscription.calendar.items():
            force = held(self._asset.orders, item.id).quantities
            of_item = AssetItem(asset_id=self._asset.id, product_item=item.id)
            for leak in leaks(of_item, force, covered, so_far):
                if leak.kind is LeakKind.NOT_BILLED:
                    yield f"{plain(leak.quantity)} x {item.mpn} {_days(leak.days)}"


def _days(days: Days) -> str:
    last: date = days.end - A_DAY
    return f"on {days.start}" if last == days.start else f"from {days.start} to {last}"
