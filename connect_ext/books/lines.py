"""One fee and its price become one line item, with its derivation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from connect_ext.books.classify import account_code, tax_type
from connect_ext.books.document import LineItem
from connect_ext.books.money import LineFigures, line_figures, plain
from connect_ext.books.order import Fee, FeeKind, Order, Party
from connect_ext.books.price import NoPrice, Price, Quote, choose
from connect_ext.books.problem import Code, Problem, problem
from connect_ext.books.proposal import Facts
from connect_ext.books.reference import mark, marked

LARGEST_LINE = Decimal("9999999999.99")
"""Xero's cap on LineAmount (https://developer.xero.com/documentation/api/accounting/invoices)."""

TITLE_LENGTH = 3000
"""Leaves room on a description of 4000 for what trimming must keep: the service dates, the arithmetic, the mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A fee that makes no line; `why` is a sentence for the proposal's remarks."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedLine:
    line: LineItem
    price: Price


LineOutcome = PricedLine | LeftOut | tuple[Problem, ...]


def line_for(fee: Fee, order: Order, party: Party, facts: Facts, service_start: date) -> LineOutcome:
    """The line of a fee, the reason why it has none, or everything that a person must fix first."""
    item = fee.product_item
    quotes = facts.quotes.get(fee.number, ())
    price = choose(quotes)
    why = _why_left_out(fee, price, facts)
    if why:
        return LeftOut(why=f"{item.name or item.mpn}: {why}")
    problems = [*_problems_of_the_amount(fee, price, quotes)]
    code = account_code(item, facts.settings, facts.organisation)
    tax = code if isinstance(code, Problem) else tax_type(code, item, party, facts.settings, facts.organisation)
    problems.extend(found for found in (code, tax) if isinstance(found, Problem) and found not in problems)
    if problems or price is None or isinstance(code, Problem) or isinstance(tax, Problem):
        return tuple(problems)
    return PricedLine(line=_line(fee, order, price, code, tax, service_start), price=price)


def _why_left_out(fee: Fee, price: Price | None, facts: Facts) -> str | None:
    if fee.kind is FeeKind.USAGE:
        return "billed by usage, not when it is ordered"
    if fee.quantity is None:
        return "price 0" if price and not price.amount else None
    if fee.quantity == 0:
        return "quantity 0"
    if (
        price is None
        or facts.settings.show_zero_lines
        or line_figures(fee.quantity, price.amount, price.currency).amount
    ):
        return None
    return f"price {plain(price.amount)}, which comes to 0" if price.amount else "price 0"


def _problems_of_the_amount(fee: Fee, price: Price | None, quotes: tuple[Quote, ...]) -> Iterator[Problem]:
    item = fee.product_item
    if price is None:
        yield _no_price(fee, quotes)
    elif fee.quantity is None:
        yield problem(Code.QUANTITY_UNUSABLE, subject=item.mpn, quantity=fee.quantity_text)
    elif abs(amount := line_figures(fee.quantity, price.amount, price.currency).amount) > LARGEST_LINE:
        yield problem(Code.PRICE_TOO_LARGE, subject=item.mpn, amount=plain(amount))


def _no_price(fee: Fee, quotes: tuple[Quote, ...]) -> Problem:
    tried = "; ".join(quote.why for quote in quotes if isinstance(quote, NoPrice)) or "no price source is chosen"
    return problem(Code.PRICE_MISSING, subject=f"{fee.product_item.mpn} ({fee.product_item.id})", tried=tried)


def _line(fee: Fee, order: Order, price: Price, code: str, tax: str, service_start: date) -> LineItem:
    assert fee.quantity is not None
    figures = line_figures(fee.quantity, price.amount, price.currency)
    line_mark = mark(order, fee.number)
    return LineItem(
        mark=line_mark,
        description=marked(_description(fee, order, figures, service_start), line_mark),
        quantity=figures.quantity,
        unit_amount=figures.unit_amount,
        line_amount=figures.amount,
        account_code=code,
        tax_type=tax,
        explanation=(
            f"{order.request_id} ordered {plain(fee.quantity)} of {fee.product_item.mpn} at "
            f"{plain(price.amount)} {price.currency} each, from {price.evidence}; "
            f"account {code} for {fee.product_item.sku_class.value} items, tax type {tax}."
        ),
    )


def _description(fee: Fee, order: Order, figures: LineFigures, service_start: date) -> str:
    item = fee.product_item
    name = item.name or item.mpn
    title = name if order.product_name in name else f"{order.product_name}: {name}"
    parts = [title[:TITLE_LENGTH]]
    if item.period:
        parts.append(f"per {item.period.word} from {service_start.isoformat()}")
    if figures.arithmetic:
        parts.append(figures.arithmetic)
    return ", ".join(parts)
