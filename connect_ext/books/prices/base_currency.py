"""The sales price of a Xero item, which is in base currency and so only for documents in it (money §3)."""

from __future__ import annotations

from collections.abc import Mapping

from connect_ext.books.mapping.item import HeldItem, why_unmappable
from connect_ext.books.money import Currency
from connect_ext.books.prices.price import NoPrice, Price, Quote, choose
from connect_ext.books.settings.settings import PriceSource


def quote_from_item(mpn: str, code: str | None, items: Mapping[str, HeldItem], base: Currency) -> Quote:
    """The price of one unit for one period: a part of a period costs its part of it, like any other price. `code` is
    of the item that the product item is mapped to, `items` those that the organisation has."""
    if not code:
        return _none(f"{mpn} is mapped to no Xero item")
    held = items.get(code)
    why = why_unmappable(held)
    if held is None or why is not None:
        return _none(f"the Xero item {code} {why}")
    if held.unit_price is None:
        return _none(f"the Xero item {code} has no sales price")
    return Price(
        amount=held.unit_price, currency=base, source=PriceSource.XERO, evidence=f"sales price of Xero item {code}"
    )


Quotes = Mapping[int, tuple[Quote, ...]]
"""By fee number."""


def only_in_base_currency(quotes: Quotes, base: Currency) -> dict[int, tuple[Quote, ...]]:
    """An order's prices, without Xero's where others make its document one in another currency: then the next source
    is asked, and where none has a price the reason is told."""
    chosen = [choose(said) for said in quotes.values()]
    others = {one.currency for one in chosen if one and one.source is not PriceSource.XERO} - {base}
    if not others:
        return dict(quotes)
    why = f"its Xero price is in {base}, and the order is priced in {', '.join(sorted(others))}"
    return {number: tuple(_unless_xero(quote, why) for quote in said) for number, said in quotes.items()}


def _unless_xero(quote: Quote, why: str) -> Quote:
    return _none(why) if isinstance(quote, Price) and quote.source is PriceSource.XERO else quote


def _none(why: str) -> NoPrice:
    return NoPrice(source=PriceSource.XERO, why=why)
