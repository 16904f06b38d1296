from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from connect_ext.books.ids import AssetId
from connect_ext.books.orders.order import BillingPeriod
from connect_ext.cloudblue.json_path import Json
from connect_ext.cloudblue.subscriptions import Subscriptions, read_billing
from connect_ext.work.failure import WorldFailed
from tests.builders import MISSING, changed
from tests.cloudblue.fake_connect import FakeConnect, error
from tests.require import connect_samples

ASSET, OTHER = AssetId("AS-1000-2000-3000"), AssetId("AS-4000-5000-6000")


def a_subscription(id_: str = ASSET) -> dict[str, Any]:
    return {
        "id": id_,
        "billing": {
            "period": {"delta": 1.0, "uom": "monthly"},
            "next_date": "2026-04-01T10:00:00+00:00",
            "anniversary": {"day": 1},
        },
    }


def read(path: str, value: Any) -> Any:
    return read_billing(Json(value=changed(a_subscription(), path, value), path=""))


def test_length_next_date_and_anniversary_are_read() -> None:
    found = read("id", ASSET)
    assert (found.length, found.next_date) == (BillingPeriod(months=1), datetime(2026, 4, 1, 10, tzinfo=UTC))
    assert found.anniversary_day == 1


@pytest.mark.parametrize(
    ("uom", "delta", "months"),
    [("monthly", "1.0", 1), ("monthly", 3, 3), ("yearly", 1.0, 12), ("years_2", 1, 24), ("yearly", None, 12)],
)
def test_a_length_is_so_many_of_a_unit(uom: str, delta: Any, months: int) -> None:
    assert read("billing.period", {"uom": uom, "delta": delta}).length.months == months


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("billing", MISSING),
        ("billing", "monthly"),
        ("billing.period.uom", "fortnightly"),
        ("billing.period.uom", None),
        ("billing.period.delta", "a few"),
        ("billing.period.delta", 1.5),
        ("billing.period.delta", 0),
        ("billing.period.delta", "1e999999"),
        ("billing.period.delta", "NaN"),
        ("billing.period.delta", True),
        ("billing.next_date", None),
        ("billing.next_date", "soon"),
    ],
)
def test_what_cannot_be_read_is_no_billing(path: str, value: Any) -> None:
    assert read(path, value) is None


@pytest.mark.parametrize("day", [MISSING, "", "x", 0, 32, -1, "１"])
def test_an_anniversary_that_is_no_day_of_a_month_is_not_believed(day: Any) -> None:
    assert read("billing.anniversary.day", day).anniversary_day is None


def test_several_are_asked_for_at_once_and_only_once() -> None:
    connect = FakeConnect()
    connect.collections["subscriptions/assets"] = [a_subscription(), a_subscription("AS-9"), {"id": OTHER}]
    subscriptions = Subscriptions(connect.client)

    found = subscriptions.billing([ASSET, OTHER, AssetId("AS-0")])

    assert found[ASSET] is not None
    assert (found[OTHER], found[AssetId("AS-0")]) == (None, None)
    assert subscriptions.billing([ASSET]) == {ASSET: found[ASSET]}
    assert connect.calls == ["GET subscriptions/assets"]


@pytest.mark.parametrize("status", [403, 404])
def test_who_may_not_see_subscriptions_knows_no_terms(status: int) -> None:
    connect = FakeConnect()
    connect.answers["GET", "subscriptions/assets"] = error(status, "AUTH_001")
    assert Subscriptions(connect.client).billing([ASSET]) == {ASSET: None}


def test_an_outage_is_not_taken_for_an_answer() -> None:
    connect = FakeConnect()
    connect.answers["GET", "subscriptions/assets"] = error(502, "GW_001")
    with pytest.raises(WorldFailed):
        Subscriptions(connect.client).billing([ASSET])


def test_the_samples_say_when_they_are_billed() -> None:
    found = {}
    for path in sorted((connect_samples() / "subscriptions").glob("*.json")):
        content = json.loads(path.read_text())
        first = content[0] if isinstance(content, list) else content
        billing = read_billing(Json(value=first, path=""))
        found[path.stem] = None if billing is None else (billing.length.months, billing.anniversary_day)
    assert found["adobe-yearly-4-items"] == (12, 14)
    assert found["string-quantities-ppu-minus-one"] == (1, 2)
    assert found["nce-monthly-25-three-tiers"] == (1, 29)
