from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from connect_ext.books.ids import OrderKey, RequestId
from connect_ext.books.orders.order import Fee, Order, PartyRole
from connect_ext.books.prices.price import Price
from connect_ext.books.reports.falling_due import FallingDue
from connect_ext.books.reports.usage_due import usage_due
from tests.books.builders import USD
from tests.books.usage_builders import a_usage_order, a_use, used


def as_told(_order: Order, _fee: Fee, told: Price | None) -> Price | None:
    return told


def two_dollars(_order: Order, _fee: Fee, told: Price | None) -> Price | None:
    assert told is None
    return Price(amount=Decimal(2), currency=USD, source=None, evidence="")


def look(*orders: Order, role: PartyRole = PartyRole.CUSTOMER, price: Any = as_told) -> FallingDue:
    return usage_due(orders, role, price)


def test_a_file_that_names_its_prices_is_due_with_its_own_amounts() -> None:
    order = a_usage_order(used(a_use(1, "12.505"), a_use(2, "0.35")), used(a_use(3, "1"), number=2))
    assert look(order) == FallingDue(amounts={USD: Decimal("13.86")}, unpriced=frozenset())


def test_of_tiers_only_the_billed_partys_records_count() -> None:
    order = a_usage_order(used(a_use(1, "12.50", tier=0), a_use(2, "10", tier=1)), schema="tr")
    assert look(order).amounts == {USD: Decimal("12.50")}
    assert look(order, role=PartyRole.TIER1).amounts == {USD: Decimal("10.00")}
    assert look(order, role=PartyRole.TIER2).amounts == {}


def test_a_record_that_is_told_again_counts_once() -> None:
    first = a_usage_order(used(a_use(1)))
    again = replace(a_usage_order(used(a_use(1), a_use(2, "1"))), key=OrderKey("U#2"), request_id=RequestId("U#2"))
    assert look(first, again).amounts == {USD: Decimal("13.50")}


def test_quantities_are_priced_and_what_has_no_price_or_no_quantity_is_named() -> None:
    fee = used(a_use(1, None, "5"))
    assert look(a_usage_order(fee, schema="qt"), price=two_dollars).amounts == {USD: Decimal("10.00")}
    item = fee.product_item.id
    assert look(a_usage_order(fee, schema="qt")).unpriced == {item}
    unknown = a_usage_order(used(a_use(1, None, None)), schema="qt")
    assert look(unknown, price=two_dollars).unpriced == {item}


def test_what_is_no_usage_and_what_comes_to_nothing_is_not_due() -> None:
    order = a_usage_order(used(a_use(1, "0")))
    assert look(order, replace(order, usage=None)) == FallingDue(amounts={}, unpriced=frozenset())
