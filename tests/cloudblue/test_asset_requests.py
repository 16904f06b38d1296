from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from connect_ext.books.ids import InstallationId
from connect_ext.books.orders.order import Order, OrderType
from connect_ext.books.orders.reading import NoOrder, NotYet, Unreadable
from connect_ext.cloudblue.asset_requests import notice_of_asset_request, read_asset_request
from tests.builders import MISSING, Json, a_purchase, an_item, changed

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def order_of(payload: Json) -> Order:
    reading = read_asset_request(payload, "no-id")
    assert isinstance(reading, Order), reading
    return reading


def unreadable(payload: Any) -> tuple[str, str]:
    reading = read_asset_request(payload, "source-1")
    assert isinstance(reading, Unreadable), reading
    assert reading.problem.sentence
    assert reading.problem.advice
    return reading.problem.data["path"], reading.problem.data["why"]


def test_an_approved_purchase_is_an_order_with_everything_that_the_books_need() -> None:
    order = order_of(a_purchase())

    assert (order.key, order.request_id, order.type) == ("PR-1000-2000-3000-001", "PR-1000-2000-3000-001", "Sales")
    assert (order.asset_id, order.product_id, order.product_name) == (
        "AS-1000-2000-3000",
        "PRD-111-222-333",
        "Cloud Suite",
    )
    assert (order.marketplace_id, order.marketplace_name) == ("MP-12345", "Nordic Marketplace")
    assert order.customer is not None
    assert order.tier1 is not None
    assert (order.customer.name, order.tier1.name, order.tier2) == ("Alder & Ash Ltd", "Birch Resale BV", None)
    assert order.effective_at == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert order.purchase_order == ""


@pytest.mark.parametrize("connection", ["test", "preview", "Test"])
@pytest.mark.parametrize("kind", ["purchase", "suspend", "something new"])
def test_a_test_or_preview_connection_never_moves_money(connection: str, kind: str) -> None:
    reading = read_asset_request(a_purchase(connection=connection, type=kind), "no-id")

    assert isinstance(reading, NoOrder)
    assert f"{connection.lower()} connection" in reading.reason


@pytest.mark.parametrize("connection", ["production", "prod", "Production"])
def test_a_production_connection_has_several_spellings(connection: str) -> None:
    assert order_of(a_purchase(connection=connection)).fees


@pytest.mark.parametrize("connection", [None, "", MISSING])
def test_a_missing_connection_type_is_neither_invoiced_nor_forgotten(connection: Any) -> None:
    payload = changed(a_purchase(), "asset.connection.type", connection)

    assert unreadable(payload) == ("asset.connection.type", "it is missing")


def test_an_unknown_connection_type_needs_a_person() -> None:
    path, why = unreadable(a_purchase(connection="staging"))

    assert path == "asset.connection.type"
    assert "“staging”" in why


@pytest.mark.parametrize("status", ["failed", "revoked"])
def test_a_request_that_ended_without_approval_is_no_order(status: str) -> None:
    reading = read_asset_request(a_purchase(status=status), "no-id")

    assert isinstance(reading, NoOrder)
    assert reading.type is OrderType.SALES
    assert status in reading.reason


@pytest.mark.parametrize("status", ["draft", "tiers_setup", "pending", "inquiring", "scheduled", "revoking"])
def test_a_request_that_is_still_open_waits(status: str) -> None:
    reading = read_asset_request(a_purchase(status=status), "no-id")

    assert isinstance(reading, NotYet)
    assert status in reading.reason
    assert reading.until is None


def test_a_scheduled_request_waits_for_its_planned_date() -> None:
    payload = a_purchase(status="scheduled", planned_date="2026-04-01T02:00:00+02:00")

    reading = read_asset_request(payload, "no-id")

    assert isinstance(reading, NotYet)
    assert reading.until == datetime(2026, 4, 1, tzinfo=UTC)


@pytest.mark.parametrize("kind", ["suspend", "resume", "adjustment"])
def test_requests_that_change_nothing_billed_never_move_money(kind: str) -> None:
    reading = read_asset_request(a_purchase(type=kind), "no-id")

    assert isinstance(reading, NoOrder)
    assert reading.type is None
    assert "never moves money" in reading.reason


def test_a_transfer_says_who_gets_later_orders() -> None:
    reading = read_asset_request(a_purchase(type="transfer"), "no-id")

    assert isinstance(reading, NoOrder)
    assert (reading.type, reading.asset_id, reading.stated) == (None, "AS-1000-2000-3000", None)
    assert "later orders of the subscription go to the new customer" in reading.reason


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        ("type", "gift", "“gift” is not a request type"),
        ("type", MISSING, "it is missing"),
        ("status", "half-approved", "“half-approved” is not a request status"),
        ("status", None, "it is missing"),
        ("asset.id", None, "it is missing"),
        ("asset.product.id", "", "it is missing"),
        ("asset.items", None, "it is missing, not a list"),
        ("asset.items", {}, "it is an object, not a list"),
        ("asset.tiers.customer", "TA-1", "it is a text, not an object"),
        ("asset.tiers.customer.id", ["TA-1"], "it is a list, not a text"),
        ("marketplace.id", MISSING, "it is missing"),
        ("effective_date", "soon", "“soon” is not a time"),
        ("effective_date", "0001-01-01T00:00:00+14:00", "the year 1 cannot be right"),
    ],
)
def test_what_cannot_be_read_names_its_path_and_the_reason(path: str, value: Any, why: str) -> None:
    found_path, found_why = unreadable(changed(a_purchase(), path, value))

    assert found_path == path
    assert why in found_why


@pytest.mark.parametrize("payload", [None, [], "PR-1", 5, {}, {"asset": []}, {"asset": {"connection": "production"}}])
def test_what_is_no_request_at_all_is_unreadable_under_its_source_id(payload: Any) -> None:
    reading = read_asset_request(payload, "source-1")

    assert isinstance(reading, Unreadable)
    assert reading.key == "source-1"


def test_a_request_without_an_id_is_named_by_its_source() -> None:
    order = order_of(changed(a_purchase(), "id", MISSING))

    assert (order.key, order.request_id) == ("no-id", "no-id")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"effective_date": None}, datetime(2026, 3, 1, 10, 30, tzinfo=UTC)),
        (
            {"effective_date": None, "events": {"approved": {"at": "2026-03-01T10:29:00+00:00"}}},
            datetime(2026, 3, 1, 10, 29, tzinfo=UTC),
        ),
        ({"effective_date": "", "updated": None}, datetime(2026, 3, 1, 9, tzinfo=UTC)),
        ({"effective_date": "2026-03-01T23:30:00-05:00"}, datetime(2026, 3, 2, 4, 30, tzinfo=UTC)),
        ({"effective_date": "2026-03-01T10:00:00Z"}, datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ({"effective_date": "2026-03-01T10:00:00"}, datetime(2026, 3, 1, 10, tzinfo=UTC)),
    ],
)
def test_an_order_takes_effect_on_its_date_else_when_it_was_approved(given: Json, expected: datetime) -> None:
    assert order_of(a_purchase(**given)).effective_at == expected


def test_an_order_without_any_time_is_unreadable() -> None:
    path, _ = unreadable(a_purchase(effective_date=None, updated=None, created=None))

    assert path == "effective_date"


@pytest.mark.parametrize("name", ["purchase_order", "po_number", "PO"])
@pytest.mark.parametrize("place", ["asset.params", "params"])
def test_the_purchase_order_comes_from_a_parameter(name: str, place: str) -> None:
    parameters = [{"id": "other", "value": "x"}, {"id": name, "value": " PO-77 "}]
    payload = changed(a_purchase(), place, parameters)

    assert order_of(payload).purchase_order == "PO-77"


@pytest.mark.parametrize(
    "parameters", [None, "none", [None], [{"id": "po", "value": ""}], [{"id": "po", "value": "-"}]]
)
def test_without_a_purchase_order_there_is_none(parameters: Any) -> None:
    assert order_of(changed(a_purchase(), "asset.params", parameters)).purchase_order == ""


def test_the_marketplace_may_stand_on_the_asset() -> None:
    payload = changed(a_purchase(), "marketplace", None)
    payload["asset"]["marketplace"] = {"id": "MP-9", "name": "Elsewhere"}

    order = order_of(payload)

    assert (order.marketplace_id, order.marketplace_name) == ("MP-9", "Elsewhere")


def test_keys_that_we_do_not_know_are_no_trouble() -> None:
    payload = a_purchase(an_item(surprise={"deep": [1]}), new_field={"a": 1})

    assert order_of(payload) == order_of(a_purchase())


def test_a_notice_keeps_the_payload_and_when_it_changed() -> None:
    payload = a_purchase()

    notice = notice_of_asset_request(InstallationId("EIN-1"), payload, NOON)

    assert (notice.installation_id, notice.kind) == ("EIN-1", "asset_request")
    assert notice.source_id == "PR-1000-2000-3000-001"
    assert (notice.status, notice.seen_at) == ("approved", NOON)
    assert notice.changed_at == datetime(2026, 3, 1, 10, 30, tzinfo=UTC)
    assert notice.payload == payload


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"updated": None}, None),
        ({"updated": "yesterday"}, None),
        ({"updated": None, "events": {"updated": {"at": "2026-03-02T00:00:00Z"}}}, datetime(2026, 3, 2, tzinfo=UTC)),
    ],
)
def test_a_notice_without_a_readable_change_time_says_so(given: Json, expected: datetime | None) -> None:
    assert notice_of_asset_request(InstallationId("EIN-1"), a_purchase(**given), NOON).changed_at == expected
