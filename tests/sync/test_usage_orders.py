from __future__ import annotations

from typing import Any

from connect_ext.books.ids import OrderKey
from connect_ext.cloudblue.usage_files import UsageGroup
from connect_ext.sync.intake.usage_orders import orders_of
from tests.cloudblue.usage_builders import ASSET, FILE, KEY, a_file, a_record, an_asset

OTHER = f"{FILE}:AS-9:USD"
Json = dict[str, Any]


def a_group(*records: Json, key: str = KEY) -> UsageGroup:
    return UsageGroup(key=OrderKey(key), asset=an_asset(ASSET), records=records)


def orders(*groups: UsageGroup, told: dict[OrderKey, Json] | None = None) -> dict[OrderKey, Json]:
    return orders_of(a_file(), groups, told or {})


def records(found: dict[OrderKey, Json]) -> dict[str, list[str]]:
    return {key: [record["id"][-1] for record in payload["records"]] for key, payload in found.items()}


def test_each_group_is_an_order() -> None:
    found = orders(a_group(a_record(1), a_record(2)), a_group(a_record(3), key=OTHER))

    assert records(found) == {KEY: ["1", "2"], OTHER: ["3"]}
    assert found[OrderKey(KEY)]["file"]["id"] == FILE
    assert found[OrderKey(KEY)]["asset"]["id"] == ASSET


def test_the_same_file_comes_to_the_same_orders() -> None:
    first = orders(a_group(a_record(1), a_record(2)))

    assert orders(a_group(a_record(2), a_record(1)), told=first) == first


def test_what_comes_later_is_a_further_order() -> None:
    first = orders(a_group(a_record(1)))
    second = orders(a_group(a_record(1), a_record(2)), told=first)
    third = orders(a_group(a_record(1), a_record(2), a_record(3)), told=second)

    assert records(third) == {KEY: ["1"], f"{KEY}#2": ["2"], f"{KEY}#3": ["3"]}


def test_an_order_without_a_currency_is_not_one_of_another_currency() -> None:
    bare = KEY.removesuffix(":USD")
    first = orders(a_group(a_record(1)), a_group(a_record(2), key=bare))

    assert records(orders(a_group(a_record(1)), a_group(a_record(2), key=bare), told=first)) == {
        KEY: ["1"],
        bare: ["2"],
    }


def test_a_record_is_shown_as_it_is_now() -> None:
    first = orders(a_group(a_record(1, 10)))

    assert orders(a_group(a_record(1, 12)), told=first)[OrderKey(KEY)]["records"] == [a_record(1, 12)]


def test_a_record_that_is_shown_no_more_stays_where_it_is() -> None:
    first = orders(a_group(a_record(1), a_record(2)))

    assert records(orders(a_group(a_record(2)), told=first)) == {KEY: ["1", "2"]}


def test_a_refused_record_belongs_to_no_order_for_good() -> None:
    first = orders(a_group(a_record(1), a_record(2, status="rejected")))
    assert records(first) == {KEY: ["1", "2"]}

    again = orders(a_group(a_record(1), a_record(2, status="rejected")), told=first)
    assert records(again) == {KEY: ["1", "2"]}

    approved = orders(a_group(a_record(1), a_record(2)), told=first)
    assert records(approved) == {KEY: ["1", "2"], f"{KEY}#2": ["2"]}
    assert [record["status"] for record in approved[OrderKey(KEY)]["records"]] == ["approved", "rejected"]


def test_refused_records_alone_are_told_once() -> None:
    first = orders(a_group(a_record(1, status="invalid")))

    assert records(first) == {KEY: ["1"]}
    assert orders(a_group(a_record(1, status="invalid")), told=first) == first


def test_a_record_with_an_unknown_status_is_told_so_that_a_person_is_asked() -> None:
    assert records(orders(a_group(a_record(1, status="odd")))) == {KEY: ["1"]}


def test_a_record_that_is_of_another_currency_or_asset_now_stays_in_its_first_order() -> None:
    first = orders(a_group(a_record(1), a_record(2)))
    moved = orders(a_group(a_record(2)), a_group(a_record(1, 12), a_record(3), key=OTHER), told=first)
    assert records(moved) == {KEY: ["1", "2"], OTHER: ["3"]}
    assert moved[OrderKey(KEY)]["records"][0] == a_record(1, 12)

    alone = orders(a_group(a_record(1), a_record(2), key=OTHER), told=first)
    assert records(alone) == {KEY: ["1", "2"]}
