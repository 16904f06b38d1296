"""Prices as found in a source, and the choice between sources (money §3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from connect_ext.books.ids import MarketplaceId, ProductItemId, TierAccountId
from connect_ext.books.money import Currency, plain
from connect_ext.books.orders.order import Fee
from connect_ext.books.settings.settings import PriceSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """The price of one unit of a product item for one period, without tax."""

    amount: Decimal
    currency: Currency
    source: PriceSource | None
    """None for the price of the running term."""
    evidence: str
    """Where exactly it was found, as a person reads it: `price list PL-… version PLV-…, column st0p`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPrice:
    """A source was asked and has none; `why` completes the sentence “No price: …”."""

    source: PriceSource
    why: str
    is_final: bool = False
    """Whether no source after it is asked: a person has to look first."""


Quote = Price | NoPrice
"""What one source says about one product item."""


def choose(quotes: tuple[Quote, ...]) -> Price | None:
    """The first price, in the order in which the installation asks its sources."""
    found = next((quote for quote in quotes if isinstance(quote, Price) or quote.is_final), None)
    return found if isinstance(found, Price) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenPrice:
    """The price of a fee as its order was first proposed, and what it was the price of."""

    product_item: ProductItemId
    price: Price


FrozenPrices = Mapping[int, FrozenPrice]
"""By fee number, those of one order."""


def frozen(fees: Iterable[Fee], quotes: Mapping[int, tuple[Quote, ...]]) -> dict[int, FrozenPrice]:
    """The prices that a proposal was made with. A fee without a price has none to keep."""
    chosen = {fee.number: (fee.product_item.id, choose(quotes.get(fee.number, ()))) for fee in fees}
    return {number: FrozenPrice(product_item=item, price=price) for number, (item, price) in chosen.items() if price}


def still_frozen(fees: Iterable[Fee], prices: FrozenPrices) -> dict[int, tuple[Quote, ...]]:
    """The only quote of each fee whose price stays. Under a fee's number the marketplace may meanwhile sell another
    product item: that one is asked for anew."""
    return {
        fee.number: (known.price,)
        for fee in fees
        if (known := prices.get(fee.number)) and known.product_item == fee.product_item.id
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """One row of an installation's own price table. None means “any”."""

    product_item: ProductItemId | None
    mpn: str | None
    """Counts only where no product item is named."""
    marketplace_id: MarketplaceId | None
    customer_id: TierAccountId | None
    period_months: int | None = None
    """How often the item is charged; 0: once."""
    currency: Currency
    minimum_quantity: Decimal
    price: Decimal
    discount: Decimal = Decimal(0)
    """Percent of the price, 0 to 100."""
    valid_from: date | None
    valid_to: date | None
    """The last day on which the price holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceQuestion:
    """What a price depends on."""

    product_item: ProductItemId
    mpn: str
    marketplace_id: MarketplaceId
    customer_id: TierAccountId | None
    period_months: int | None = None
    """None fits only rows for any period: of what is charged by use."""
    quantity: Decimal | None
    """None fits every minimum: an item without a countable quantity still counts as priced."""
    on: date
    """The day on which the service starts, in the organisation's zone."""


def quote_from_table(rows: tuple[PriceRow, ...], question: PriceQuestion) -> Quote:
    """The price of the most specific row that fits, less its discount, unrounded: only a line is rounded (money §12).

    A row fits when everything that it names fits: the product item (or, where it names none, the MPN), marketplace,
    customer and billing period; when the quantity reaches its minimum; and when its validity has the day of the
    question, both ends included. Of several rows the first difference in this list decides:

    1. one for this customer before one for any;
    2. one that names the product item before one that names its MPN;
    3. one for this marketplace before one for any;
    4. one for this billing period before one for any;
    5. the one that began last;
    6. the one with the highest minimum quantity.

    No two rows of a saved table are equal in all of it (see `price_overlaps`).
    """
    fitting = [row for row in rows if _fits(row, question)]
    if not fitting:
        return NoPrice(
            source=PriceSource.OWN_TABLE,
            why=f"your own price table has no row for {question.mpn} ({question.product_item}) on {question.on}",
        )
    best = max(fitting, key=_rank)
    return Price(
        amount=_less_discount(best),
        currency=best.currency,
        source=PriceSource.OWN_TABLE,
        evidence=f"your own price table, row for {best.product_item or best.mpn}{_discount_in_words(best)}",
    )


def _fits(row: PriceRow, question: PriceQuestion) -> bool:
    names_the_item = row.product_item == question.product_item or (row.product_item is None and row.mpn == question.mpn)
    return (
        names_the_item
        and row.marketplace_id in (None, question.marketplace_id)
        and row.customer_id in (None, question.customer_id)
        and row.period_months in (None, question.period_months)
        and (question.quantity is None or row.minimum_quantity <= question.quantity)
        and (row.valid_from is None or row.valid_from <= question.on)
        and (row.valid_to is None or question.on <= row.valid_to)
    )


def _rank(row: PriceRow) -> tuple[bool, bool, bool, bool, date, Decimal]:
    return (
        row.customer_id is not None,
        row.product_item is not None,
        row.marketplace_id is not None,
        row.period_months is not None,
        row.valid_from or date.min,
        row.minimum_quantity,
    )


def _less_discount(row: PriceRow) -> Decimal:
    with localcontext(prec=50):
        return row.price * (100 - row.discount) / 100 if row.discount else row.price


def _discount_in_words(row: PriceRow) -> str:
    return f", {plain(row.price)} less {plain(row.discount)} %" if row.discount else ""
