"""A fee of a usage order becomes one line: the sum of its records that are ours to bill (money §7, §12)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from connect_ext.books.booking.billed_party import billed_role
from connect_ext.books.booking.price_terms import PriceTerms, priced_on
from connect_ext.books.charging.line_text import title
from connect_ext.books.charging.usage import Uses, for_role, records_of, unbilled
from connect_ext.books.documents.document import LineAmountTypes, LineItem
from connect_ext.books.documents.reference import mark, marked
from connect_ext.books.documents.tax import tax_inside, with_tax
from connect_ext.books.mapping.classify import Posting
from connect_ext.books.money import LineFigures, amount_figures, line_figures, plain
from connect_ext.books.orders.order import Fee, PartyRole
from connect_ext.books.orders.usage_record import UsageSchema
from connect_ext.books.prices.price import Price, choose
from connect_ext.books.problems.problem import Code, Problem, problem
from connect_ext.books.proposing.lines import (
    LARGEST_LINE,
    LeftOut,
    LinesOutcome,
    PricedLines,
    Sale,
    name_of,
    price_missing,
)
from connect_ext.books.settings.settings import PriceSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """What the records come to."""

    uses: Uses
    quantity: Decimal | None
    """None where it is not known; the amount stands once then."""
    price: Price
    figures: LineFigures
    as_told: Price | None = None
    """The amount where it is the file's own; then the price is only what it comes to for each."""


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
    quotes = sale.facts.quotes.get(fee.number, ())
    price = choose(quotes)
    if price is None and uses.file.schema is UsageSchema.COST:
        return (problem(Code.USAGE_ONLY_COST, subject=uses.file.id, item=name_of(fee)), *sale.unbooked(fee))
    if price is None:
        return (price_missing(fee, quotes), *sale.unbooked(fee))
    by_hand = fee.quantity != Uses(file=uses.file, records=fee.usage).quantity
    told = _as_told(sale, fee, uses, price)
    if told is not None and not by_hand:
        figures = amount_figures(uses.quantity, _shown(sale, fee, told.amount), told.currency)
        return Priced(uses=uses, quantity=uses.quantity, price=price, figures=figures, as_told=told)
    quantity = fee.quantity if by_hand else uses.quantity
    shown = replace(price, amount=_shown(sale, fee, price.amount))
    return Priced(uses=uses, quantity=quantity, price=price, figures=_figures(quantity, shown, uses))


def _as_told(sale: Sale, fee: Fee, uses: Uses, price: Price) -> Price | None:
    """What the file's own amounts come to by the terms of that source; None where a person has said another price."""
    if price.source is not PriceSource.USAGE:
        return None
    on = priced_on(sale.order, sale.facts.organisation.timezone)
    terms = PriceTerms(order=sale.order, party=sale.party, facts=sale.facts, on=on)
    role = billed_role(sale.order, sale.facts.settings.billed_party, sale.facts.account)
    assert not isinstance(role, Problem)
    every = Uses(file=uses.file, records=for_role(fee.usage, uses.file, role))
    return terms.of(uses.all, fee) if price == terms.of(every.each, fee) else None


def _shown(sale: Sale, fee: Fee, amount: Decimal) -> Decimal:
    """With tax, where the amounts of the invoice have it in them; files and prices are without."""
    booked, kind = sale.booked(fee), sale.kind
    if kind is not LineAmountTypes.INCLUSIVE or isinstance(booked, Problem):
        return amount
    return with_tax(amount, booked.tax_rate)


def _figures(quantity: Decimal | None, price: Price, uses: Uses) -> LineFigures:
    """What is taken back has a negative price, so that quantities stay countable; what a file asks for each has the
    sign already."""
    if quantity is None:
        return line_figures(Decimal(1), price.amount, price.currency)
    back = quantity < 0 and not uses.file.schema.names_the_price
    return line_figures(abs(quantity), price.amount.copy_negate() if back else price.amount, price.currency)


def _outcome(sale: Sale, fee: Fee, priced: Priced, role: PartyRole, doubts: tuple[str, ...]) -> LinesOutcome:
    amount = priced.figures.amount
    if not amount and not sale.facts.settings.show_zero_lines:
        return LeftOut(why=f"{name_of(fee)}: its usage comes to 0")
    problems = [*sale.unbooked(fee)]
    if abs(amount) > LARGEST_LINE:
        problems.append(problem(Code.PRICE_TOO_LARGE, subject=fee.product_item.mpn, amount=plain(amount)))
    if problems:
        return tuple(problems)
    return PricedLines(lines=(_line(sale, fee, priced, role),), price=priced.price, remarks=doubts, waived=())


def _line(sale: Sale, fee: Fee, priced: Priced, role: PartyRole) -> LineItem:
    booked, figures, line_mark = sale.booked(fee), priced.figures, mark(sale.order, fee.number)
    said = sale.rules(fee)
    assert not isinstance(booked, Problem)
    parts = [title(sale.order, fee), priced.uses.first_to_last, _quantity(fee, priced), figures.arithmetic]
    return LineItem(
        mark=line_mark,
        description=marked(", ".join(part for part in parts if part), line_mark),
        quantity=figures.quantity,
        unit_amount=figures.unit_amount,
        line_amount=figures.amount,
        account_code=booked.account_code,
        tax_type=booked.tax_type,
        explanation=" ".join(filter(None, (_explanation(fee, priced, role, booked), said.because))),
        item_code=said.item_code,
        tracking=said.tracking,
        tax_inside=tax_inside(figures.amount, booked.tax_rate, sale.kind),
    )


def _quantity(fee: Fee, priced: Priced) -> str:
    if priced.quantity is None or priced.figures.arithmetic:
        return ""
    return f"{plain(priced.quantity)} {fee.product_item.unit}".rstrip()


def _explanation(fee: Fee, priced: Priced, role: PartyRole, booked: Posting) -> str:
    uses, price = priced.uses, priced.price
    file = f"{uses.file.id} “{uses.file.name}”" if uses.file.name else uses.file.id
    tier = f" for {role.value}" if uses.file.schema is UsageSchema.TIERED else ""
    count = len(uses.records)
    what = f"{count} record{'' if count == 1 else 's'} of {fee.product_item.mpn}{tier}"
    if priced.as_told is not None:
        told = priced.as_told
        worth = f"{plain(told.amount)} {told.currency}, as the file says"
        if told != uses.all:
            worth = f"{plain(told.amount)} {told.currency}, from {told.evidence}"
    else:
        each = f"{plain(price.amount)} {price.currency}"
        worth = f"{each} in all" if priced.quantity is None else f"{plain(priced.quantity)} at {each} each"
        worth += f", from {price.evidence}"
    return (
        f"Usage file {file}, schema {uses.file.schema.value}: {what}, {uses.first_to_last}, {worth}; "
        f"account {booked.account_code} for {fee.product_item.sku_class.value} items, tax type {booked.tax_type}."
    )
