"""What a person changes about the fees of one order before it is sent: words, quantity, price, where it is booked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from connect_ext.books.money import Amount, plain
from connect_ext.books.orders.order import Fee, Order
from connect_ext.books.prices.price import NoPrice, Price, Quote
from connect_ext.books.settings.settings import PriceSource

NO_DISCOUNT = Decimal(0)
BY_HAND = "a person's choice for this order"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeEdit:
    """What is None, or empty, stays as it would be. Amounts are per unit and period, without tax."""

    description: str = ""
    """In place of the names of the product and its item; the service dates and the mark stay."""
    quantity: Decimal | None = None
    price: Amount | None = None
    source: PriceSource | None = None
    """Only this source is asked; not together with `price`."""
    discount: Decimal = NO_DISCOUNT
    """Percent, 0 to 100."""
    account_code: str = ""
    tax_type: str = ""
    """Of the line, before all rules (money §11); what the organisation does not take becomes a problem."""

    @property
    def touches_the_price(self) -> bool:
        return bool(self.price or self.source or self.discount)


Edits = Mapping[int, FeeEdit]
"""By fee number."""


def edited_order(order: Order, edits: Edits) -> Order:
    """The order as if it had been placed so. What is billed is what the person says, and so is what it covers."""
    return replace(order, fees=tuple(_edited(fee, edits.get(fee.number)) for fee in order.fees))


def _edited(fee: Fee, edit: FeeEdit | None) -> Fee:
    if edit is None:
        return fee
    text = edit.description or fee.text
    changed = replace(fee, text=text, account_code=edit.account_code, tax_type=edit.tax_type)
    if edit.quantity is None:
        return changed
    return replace(changed, quantity=edit.quantity, quantity_text=plain(edit.quantity))


def edited_quotes(quotes: Mapping[int, tuple[Quote, ...]], edits: Edits) -> dict[int, tuple[Quote, ...]]:
    """What the sources say, with a person's word above theirs."""
    return {number: _priced(found, edits.get(number)) for number, found in quotes.items()}


def _priced(quotes: tuple[Quote, ...], edit: FeeEdit | None) -> tuple[Quote, ...]:
    if edit is None or not edit.touches_the_price:
        return quotes
    if edit.price is not None:
        quotes = (Price(amount=edit.price.value, currency=edit.price.currency, source=None, evidence=BY_HAND),)
    elif edit.source is not None:
        told = tuple(quote for quote in quotes if quote.source is edit.source)
        quotes = told or (NoPrice(source=edit.source, why="the source chosen for it is not asked"),)
    return tuple(_less(quote, edit.discount) for quote in quotes)


def _less(quote: Quote, discount: Decimal) -> Quote:
    if isinstance(quote, NoPrice) or not discount:
        return quote
    with localcontext(prec=50):
        amount = quote.amount * (100 - discount) / 100
    evidence = f"{quote.evidence}, {plain(quote.amount)} less {plain(discount)} % by a person"
    return replace(quote, amount=amount, evidence=evidence)
