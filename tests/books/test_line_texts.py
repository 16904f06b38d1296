from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from connect_ext.books.order import BillingPeriod, Order
from connect_ext.books.reference import mark_of
from tests.books.builders import REQUEST, TODAY, a_fee, a_price, an_order, facts, some_settings, the_line

TRIMMED = some_settings(trim_description=True)


def text(order: Order, price: str = "12.50") -> str:
    found = the_line(order, facts(a_price(price), settings=TRIMMED)).description
    assert mark_of(found) == f"{REQUEST}/1"
    return found.removesuffix(f" {REQUEST}/1")


def starting(day: date, **item: Any) -> Order:
    return an_order(a_fee(quantity="1000", **item), effective_at=datetime(day.year, day.month, day.day, tzinfo=UTC))


@pytest.mark.parametrize(
    ("start", "item", "trimmed"),
    [
        (date(2026, 11, 1), {}, "Harbour Mail"),
        (date(2026, 11, 2), {}, "Harbour Mail, 2026-11-02 to 2026-12-01"),
        (date(2026, 10, 1), {}, "Harbour Mail, 2026-10-01 to 2026-10-31"),
        (date(2025, 11, 1), {}, "Harbour Mail, 2025-11-01 to 2025-11-30"),
        (date(2026, 11, 1), {"period": BillingPeriod(months=12)}, "Harbour Mail, 2026-11-01 to 2027-10-31"),
        (TODAY, {"period": None}, "Harbour Mail"),
        (date(2026, 10, 31), {"period": None}, "Harbour Mail, of 2026-10-31"),
    ],
)
def test_trimming_leaves_the_product_and_the_days_that_the_month_of_the_invoice_does_not_tell(
    start: date, item: dict[str, Any], trimmed: str
) -> None:
    assert text(starting(start, **item)) == trimmed


def test_trimming_keeps_the_arithmetic_where_the_quantity_is_not_on_the_line() -> None:
    assert text(starting(date(2026, 11, 1)), "0.00005") == "Harbour Mail, 1000 x 0.00005 AUD"


def test_a_product_without_a_name_is_trimmed_to_its_item() -> None:
    assert text(an_order(product_name="")) == "Seat"
