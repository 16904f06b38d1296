"""What each of an installation's price sources says about each fee of an order, in the order of the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from connect_ext.books.booking.billed_party import billed_role
from connect_ext.books.charging.usage import given_quotes, names_its_prices, price_sources, priced_quantity
from connect_ext.books.facts.proposal import Account
from connect_ext.books.ids import ProductItemId
from connect_ext.books.orders.order import Fee, Order, OrderType, PartyRole, ProductItem, SkuClass
from connect_ext.books.prices.price import PriceQuestion, PriceRow, Quote, quote_from_table
from connect_ext.books.problems.problem import Problem
from connect_ext.books.settings.settings import PriceSource, Settings
from connect_ext.cloudblue.marketplace import InstallationReader


def quotes_of(
    order: Order,
    settings: Settings,
    account: Account,
    rows: tuple[PriceRow, ...],
    reader: InstallationReader,
    zone: ZoneInfo,
    kept: Mapping[int, tuple[Quote, ...]],
) -> dict[int, tuple[Quote, ...]]:
    """By fee number. Empty when it is not clear who is billed, since the price depends on it. Raises `WorldFailed`.

    No source is asked about a fee whose price is `kept` (money §3), or of which nothing changes or all ends.
    """
    role = billed_role(order, settings.billed_party, account)
    if isinstance(role, Problem):
        return {}
    if names_its_prices(order):
        # What the file names is not frozen: the file is what keeps it.
        return given_quotes(order, role)
    on = priced_on(order, zone)
    wanted = [fee for fee in order.fees if _is_charged(fee, order)]
    asked = replace(order, fees=tuple(fee for fee in wanted if fee.number not in kept))
    listed = _listed(asked, settings, reader, role, on)
    return dict(kept) | {
        fee.number: tuple(_quote(source, fee, order, rows, listed, on) for source in price_sources(order, settings))
        for fee in asked.fees
    }


def _is_charged(fee: Fee, order: Order) -> bool:
    """Of a change what changes; a cancellation charges none of its items."""
    return order.type is not OrderType.CANCELLATION and (fee.changes or order.type is not OrderType.CHANGE)


def priced_on(order: Order, zone: ZoneInfo) -> date:
    """A period begins on a day of the platform, and costs what is in force on that day wherever people are."""
    return order.period.start if order.period else order.effective_at.astimezone(zone).date()


def _listed(
    order: Order, settings: Settings, reader: InstallationReader, role: PartyRole, on: date
) -> Mapping[ProductItemId, Quote]:
    if not order.fees or PriceSource.PRICE_LIST not in price_sources(order, settings):
        return {}
    return reader.price_list_quotes(order, role, on)


def _quote(
    source: PriceSource,
    fee: Fee,
    order: Order,
    rows: tuple[PriceRow, ...],
    listed: Mapping[ProductItemId, Quote],
    on: date,
) -> Quote:
    if source is PriceSource.PRICE_LIST:
        return listed[fee.product_item.id]
    question = PriceQuestion(
        product_item=fee.product_item.id,
        mpn=fee.product_item.mpn,
        marketplace_id=order.marketplace_id,
        customer_id=order.customer.id if order.customer else None,
        period_months=_months(fee.product_item),
        quantity=priced_quantity(fee),
        on=on,
    )
    return quote_from_table(rows, question)


def _months(item: ProductItem) -> int | None:
    if item.period:
        return item.period.months
    return None if item.sku_class is SkuClass.USAGE else 0
