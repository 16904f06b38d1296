"""What each of an installation's price sources says about each fee of an order, in the order of the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from connect_ext.books.booking.billed_party import billed_role
from connect_ext.books.booking.price_terms import priced_on
from connect_ext.books.charging.usage import given_quotes, names_its_prices, price_sources, priced_quantity
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.facts.proposal import Account
from connect_ext.books.ids import ProductItemId
from connect_ext.books.mapping.item import HeldItem
from connect_ext.books.mapping.mapping import Mappings, mapped
from connect_ext.books.orders.order import Fee, Order, OrderType, PartyRole, ProductItem, SkuClass
from connect_ext.books.prices.base_currency import quote_from_item
from connect_ext.books.prices.list_column import list_column, why_no_column
from connect_ext.books.prices.parameter import quote_from_parameter
from connect_ext.books.prices.price import NoPrice, PriceQuestion, PriceRow, Quote, quote_from_table
from connect_ext.books.problems.problem import Problem
from connect_ext.books.settings.settings import PriceSource, Settings
from connect_ext.cloudblue.marketplace import InstallationReader


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Everything that prices of one installation are found in."""

    settings: Settings
    account: Account
    rows: tuple[PriceRow, ...]
    reader: InstallationReader
    organisation: Organisation
    mappings: Mappings
    items: Mapping[str, HeldItem]
    """Of Xero, by code: those that the orders' items are mapped to, where one of the sources is Xero."""

    def quotes_of(self, order: Order, kept: Mapping[int, tuple[Quote, ...]]) -> dict[int, tuple[Quote, ...]]:
        """By fee number, what each source says in the order of the settings. Empty when it is not clear who is billed,
        since the price depends on it. Raises `WorldFailed`.

        No source is asked about a fee whose price is `kept` (money §3), or of which nothing changes or all ends.
        """
        role = billed_role(order, self.settings.billed_party, self.account)
        if isinstance(role, Problem):
            return {}
        if names_its_prices(order):
            return given_quotes(order, role)
        on = priced_on(order, self.organisation.timezone)
        wanted = [fee for fee in order.fees if _is_charged(fee, order)]
        asked = replace(order, fees=tuple(fee for fee in wanted if fee.number not in kept))
        sources = price_sources(order, self.settings)
        listed = self._listed(asked, role, on) if PriceSource.PRICE_LIST in sources else {}
        return dict(kept) | {
            fee.number: tuple(self._quote(source, fee, order, listed, on) for source in sources) for fee in asked.fees
        }

    def _listed(self, order: Order, role: PartyRole, on: date) -> Mapping[ProductItemId, Quote]:
        column = list_column(role, self.settings)
        if column is None:
            none = NoPrice(source=PriceSource.PRICE_LIST, why=why_no_column(role, self.settings))
            return {fee.product_item.id: none for fee in order.fees}
        return self.reader.price_list_quotes(order, column, on) if order.fees else {}

    def _quote(
        self, source: PriceSource, fee: Fee, order: Order, listed: Mapping[ProductItemId, Quote], on: date
    ) -> Quote:
        base = self.organisation.base_currency
        match source:
            case PriceSource.PRICE_LIST:
                return listed[fee.product_item.id]
            case PriceSource.OWN_TABLE:
                return quote_from_table(self.rows, _question(fee, order, on))
            case PriceSource.PARAMETER:
                return quote_from_parameter(fee, order, self.settings, base)
            case PriceSource.XERO:
                code = mapped(fee, order, self.mappings).item_code
                return quote_from_item(fee.product_item.mpn, code, self.items, base)
            case PriceSource.USAGE:
                return NoPrice(source=source, why=f"no usage file says what {fee.product_item.mpn} costs")
            case _:
                assert_never(source)


def _is_charged(fee: Fee, order: Order) -> bool:
    """Of a change what changes; a cancellation charges none of its items."""
    return order.type is not OrderType.CANCELLATION and (fee.changes or order.type is not OrderType.CHANGE)


def _question(fee: Fee, order: Order, on: date) -> PriceQuestion:
    return PriceQuestion(
        product_item=fee.product_item.id,
        mpn=fee.product_item.mpn,
        marketplace_id=order.marketplace_id,
        customer_id=order.customer.id if order.customer else None,
        period_months=_months(fee.product_item),
        quantity=priced_quantity(fee),
        on=on,
    )


def _months(item: ProductItem) -> int | None:
    if item.period:
        return item.period.months
    return None if item.sku_class is SkuClass.USAGE else 0
