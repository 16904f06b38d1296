from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.orders.order import FeeKind, OrderType, SkuClass
from connect_ext.books.orders.reading import NoOrder, NotYet, Unreadable
from connect_ext.books.orders.usage_record import UsageSchema
from connect_ext.cloudblue.usage_records import read_usage
from tests.builders import MISSING, changed
from tests.cloudblue.usage_builders import ASSET, KEY, a_file, a_record, an_asset, usage, usage_order


def reason(payload: dict[str, Any]) -> str:
    """Why it is no order."""
    found = read_usage(payload, KEY)
    match found:
        case NoOrder(reason=why):
            return f"never: {why}"
        case NotYet(reason=why):
            return f"later: {why}"
        case Unreadable(problem=unread):
            return f"{unread.data['path']}: {unread.data['why']}"
    raise AssertionError(found)


def test_the_records_of_an_asset_are_an_order_of_the_file() -> None:
    order = usage_order(a_record(1), a_record(2, usage=7))

    assert (order.key, order.request_id, order.type) == (KEY, KEY, OrderType.USAGE)
    assert (order.asset_id, order.product_name, order.marketplace_id) == (ASSET, "Cloud Suite", "MP-12345")
    assert order.customer is not None
    assert order.customer.name == "Alder & Ash Ltd"
    assert order.tier1 is not None
    assert order.tier2 is None
    assert order.usage is not None
    assert (order.usage.schema, order.usage.currency, order.usage.name) == (UsageSchema.PRICED, "USD", "October 2026")


def test_there_is_one_fee_for_each_item_with_all_of_its_records() -> None:
    first, second = usage_order(a_record(1), a_record(2, item=2, usage="3"), a_record(3, usage=0.25)).fees

    assert (first.number, first.kind, first.product_item.sku_class) == (1, FeeKind.USAGE, SkuClass.USAGE)
    assert (first.product_item.mpn, first.product_item.unit, first.product_item.period) == ("MPN-1", "GB", None)
    assert (first.quantity, first.quantity_text) == (Decimal("5.25"), "5.25")
    assert [record.id[-4:] for record in first.usage] == ["0001", "0003"]
    assert (second.number, second.product_item.id, second.quantity) == (2, "PRD-111-222-333-0002", Decimal(3))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (11.7162, "11.7162"),
        ("0E-20", "0"),
        (1e-05, "0.00001"),
        (-30, "-30"),
        ("34.27000000000000000000", "34.27"),
        (0.0, "0"),
    ],
)
def test_amounts_are_read_exactly_as_they_are_written(written: Any, read: str) -> None:
    (fee,) = usage_order(a_record(amount=written)).fees

    assert fee.usage[0].amount == Decimal(read)


def test_an_order_takes_effect_when_the_period_of_its_file_ends() -> None:
    assert usage_order().effective_at == datetime(2026, 10, 31, tzinfo=UTC)


def test_without_a_period_it_takes_effect_when_its_last_use_ends() -> None:
    late = a_record(2, end_date="2026-11-02T08:00:00+01:00")

    assert usage_order(late, a_record(), file=a_file(period=None)).effective_at == datetime(2026, 11, 2, 7, tzinfo=UTC)


def test_records_of_a_tiered_file_keep_their_tier_and_others_have_none() -> None:
    tiered = usage_order(a_record(1, tier=0), a_record(2, tier=1), file=a_file(schema="TR"))
    priced = usage_order(a_record(1, tier=1))

    assert [record.tier for record in tiered.fees[0].usage] == [0, 1]
    assert priced.fees[0].usage[0].tier is None


@pytest.mark.parametrize("schema", ["qt", "cr"])
def test_a_file_that_names_no_price_needs_no_amounts_and_no_currency(schema: str) -> None:
    order = usage_order(a_record(amount=None), file=a_file(schema=schema, currency=None))

    assert order.fees[0].usage[0].amount is None
    assert order.usage is not None
    assert order.usage.currency is None


@pytest.mark.parametrize("status", ["rejected", "invalid"])
def test_a_refused_record_is_left_out_and_named(status: str) -> None:
    order = usage_order(a_record(1), a_record(2, status=status))

    assert len(order.fees[0].usage) == 1
    assert order.usage is not None
    assert order.usage.skipped == (f"UR-2026-11-0000-0000-0000-0002 of Storage 1 is {status} in Connect",)


def test_refused_records_alone_are_no_order() -> None:
    assert reason(usage(a_record(status="rejected"))) == (
        "never: None of its usage counts: UR-2026-11-0000-0000-0000-0001 of Storage 1 is rejected in Connect."
    )
    assert reason({**usage(), "records": []}) == "never: None of its usage counts: there are no records."


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        (usage(file=a_file(environment="test")), "never: It is a file of the test environment;"),
        (usage(file=a_file(status="rejected", rejection_note="Wrong item.")), "never: The usage file is rejected"),
        (usage(file=a_file(status="deleted")), "never: The usage file is deleted"),
        (usage(file=a_file(status="PENDING")), "later: The usage file is pending in Connect; it is invoiced once"),
        (usage(file=a_file(status="odd")), "file.status: “odd” is not a status of usage files"),
        (usage(asset=an_asset(connection="preview")), f"never: {ASSET} is on a preview connection;"),
        (usage(asset={"id": ASSET}), "asset.connection.type: it is missing"),
        (usage(asset=an_asset(connection="odd")), "asset.connection.type: “odd” is not a connection type"),
        (usage(file=a_file(schema="xx")), "file.schema: “xx” is not a usage schema"),
        (usage(file=a_file(currency=None)), "file.currency: it is missing"),
        (usage(file=a_file(period={"to": "soon"})), "file.period.to: “soon” is not a time"),
        (usage(a_record(status="odd")), "records[0].status: “odd” is not a status"),
        (usage(a_record(amount=None)), "records[0].amount: it is missing"),
        (usage(a_record(amount="many")), "records[0].amount: “many” is not a number"),
        (usage(a_record(amount=True)), "records[0].amount: it is true or false, not a number"),
        (usage(a_record(amount=1e20)), "records[0].amount: “1e+20” cannot be right"),
        (usage(a_record(amount=float("inf"))), "records[0].amount: “inf” is not a number"),
        (usage(a_record(amount=10**5000)), "records[0].amount: it is too long a number"),
        (usage(a_record(usage=None)), "records[0].usage: it is missing"),
        (usage(a_record(start_date="")), "records[0].start_date: it is missing"),
        (usage(a_record(end_date=None)), "records[0].end_date: it is missing"),
        (usage(a_record(), a_record(2), file=a_file(schema="tr")), "records[0].tier: it is missing"),
        (usage(a_record(tier=3), file=a_file(schema="tr")), "records[0].tier: “3” is none of 0, 1 and 2"),
        (usage(a_record(multiplier=100), file=a_file(schema="qt")), "records[0].multiplier: it is 100, and not 1"),
        (changed(usage(), "records.0.id", MISSING), "records[0].id: it is missing"),
        (changed(usage(), "records.0.item", {}), "records[0].item_id: it is missing"),
        (changed(usage(), "asset.product", None), "asset.product.id: it is missing"),
        (changed(usage(), "records", {}), "records: it is an object, not a list"),
        ({}, "file.status: it is missing"),
    ],
)  # fmt: skip
def test_what_is_no_order_says_why_and_what_cannot_be_read_says_where(payload: dict[str, Any], why: str) -> None:
    assert reason(payload).startswith(why)


def test_where_the_file_names_the_amount_a_multiplier_only_hides_the_quantity() -> None:
    (fee,) = usage_order(a_record(multiplier=10000)).fees

    assert (fee.quantity, fee.quantity_text, fee.usage[0].amount) == (None, "", Decimal("12.5"))
