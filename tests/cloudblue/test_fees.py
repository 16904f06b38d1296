from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.orders.order import BillingPeriod, Fee
from connect_ext.cloudblue.fees import read_fees
from connect_ext.cloudblue.json_path import Json, Misread
from tests.builders import MISSING, an_item, changed

MONTH, YEAR = BillingPeriod(months=1), BillingPeriod(months=12)


def fees_of(*items: Any) -> tuple[Fee, ...]:
    return read_fees(Json(value={"items": list(items)}, path="asset"))


def fee_of(**fields: Any) -> Fee:
    item = an_item()
    for name, value in fields.items():
        item = changed({**item, name: None}, name, value)
    return fees_of(item)[0]


@pytest.mark.parametrize(
    ("written", "quantity", "text"),
    [
        ("2", Decimal(2), "2"),
        ("2.0", Decimal("2.0"), "2.0"),
        ("0", Decimal(0), "0"),
        (" 7 ", Decimal(7), " 7 "),
        (3, Decimal(3), "3"),
        (2.5, Decimal("2.5"), "2.5"),
        ("", None, ""),
        (None, None, ""),
        (MISSING, None, ""),
        ("unlimited", None, "unlimited"),
        ("-1", None, "-1"),
        ("-1.0", None, "-1.0"),
        (-1, None, "-1"),
        ("-3", None, "-3"),
        ("a few", None, "a few"),
        ("1_000", None, "1_000"),
        ("NaN", None, "NaN"),
        ("Infinity", None, "Infinity"),
        ("1e400", None, "1e400"),
        ("９", None, "９"),
        (float("inf"), None, "inf"),
        pytest.param(10**5000, None, "", id="a number of 5001 digits"),
    ],
)
def test_a_quantity_is_a_number_or_nothing_and_keeps_its_words(
    written: Any, quantity: Decimal | None, text: str
) -> None:
    fee = fee_of(quantity=written)

    assert (fee.quantity, fee.quantity_text) == (quantity, text)


@pytest.mark.parametrize("written", [True, [], {"amount": 2}])
def test_a_quantity_of_another_kind_is_unreadable(written: Any) -> None:
    with pytest.raises(Misread, match=r"asset\.items\[0\]\.quantity"):
        fee_of(quantity=written)


@pytest.mark.parametrize(
    ("item_type", "period", "sku_class", "kind", "expected"),
    [
        ("Reservation", "Monthly", "licence", "recurring", MONTH),
        ("reservation", "yearly", "licence", "recurring", YEAR),
        ("Reservation", "month", "licence", "recurring", MONTH),
        ("Reservation", "Year", "licence", "recurring", YEAR),
        ("Reservation", "2 years", "licence", "recurring", BillingPeriod(months=24)),
        ("Reservation", "3-year", "licence", "recurring", BillingPeriod(months=36)),
        ("Reservation", "5 yearly", "licence", "recurring", BillingPeriod(months=60)),
        ("Reservation", "years_4", "licence", "recurring", BillingPeriod(months=48)),
        ("Reservation", "3 months", "licence", "recurring", BillingPeriod(months=3)),
        ("Reservation", "OneTime", "custom", "setup", None),
        ("Reservation", "one-time", "custom", "setup", None),
        ("Reservation", None, "licence", "recurring", None),
        ("Reservation", "", "licence", "recurring", None),
        ("PPU", "Monthly", "usage", "usage", None),
        ("ppu", None, "usage", "usage", None),
        ("Ppu", "whatever", "usage", "usage", None),
        (MISSING, "Monthly", "licence", "recurring", MONTH),
        (MISSING, "onetime", "custom", "setup", None),
        (MISSING, MISSING, "licence", "recurring", None),
    ],
)
def test_item_type_and_period_decide_the_class(
    item_type: Any, period: Any, sku_class: str, kind: str, expected: BillingPeriod | None
) -> None:
    fee = fee_of(item_type=item_type, period=period)

    assert (fee.product_item.sku_class.value, fee.kind.value, fee.product_item.period) == (sku_class, kind, expected)


@pytest.mark.parametrize("period", ["fortnightly", "0 years", "years", "1000 months", 7, ["monthly"]])
def test_an_unknown_period_is_unreadable_since_it_decides_money(period: Any) -> None:
    with pytest.raises(Misread, match=r"asset\.items\[0\]\.period"):
        fee_of(period=period)


def test_an_unknown_item_type_is_unreadable() -> None:
    with pytest.raises(Misread, match=r"asset\.items\[0\]\.item_type"):
        fee_of(item_type="Rental")


def test_fees_are_numbered_over_all_items_so_that_marks_are_stable() -> None:
    fees = fees_of(an_item(1, "0"), an_item(2, "5"), an_item(3, "0"))

    assert [(fee.number, fee.product_item.mpn, fee.quantity) for fee in fees] == [
        (1, "MPN-1", Decimal(0)),
        (2, "MPN-2", Decimal(5)),
        (3, "MPN-3", Decimal(0)),
    ]


@pytest.mark.parametrize(
    ("fields", "id_", "mpn", "name"),
    [
        ({}, "PRD-111-222-333-0001", "MPN-1", "Plan 1"),
        ({"global_id": MISSING}, "PRD_111_222_333_0001", "MPN-1", "Plan 1"),
        ({"mpn": MISSING}, "PRD-111-222-333-0001", "PRD_111_222_333_0001", "Plan 1"),
        ({"mpn": "", "id": ""}, "PRD-111-222-333-0001", "PRD-111-222-333-0001", "Plan 1"),
        ({"display_name": MISSING}, "PRD-111-222-333-0001", "MPN-1", ""),
    ],
)
def test_an_item_falls_back_on_its_other_names(fields: dict[str, Any], id_: str, mpn: str, name: str) -> None:
    item = fee_of(**fields).product_item

    assert (item.id, item.mpn, item.name, item.unit) == (id_, mpn, name, "Licences")


def test_an_item_without_any_id_is_unreadable() -> None:
    with pytest.raises(Misread, match=r"asset\.items\[0\]\.id"):
        fee_of(id=MISSING, global_id=MISSING)


def test_no_items_make_no_fees() -> None:
    assert fees_of() == ()
