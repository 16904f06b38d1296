from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.ids import MarketplaceId, ProductId, TierAccountId
from connect_ext.books.mapping.item import HeldItem
from connect_ext.books.money import Currency
from connect_ext.books.orders.order import Fee, Order, Parameter, PartyRole
from connect_ext.books.prices.base_currency import only_in_base_currency, quote_from_item
from connect_ext.books.prices.list_column import list_column, why_no_column
from connect_ext.books.prices.listed import ListedItem
from connect_ext.books.prices.parameter import quote_from_parameter
from connect_ext.books.prices.price import NoPrice, Price, Quote, choose, quote_from_table
from connect_ext.books.problems.problem import Code
from connect_ext.books.settings.settings import PriceSource
from tests.books.builders import (
    AUD,
    USD,
    a_fee,
    a_price,
    a_row,
    an_order,
    facts,
    no_price,
    problems_of,
    some_settings,
)
from tests.books.mapping_builders import a_held_item, a_known_item

PARAMETER = PriceSource.PARAMETER


def a_parameter(value: str, id_: str = "unit_price") -> Parameter:
    return Parameter(id=id_, value=value)


def asked(fee: Fee, order: Order, **settings: Any) -> Price | NoPrice:
    return quote_from_parameter(fee, order, some_settings(**{"price_parameter": "unit_price", **settings}), AUD)


def priced(value: str) -> Price | NoPrice:
    return asked(a_fee(), an_order(parameters=(a_parameter(value),)))


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [("12.50", "12.50", AUD), ("0", "0", AUD), ("12.5 USD", "12.5", USD), ("7usd", "7", USD)],
)
def test_the_value_of_a_parameter_is_the_price_in_base_currency_or_the_one_that_it_names(
    written: str, amount: str, currency: Currency
) -> None:
    evidence = "parameter unit_price of AS-1895-0864-1238"
    assert priced(written) == Price(amount=Decimal(amount), currency=currency, source=PARAMETER, evidence=evidence)


@pytest.mark.parametrize("written", ["free", "12,50", "-1", "1e3", "12.50 Dollar", "٣"])
def test_a_value_that_is_no_price_is_a_problem_that_names_the_parameter_whatever_other_sources_say(
    written: str,
) -> None:
    unreadable = priced(written)
    assert isinstance(unreadable, NoPrice)
    (found,) = problems_of(about=facts(no_price(), unreadable, a_price()))
    assert found.code is Code.PRICE_MISSING
    assert f"parameter unit_price of AS-1895-0864-1238 says “{written}”, which is no price" in found.sentence


def test_a_long_value_is_cut_in_the_sentence() -> None:
    found = priced("x" * 99)
    assert isinstance(found, NoPrice)
    assert f"“{'x' * 40}…”" in found.why


@pytest.mark.parametrize("parameters", [(), (a_parameter(""),), (a_parameter("5", "another"),)])
def test_without_a_value_the_next_source_is_asked(parameters: tuple[Parameter, ...]) -> None:
    found = asked(a_fee(), an_order(parameters=parameters))
    assert found == NoPrice(
        source=PARAMETER, why="parameter unit_price of AS-1895-0864-1238 is empty or missing", is_final=False
    )
    assert choose((found, a_price())) == a_price()


def test_a_parameter_of_the_item_comes_before_that_of_its_asset() -> None:
    order = an_order(parameters=(a_parameter("5"),))
    of_item, empty = (replace(a_fee(), parameters=(a_parameter(value, "Unit_Price"),)) for value in ("7", ""))
    found = [asked(fee, order) for fee in (of_item, empty)]
    assert [one.amount for one in found if isinstance(one, Price)] == [7, 5]


def test_a_product_may_have_a_parameter_of_its_own() -> None:
    order = an_order(parameters=(a_parameter("5"), a_parameter("9", "seat_price")))
    found = asked(a_fee(), order, price_parameters={ProductId("PRD-276-377-545"): "seat_price"})
    assert isinstance(found, Price)
    assert found.amount == 9


def test_without_a_parameter_chosen_none_is_read() -> None:
    found = asked(a_fee(), an_order(parameters=(a_parameter("5"),)), price_parameter="")
    assert found == NoPrice(source=PARAMETER, why="no parameter is chosen for PRD-276-377-545")


def test_what_was_written_stays_out_of_logs() -> None:
    assert "5" not in repr(a_parameter("5"))


def of_item(code: str | None, *items: HeldItem) -> Price | NoPrice:
    return quote_from_item("MPN-SEAT", code, {item.code: item for item in items}, AUD)


def test_the_sales_price_of_a_xero_item_is_in_base_currency() -> None:
    found = of_item("SEAT", a_held_item("SEAT", unit_price=Decimal("12.3456")))
    assert found == Price(
        amount=Decimal("12.3456"), currency=AUD, source=PriceSource.XERO, evidence="sales price of Xero item SEAT"
    )


@pytest.mark.parametrize(
    ("code", "item", "why"),
    [
        (None, a_held_item("SEAT"), "MPN-SEAT is mapped to no Xero item"),
        ("DESK", a_held_item("SEAT"), "the Xero item DESK does not exist"),
        ("SEAT", a_held_item("SEAT", tracked=True), "the Xero item SEAT is tracked as stock"),
        ("SEAT", a_held_item("SEAT"), "the Xero item SEAT has no sales price"),
    ],
)
def test_without_a_usable_item_and_its_price_the_next_source_is_asked(
    code: str | None, item: HeldItem, why: str
) -> None:
    assert of_item(code, item) == NoPrice(source=PriceSource.XERO, why=why)


XERO = Price(amount=Decimal(5), currency=AUD, source=PriceSource.XERO, evidence="sales price of Xero item SEAT")


def test_a_xero_price_holds_where_the_order_is_in_base_currency() -> None:
    quotes = {1: (XERO,), 2: (no_price(), a_price())}
    assert only_in_base_currency(quotes, AUD) == quotes


def test_in_an_order_of_another_currency_the_next_source_prices_it_or_the_reason_is_told() -> None:
    quotes: dict[int, tuple[Quote, ...]] = {
        1: (XERO, a_price("4", USD)),
        2: (a_price("9", USD),),
        3: (XERO,),
        4: (no_price(),),
    }
    found = only_in_base_currency(quotes, AUD)
    chosen = {number: choose(said) for number, said in found.items()}
    assert [one.amount if one else None for one in chosen.values()] == [4, 9, None, None]
    assert found[3] == (
        NoPrice(source=PriceSource.XERO, why="its Xero price is in AUD, and the order is priced in USD"),
    )


@pytest.mark.parametrize(("role", "column"), [("customer", "st0p"), ("tier1", "st1p"), ("tier2", None)])
def test_the_column_of_a_price_list_is_that_of_the_billed_party(role: str, column: str | None) -> None:
    assert list_column(PartyRole(role), some_settings()) == column


def test_a_person_may_choose_the_column_for_tier_2_too() -> None:
    assert list_column(PartyRole.TIER2, some_settings(price_column="st2p")) == "st2p"
    assert why_no_column(PartyRole.TIER2, some_settings()) == (
        "price lists have no column that is known to be for tier2"
    )


def test_the_cost_is_a_price_only_once_a_person_has_confirmed_that() -> None:
    chosen = some_settings(price_column="price")
    assert list_column(PartyRole.CUSTOMER, chosen) is None
    assert why_no_column(PartyRole.CUSTOMER, chosen) == (
        "the column price, which is the provider's cost, was chosen and not confirmed"
    )
    confirmed = some_settings(price_column="price", cost_column_confirmed=True)
    assert list_column(PartyRole.CUSTOMER, confirmed) == "price"


def test_an_item_that_is_shown_as_an_example_asks_the_own_table_for_any_customer_and_quantity() -> None:
    example = ListedItem(
        item=a_known_item(),
        marketplace_id=MarketplaceId("MP-12345"),
        period_months=1,
        price_list="",
        currency=None,
        columns={},
    )
    rows = (a_row("10", period_months=1), a_row("7", customer_id=TierAccountId("TA-2000-0000-0001")))
    found = quote_from_table(rows, example.question(date(2026, 11, 1)))
    assert isinstance(found, Price)
    assert found.amount == 10
