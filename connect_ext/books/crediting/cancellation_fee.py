"""What a cancellation costs: one line of its own, with an account and a tax type of its own (money §8).

It is due for what ends early: not at the end of what is billed, and not on the day on which a subscription began. What
is charged in arrears ends early within a period that is not billed yet: there a fixed fee is due too, and a percentage
of what is billed is nothing. A commitment is another matter: what is left of it is due whenever the subscription ends
before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from connect_ext.books.booking.booking import Ruled, problems_of, ruled
from connect_ext.books.coverage.stretch import AssetItem
from connect_ext.books.crediting.cancel import End
from connect_ext.books.documents.document import LineAmountTypes, LineItem
from connect_ext.books.documents.policies import FeeRule
from connect_ext.books.documents.reference import marked
from connect_ext.books.documents.tax import tax_inside, with_tax
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.ids import ProductItemId
from connect_ext.books.mapping.classify import Posting, account_code, line_amount_types, posting_on, why_unusable
from connect_ext.books.money import Currency, plain, round_amount
from connect_ext.books.orders.order import Fee, FeeKind, Party, ProductItem, SkuClass
from connect_ext.books.periods.periods import A_DAY, Periods
from connect_ext.books.periods.proration import exact_amount, rounded
from connect_ext.books.periods.terms import periods_of
from connect_ext.books.prices.price import Price
from connect_ext.books.problems.problem import Code, Problem, problem
from connect_ext.books.subscription.asset import held, quantity_change
from connect_ext.books.subscription.running import running_term

FEE = ProductItem(
    id=ProductItemId("cancellation fee"),
    mpn="the cancellation fee",
    name="Cancellation fee",
    unit="",
    sku_class=SkuClass.CUSTOM,
    period=None,
)
"""What is sold, as it were."""

AS_FEE = Fee(number=0, kind=FeeKind.CANCELLATION, product_item=FEE, quantity=Decimal(1), quantity_text="1")
"""What mappings and rules are asked about: the mapping of the fee, under Mapping, comes before the settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    price: Price
    """Its evidence says how it came about."""


def fee_due(end: End) -> Due | tuple[Problem, ...] | None:
    """None where no fee is due."""
    rule = end.facts.settings.cancellation_fee.rule
    if rule is FeeRule.NONE or end.whole:
        return None
    if rule is FeeRule.COMMITTED_PERIODS:
        return _committed(end)
    values = _values(end)
    if rule is FeeRule.FIXED:
        return _fixed(end) if values or _within_a_period_in_arrears(end) else None
    return _percent(end, values) if values else None


def fee_line(end: End, due: Due, party: Party, mark: str) -> LineItem | Problem:
    """One times the amount."""
    rules = ruled(AS_FEE, end.order, party, end.facts)
    booked = next(problems_of(AS_FEE, rules, end.facts), None) or _booked(rules, party, end.facts)
    if isinstance(booked, Problem):
        return booked
    order, price = end.order, due.price
    kind = line_amount_types(end.facts.settings, end.facts.organisation)
    amount = price.amount
    if kind is LineAmountTypes.INCLUSIVE:
        amount = round_amount(with_tax(amount, booked.tax_rate), price.currency)
    said = f"{order.product_name}, {order.asset_id} cancelled from {end.on.isoformat()}"
    return LineItem(
        mark=mark,
        description=marked(f"Cancellation fee: {said}, {price.evidence}", mark),
        quantity=Decimal(1),
        unit_amount=amount,
        line_amount=amount,
        account_code=booked.account_code,
        tax_type=booked.tax_type,
        tax_inside=tax_inside(amount, booked.tax_rate, kind),
        explanation=(
            f"{order.request_id} cancels {order.asset_id} from {end.on.isoformat()}: {price.evidence}, "
            f"{plain(price.amount)} {price.currency}; account {booked.account_code}, tax type {booked.tax_type}."
        ),
        item_code=rules.item_code,
        tracking=rules.tracking,
    )


def _booked(rules: Ruled, party: Party, facts: Facts) -> Posting | Problem:
    settings, organisation, own = facts.settings, facts.organisation, facts.settings.cancellation_fee
    code = rules.account_code or own.account or account_code(FEE, settings, organisation)
    if isinstance(code, Problem):
        return code
    why = why_unusable(organisation.account(code))
    if why is not None:
        return problem(Code.ACCOUNT_UNUSABLE, account=code, subject=FEE.mpn, why=why, organisation=organisation.name)
    return posting_on(code, FEE, party, settings, organisation, rules.tax_type or own.tax_type)


def _fixed(end: End) -> Due:
    fee = end.facts.settings.cancellation_fee
    currency = fee.currency or end.facts.organisation.base_currency
    return _due(Fraction(fee.value), currency, "a fixed fee")


def _within_a_period_in_arrears(end: End) -> bool:
    """Whether any item that was in force on the day before ends in the middle of a period that is billed afterwards."""
    began = end.facts.asset.service_start(end.order)
    return any(
        periods_of(item.period, end.facts.asset.terms, began).containing(end.on).start < end.on
        for item in _items_in_arrears(end)
        if item.period is not None
    )


def _items_in_arrears(end: End) -> frozenset[ProductItem]:
    """What is billed by the period, afterwards, and was in force on the day before."""
    if end.order.product_id not in end.facts.settings.in_arrears:
        return frozenset()
    orders = [other.order for other in end.facts.asset.others]
    items = {fee.product_item for order in orders for fee in order.fees if fee.product_item.period}
    return frozenset(one for one in items if held(orders, one.id).quantities.on(end.on - A_DAY))


def _in_arrears(end: End) -> Iterator[AssetItem]:
    """Some of it may not be billed yet."""
    yield from (AssetItem(asset_id=end.order.asset_id, product_item=item.id) for item in _items_in_arrears(end))


def _percent(end: End, values: dict[Currency, Fraction]) -> Due | tuple[Problem, ...]:
    if len(values) > 1:
        return _several(end, values)
    ((currency, value),) = values.items()
    percent = end.facts.settings.cancellation_fee.value
    left = plain(rounded(value, currency))
    return _due(value * Fraction(percent) / 100, currency, f"{plain(percent)} % of the {left} {currency} left")


def _values(end: End) -> dict[Currency, Fraction]:
    """What the days after it cost, without tax, by currency."""
    found: dict[Currency, Fraction] = {}
    for piece in end.left():
        if piece.rate is not None:
            value = exact_amount(piece.part, piece.rate)
            found[piece.rate.currency] = found.get(piece.rate.currency, Fraction(0)) + value
    return {currency: value for currency, value in found.items() if value}


def _committed(end: End) -> Due | tuple[Problem, ...] | None:
    """The price of the running term for each full period that is left of what each item was committed to."""
    values, said = dict[Currency, Fraction](), list[str]()
    for item in sorted({*end.recurring(), *_in_arrears(end)}):
        quantity = _on_the_last_day(end, item)
        if not quantity:
            continue
        told, running = end.product_item(item), running_term(end.covered, item, end.on)
        committed = (told.committed if told else None) or end.facts.commitments.get(item.product_item)
        if committed is None:
            return (_unknown(end, item, "Connect does not say to how many periods it was committed"),)
        if running is None or running.rate is None:
            return (_unknown(end, item, "nothing of it is billed that would tell its price"),)
        assert running.rate.periods is not None
        count = _periods_left(running.rate.periods, committed, end)
        value = Fraction(quantity) * Fraction(running.rate.unit_price) * count
        if value:
            currency = running.rate.currency
            values[currency] = values.get(currency, Fraction(0)) + value
            said.append(f"{plain(quantity)} x {plain(running.rate.unit_price)} {currency} x {count} committed periods")
    if len(values) > 1:
        return _several(end, values)
    return _due(*_only(values), " + ".join(said)) if values else None


def _on_the_last_day(end: End, item: AssetItem) -> Decimal:
    """What was in force then, as the marketplace tells: seats that only stay covered are committed to no more."""
    day, orders = end.on - A_DAY, [other.order for other in end.facts.asset.others]
    if any(quantity_change(order, item.product_item) for order in orders):
        return held(orders, item.product_item).quantities.on(day)
    return end.covered.covered(item).on(day)


def _unknown(end: End, item: AssetItem, why: str) -> Problem:
    return problem(Code.COMMITMENT_UNKNOWN, subject=end.order.request_id, item=end.name_of(item), why=why)


def _periods_left(periods: Periods, committed: int, end: End) -> int:
    """Those that begin on the day of the cancellation or later."""
    began = end.facts.asset.service_start(end.order)
    until: date = Periods(anchor=began, length=periods.length).boundary(committed)
    return max(0, periods.number(until) - periods.number(end.on - A_DAY) - 1)


def _only(values: dict[Currency, Fraction]) -> tuple[Fraction, Currency]:
    ((currency, value),) = values.items()
    return value, currency


def _several(end: End, values: dict[Currency, Fraction]) -> tuple[Problem, ...]:
    currencies = ", ".join(sorted(values))
    return (problem(Code.PRICES_IN_SEVERAL_CURRENCIES, subject=end.order.request_id, currencies=currencies),)


def _due(value: Fraction, currency: Currency, evidence: str) -> Due:
    return Due(price=Price(amount=rounded(value, currency), currency=currency, source=None, evidence=evidence))
