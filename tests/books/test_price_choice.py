from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext
from itertools import permutations
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.ids import MarketplaceId, ProductItemId, TierAccountId
from connect_ext.books.money import line_figures
from connect_ext.books.prices.price import NoPrice, Price, PriceRow, choose, quote_from_table
from connect_ext.books.prices.price_overlaps import overlaps
from connect_ext.books.settings.settings import PriceSource
from tests.books.builders import AUD, USD, a_price, a_question, a_row, no_price

CUSTOMER = TierAccountId("TA-2000-0000-0001")
MARKETPLACE = MarketplaceId("MP-12345")


def price_in(*rows: PriceRow, **question: Any) -> Decimal | None:
    found = quote_from_table(rows, a_question(**question))
    return found.amount if isinstance(found, Price) else None


def test_the_first_source_that_has_a_price_wins() -> None:
    first, second = a_price("1"), a_price("2")
    assert choose((no_price(), first, second)) is first
    assert choose((second, first)) is second
    assert choose((no_price(),)) is None
    assert choose(()) is None


def test_an_explicit_zero_is_a_price() -> None:
    zero = a_price("0")
    assert choose((zero, a_price("2"))) is zero


@pytest.mark.parametrize(
    ("row", "fits"),
    [
        ({}, True),
        ({"product_item": ProductItemId("PRD-276-377-545-0002")}, False),
        ({"product_item": None, "mpn": "MPN-SEAT"}, True),
        ({"product_item": None, "mpn": "MPN-OTHER"}, False),
        ({"product_item": ProductItemId("PRD-276-377-545-0002"), "mpn": "MPN-SEAT"}, False),
        ({"marketplace_id": MARKETPLACE}, True),
        ({"marketplace_id": MarketplaceId("MP-99999")}, False),
        ({"customer_id": CUSTOMER}, True),
        ({"customer_id": TierAccountId("TA-9")}, False),
        ({"period_months": 1}, True),
        ({"period_months": 12}, False),
        ({"period_months": 0}, False),
        ({"minimum_quantity": Decimal(2)}, True),
        ({"minimum_quantity": Decimal("2.0001")}, False),
        ({"valid_from": date(2026, 11, 1)}, True),
        ({"valid_from": date(2026, 11, 2)}, False),
        ({"valid_to": date(2026, 11, 1)}, True),
        ({"valid_to": date(2026, 10, 31)}, False),
    ],
)
def test_a_row_fits_only_when_everything_that_it_names_fits(row: dict[str, Any], fits: bool) -> None:
    assert price_in(a_row("7", **row)) == (Decimal(7) if fits else None)


def test_a_row_for_one_customer_does_not_fit_an_order_without_customer() -> None:
    assert price_in(a_row(customer_id=CUSTOMER), customer_id=None) is None


BY_RANK = (
    a_row("1", customer_id=CUSTOMER, product_item=None, mpn="MPN-SEAT"),
    a_row("2", marketplace_id=MARKETPLACE),
    a_row("2.5", period_months=1),
    a_row("3", valid_from=date(2026, 6, 1)),
    a_row("4", valid_from=date(2026, 1, 1)),
    a_row("5", minimum_quantity=Decimal(2)),
    a_row("6"),
    a_row("7", product_item=None, mpn="MPN-SEAT", marketplace_id=MARKETPLACE),
    a_row("8", product_item=None, mpn="MPN-SEAT", valid_from=date(2026, 10, 1)),
)


@pytest.mark.parametrize("best", range(len(BY_RANK)))
def test_customer_then_item_then_marketplace_then_period_then_the_later_start_then_the_higher_minimum_decide(
    best: int,
) -> None:
    rows = BY_RANK[best:]
    assert price_in(*rows) == rows[0].price
    assert price_in(*reversed(rows)) == rows[0].price


def test_the_order_of_rows_that_differ_does_not_matter() -> None:
    assert {price_in(*rows) for rows in permutations(BY_RANK[:4])} == {Decimal(1)}


def test_what_is_charged_once_and_what_is_charged_by_use_differ() -> None:
    once, any_period = a_row("7", period_months=0), a_row("8")
    assert price_in(once, any_period, period_months=0) == 7
    assert price_in(once, any_period, period_months=None) == 8


@pytest.mark.parametrize(
    ("price", "discount", "amount"),
    [
        ("12.50", "0", "12.50"),
        ("12.50", "10", "11.25"),
        ("12.50", "100", "0"),
        ("0.01", "33.3333", "0.006666670"),
        ("99999999999.9999", "0.0001", "99999899999.9999000001"),
    ],
)
def test_a_discount_is_taken_off_exactly_and_nothing_is_rounded(price: str, discount: str, amount: str) -> None:
    assert price_in(a_row(price, discount=Decimal(discount))) == Decimal(amount)


def test_only_the_line_is_rounded() -> None:
    row = a_row("0.01", discount=Decimal("33.3333"))
    price = quote_from_table((row,), a_question())
    assert isinstance(price, Price)
    assert line_figures(Decimal(1000), price.amount, AUD).amount == Decimal("6.67")


def test_a_discounted_price_says_what_it_was() -> None:
    found = quote_from_table((a_row("12.50", discount=Decimal("7.5000")),), a_question())
    assert isinstance(found, Price)
    assert found.evidence == "your own price table, row for PRD-276-377-545-0001, 12.5 less 7.5 %"


DAYS = st.dates(date(2026, 9, 1), date(2026, 12, 31))
SOME_ROWS = st.lists(
    st.builds(
        a_row,
        st.sampled_from(["1", "2", "3.5"]),
        product_item=st.sampled_from([ProductItemId("PRD-276-377-545-0001"), None]),
        mpn=st.just("MPN-SEAT"),
        customer_id=st.sampled_from([CUSTOMER, None, TierAccountId("TA-9")]),
        marketplace_id=st.sampled_from([MARKETPLACE, None]),
        period_months=st.sampled_from([None, 0, 1]),
        minimum_quantity=st.sampled_from([Decimal(0), Decimal(2), Decimal(3)]),
        discount=st.sampled_from([Decimal(0), Decimal(50)]),
        valid_from=st.none() | DAYS,
        valid_to=st.none() | DAYS,
    ),
    max_size=6,
)


@given(SOME_ROWS, st.randoms())
def test_of_rows_that_do_not_overlap_the_order_never_decides(rows: list[PriceRow], chance: Random) -> None:
    table: list[PriceRow] = []
    for row in rows:
        table += [] if overlaps([*table, row]) else [row]
    shuffled = chance.sample(table, len(table))
    assert quote_from_table(tuple(table), a_question()) == quote_from_table(tuple(shuffled), a_question())


@given(SOME_ROWS)
def test_a_row_for_the_customer_goes_before_any_other(rows: list[PriceRow]) -> None:
    own = a_row("77", customer_id=CUSTOMER, product_item=None, mpn="MPN-SEAT")
    others = tuple(row for row in rows if row.customer_id != CUSTOMER)
    assert price_in(own, *others) == 77


@given(st.decimals(0, 10**11, places=4, allow_nan=False), st.decimals(0, 100, places=4, allow_nan=False))
def test_price_and_discount_make_up_the_whole(price: Decimal, discount: Decimal) -> None:
    paid = price_in(a_row(str(price), discount=discount))
    off = price_in(a_row(str(price), discount=100 - discount))
    assert paid is not None
    assert off is not None
    with localcontext(prec=50):
        assert paid + off == price


def test_a_price_of_the_own_table_says_where_it_comes_from() -> None:
    by_item = quote_from_table((a_row("7", currency=USD),), a_question())
    by_mpn = quote_from_table((a_row(product_item=None, mpn="MPN-SEAT"),), a_question())
    assert isinstance(by_item, Price)
    assert isinstance(by_mpn, Price)
    assert (by_item.currency, by_item.source) == (USD, PriceSource.OWN_TABLE)
    assert by_item.evidence == "your own price table, row for PRD-276-377-545-0001"
    assert by_mpn.evidence == "your own price table, row for MPN-SEAT"


def test_an_empty_table_says_what_it_was_asked() -> None:
    assert quote_from_table((), a_question()) == NoPrice(
        source=PriceSource.OWN_TABLE,
        why="your own price table has no row for MPN-SEAT (PRD-276-377-545-0001) on 2026-11-01",
    )


def test_an_item_without_countable_quantity_counts_as_priced_whatever_the_minimum() -> None:
    assert price_in(a_row("7", minimum_quantity=Decimal(1)), quantity=None) == 7
