from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from connect_ext.books.documents.policies import TextSource
from connect_ext.books.documents.reference import mark_of
from connect_ext.books.mapping.mapping import Mappings
from connect_ext.books.orders.order import BillingPeriod, Order
from tests.books.builders import REQUEST, TODAY, a_fee, a_price, an_order, facts, some_settings, the_line
from tests.books.mapping_builders import a_held_item, a_mapping, mappings

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


@pytest.mark.parametrize(
    ("trimmed", "item", "told"),
    [
        (False, {"description": "One mailbox"}, "One mailbox, per month from 2026-11-01"),
        (False, {}, "Mailbox, per month from 2026-11-01"),
        (True, {"description": "One mailbox"}, "Mailbox"),
    ],
)
def test_with_xeros_text_a_line_takes_the_items_description_and_its_name_where_it_has_none_or_is_trimmed(
    trimmed: bool, item: dict[str, Any], told: str
) -> None:
    settings = some_settings(description_from=TextSource.XERO, trim_description=trimmed)
    held = {"SEAT": a_held_item(name="Mailbox", **item)}
    line = the_line(about=facts(settings=settings, mappings=mappings(a_mapping("SEAT")), items=held))
    assert line.description == f"{told} {REQUEST}/1"


@pytest.mark.parametrize(
    ("source", "mapped"), [(TextSource.XERO, mappings()), (TextSource.MARKETPLACE, mappings(a_mapping("SEAT")))]
)
def test_without_a_mapping_or_the_choice_of_xeros_text_the_marketplaces_names_stand(
    source: TextSource, mapped: Mappings
) -> None:
    held = {"SEAT": a_held_item(description="One mailbox")}
    settings = some_settings(description_from=source)
    assert the_line(about=facts(settings=settings, mappings=mapped, items=held)).description == the_line().description
