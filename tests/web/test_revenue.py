"""The deferred-revenue schedule through the web door: 10 monthly licences at 12.50 AUD from 21 November."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from tests.web.door import Caller, Door, problem
from tests.web.test_tasks import buy, sync
from tests.world import World

SCHEDULE = "/api/revenue/deferred.csv"
TITLES = ["Customer", "Customer id", "Currency", "Month", "Billed", "Recognised", "Deferred at month end"]


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


def schedule(caller: Caller, first: str, last: str) -> list[list[str]]:
    """The rows, without the customer's id."""
    answer = caller.get(f"{SCHEDULE}?from={first}&to={last}")
    assert answer.status == 200, answer.body
    titles, *rows = csv.reader(StringIO(answer.body.decode("utf-8-sig")))
    assert titles == TITLES
    return [[row[0], *row[2:]] for row in rows]


def test_a_month_billed_in_advance_is_recognised_by_its_days(world: World, southern: Caller) -> None:
    buy(world, southern)
    sync(world, southern)
    name = world.who.sydney["name"]

    assert schedule(southern, "2026-10", "2027-01") == [
        [name, "AUD", "2026-11", "125.00", "41.67", "83.33"],
        [name, "AUD", "2026-12", "0.00", "83.33", "0.00"],
    ]
    assert schedule(southern, "2026-12", "2026-12") == [[name, "AUD", "2026-12", "0.00", "83.33", "0.00"]]


def test_orders_of_one_customer_are_one_row_that_names_the_customer(world: World, southern: Caller) -> None:
    buy(world, southern)
    buy(world, southern)
    sync(world, southern)
    answer = southern.get(f"{SCHEDULE}?from=2026-11&to=2026-11")

    [_, row] = csv.reader(StringIO(answer.body.decode("utf-8-sig")))
    assert row[:3] == [world.who.sydney["name"], world.who.sydney["id"], "AUD"]
    assert row[4] == "250.00"


def test_it_is_a_file_that_nobody_keeps(southern: Caller) -> None:
    answer = southern.get(f"{SCHEDULE}?from=2026-11&to=2026-12")

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="deferred-revenue-2026-11-2026-12.csv"'
    assert answer.headers["cache-control"] == "no-store"


def test_before_anything_was_sent_there_are_only_titles(world: World, southern: Caller) -> None:
    buy(world, southern)

    assert schedule(southern, "2026-11", "2026-12") == []


def test_who_is_not_connected_is_told_so(world: World, door: Door) -> None:
    albion = door.of(world.who.albion, world.install(world.who.albion))
    answer = albion.get(f"{SCHEDULE}?from=2026-11&to=2026-12")

    assert (answer.status, problem(answer)["title"]) == (409, "not connected")


def test_nobody_sees_the_revenue_of_another_installation(world: World, door: Door, southern: Caller) -> None:
    buy(world, southern)
    sync(world, southern)
    albion_id = world.install(world.who.albion)
    world.connect(albion_id)

    assert schedule(door.of(world.who.albion, albion_id), "2026-11", "2026-12") == []


@pytest.mark.parametrize(
    ("first", "last", "detail"),
    [
        ("2026-12", "2026-11", "2026-11 is before 2026-12."),
        ("2020-01", "2030-01", "Ask for at most 120 months at once."),
    ],
)
def test_months_that_are_no_range_are_refused(southern: Caller, first: str, last: str, detail: str) -> None:
    answer = southern.get(f"{SCHEDULE}?from={first}&to={last}")

    assert (answer.status, problem(answer)["detail"]) == (422, detail)


@pytest.mark.parametrize("first", ["2026-13", "2026-1", "2026-01-01", "1999-01", "2026-01%0A", ""])
def test_what_is_no_month_is_refused(southern: Caller, first: str) -> None:
    assert southern.get(f"{SCHEDULE}?from={first}&to=2026-12").status == 422


def test_ten_years_are_a_range(southern: Caller) -> None:
    assert schedule(southern, "2020-01", "2029-12") == []
