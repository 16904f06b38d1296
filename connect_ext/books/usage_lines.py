"""A fee of a usage order becomes one line: the sum of its records that are ours to bill (money §7, §12)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from connect_ext.books.billed_party import billed_role
from connect_ext.books.document import LineItem
from connect_ext.books.line_text import title
from connect_ext.books.lines import LARGEST_LINE, LeftOut, LinesOutcome, PricedLines, Sale, name_of, price_missing
from connect_ext.books.money import LineFigures, amount_figures, line_figures, plain
from connect_ext.books.order import Fee, PartyRole
from connect_ext.books.price import Price, choose
from connect_ext.books.problem import Code, Problem, problem
from connect_ext.books.reference import mark, marked
from connect_ext.books.usage import Uses, for_role, records_of, unbilled
from connect_ext.books.usage_record import UsageSchema


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """`price` is what the file's own amount comes to for each, where that decides."""

    uses: Uses
    price: Price
    figures: LineFigures


def usage_line(sale: Sale, fee: Fee) -> LinesOutcome:
    """The line of a usage fee, the reason why it has none, or everything that a person must fix first."""
    file, role = sale.order.usage, billed_role(sale.order, sale.facts.settings.billed_party, sale.facts.account)
    assert file is not None
    assert not isinstance(role, Problem)
    open_ = unbilled(fee.usage, sale.facts.billed_usage)
    if not open_:
        return LeftOut(why=f"{name_of(fee)}: all of its usage is billed already")
    if not for_role(records_of(sale.order), file, role):
        return (problem(Code.USAGE_NOT_FOR_PARTY, subject=sale.order.request_id, party=role.value),)
    ours = for_role(open_, file, role)
    if not ours:
        return LeftOut(why=f"{name_of(fee)}: the file has no amount of it for {role.value}")
    uses = Uses(file=file, records=ours)
    before = len(fee.usage) - len(open_)
    doubts = (f"{name_of(fee)}: {before} of its {len(fee.usage)} records billed already",) if before else ()
    found = _priced(sale, fee, uses)
    return found if isinstance(found, tuple) else _outcome(sale, fee, found, role, doubts)


def _priced(sale: Sale, fee: Fee, uses: Uses) -> Priced | tuple[Problem, ...]:
    if uses.file.schema.names_the_price:
        assert uses.file.currency is not None
        figures = amount_figures(uses.quantity, uses.amount, uses.file.currency)
        price = Price(
            amount=figures.unit_amount, currency=uses.file.currency, source=None, evidence=f"usage file {uses.file.id}"
        )
        return Priced(uses=uses, price=price, figures=figures)
    quotes = sale.facts.quotes.get(fee.number, ())
    chosen = choose(quotes)
    if chosen is None and uses.file.schema is UsageSchema.COST:
        return (problem(Code.USAGE_ONLY_COST, subject=uses.file.id, item=name_of(fee)), *_unbooked(sale, fee))
    if chosen is None:
        return (price_missing(fee, quotes), *_unbooked(sale, fee))
    assert uses.quantity is not None
    return Priced(uses=uses, price=chosen, figures=_figures(uses.quantity, chosen))


def _figures(quantity: Decimal, price: Price) -> LineFigures:
    """What is taken back has a negative price, so that quantities stay countable."""
    return line_figures(abs(quantity), price.amount.copy_negate() if quantity < 0 else price.amount, price.currency)


def _outcome(sale: Sale, fee: Fee, priced: Priced, role: PartyRole, doubts: tuple[str, ...]) -> LinesOutcome:
    amount = priced.figures.amount
    if not amount and not sale.facts.settings.show_zero_lines:
        return LeftOut(why=f"{name_of(fee)}: its usage comes to 0")
    problems = [*_unbooked(sale, fee)]
    if abs(amount) > LARGEST_LINE:
        problems.append(problem(Code.PRICE_TOO_LARGE, subject=fee.product_item.mpn, amount=plain(amount)))
    if problems:
        return tuple(problems)
    return PricedLines(lines=(_line(sale, fee, priced, role),), price=priced.price, remarks=doubts, waived=())


def _unbooked(sale: Sale, fee: Fee) -> tuple[Problem, ...]:
    booked = sale.booked(fee)
    return (booked,) if isinstance(booked, Problem) else ()


def _line(sale: Sale, fee: Fee, priced: Priced, role: PartyRole) -> LineItem:
    booked, figures, line_mark = sale.booked(fee), priced.figures, mark(sale.order, fee.number)
    assert not isinstance(booked, Problem)
    parts = [title(sale.order, fee), priced.uses.first_to_last, _quantity(fee, priced), figures.arithmetic]
    return LineItem(
        mark=line_mark,
        description=marked(", ".join(part for part in parts if part), line_mark),
        quantity=figures.quantity,
        unit_amount=figures.unit_amount,
        line_amount=figures.amount,
        account_code=booked[0],
        tax_type=booked[1],
        explanation=_explanation(fee, priced, role, *booked),
    )


def _quantity(fee: Fee, priced: Priced) -> str:
    if priced.uses.quantity is None or priced.figures.arithmetic:
        return ""
    return f"{plain(priced.uses.quantity)} {fee.product_item.unit}".rstrip()


def _explanation(fee: Fee, priced: Priced, role: PartyRole, code: str, tax: str) -> str:
    uses, price = priced.uses, priced.price
    file = f"{uses.file.id} “{uses.file.name}”" if uses.file.name else uses.file.id
    tier = f" for {role.value}" if uses.file.schema is UsageSchema.TIERED else ""
    count = len(uses.records)
    what = f"{count} record{'' if count == 1 else 's'} of {fee.product_item.mpn}{tier}"
    if uses.file.schema.names_the_price:
        worth = f"{plain(uses.amount)} {price.currency}, as the file says"
    else:
        worth = f"{plain(uses.quantity or Decimal(0))} at {plain(price.amount)} {price.currency} each, "
        worth += f"from {price.evidence}"
    return (
        f"Usage file {file}, schema {uses.file.schema.value}: {what}, {uses.first_to_last}, {worth}; "
        f"account {code} for {fee.product_item.sku_class.value} items, tax type {tax}."
    )
