"""Expected beside Xero, through the web door: 10 monthly licences at 12.50 AUD from 21 November."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from typing import Any

import pytest

from sandbox.xero import HARBOUR
from tests.web.door import Caller, Door, problem
from tests.web.test_tasks import buy, listed, sync, taken_in
from tests.world import World

PATH = "/api/reconcile"
LOST = ("125.00", "0.00", "0.00", "125.00", "leak")


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


def look(caller: Caller, month: str = "2026-11") -> list[tuple[str, ...]]:
    """Expected, in Xero, drafts, difference and verdict of each row."""
    answer = caller.get(f"{PATH}?month={month}")
    assert answer.status == 200, answer.body
    found: Any = answer.json()
    assert (found["month"], found["left_out"]) == (month, 0)
    shown = ("expected", "in_xero", "drafts", "difference", "verdict")
    return [tuple(row[name] for name in shown) for group in found["groups"] for row in group["rows"]]


def test_what_was_sent_as_ordered_is_matched_as_a_draft_and_once_it_is_approved(world: World, southern: Caller) -> None:
    buy(world, southern)
    sync(world, southern)
    assert look(southern) == [("125.00", "0.00", "125.00", "0.00", "matched")]
    world.xero.person(HARBOUR).approve(the_number(world))
    assert look(southern) == [("125.00", "125.00", "0.00", "0.00", "matched")]
    assert look(southern, "2026-10") == []


def test_what_waits_is_only_here_and_what_nothing_would_bring_is_a_leak(world: World, southern: Caller) -> None:
    buy(world, southern)
    sync(world, southern)
    taken_in(world, southern, 1)
    world.xero.person(HARBOUR).delete(the_number(world))
    assert sorted(look(southern)) == [LOST, ("125.00", "0.00", "0.00", "125.00", "only here")]
    [waiting] = [task["id"] for task in listed(southern)["tasks"] if task["status"] != "synced"]
    answer = southern.post(f"/api/tasks/{waiting}/ignore", {"reason": "billed by phone"})
    assert answer.status < 300, answer.body
    assert look(southern) == [LOST, LOST]


def test_a_draft_that_somebody_changed_differs(world: World, southern: Caller) -> None:
    buy(world, southern)
    sync(world, southern)
    [line] = world.books().invoices[0]["LineItems"]
    changed = {**line, "UnitAmount": 12, "LineAmount": 120}
    world.xero.person(HARBOUR).edit(the_number(world), LineItems=[changed])

    assert look(southern) == [("125.00", "0.00", "120.00", "5.00", "differs")]


def test_what_only_a_person_made_there_is_only_in_xero(world: World, southern: Caller) -> None:
    buy(world, southern)
    sync(world, southern)
    [invoice] = world.books().invoices
    line = {"Description": "Desk", "Quantity": 1, "UnitAmount": 70, "AccountCode": "200"}
    by_hand = {
        "Type": "ACCREC", "Contact": {"Name": invoice["Contact"]}, "LineItems": [line], "Status": "AUTHORISED",
        "Date": "2026-10-05", "DueDate": "2026-10-30", "CurrencyCode": "AUD",
    }  # fmt: skip
    world.xero.person(HARBOUR).write("PUT", "Invoices", {"Invoices": [by_hand]})

    assert look(southern, "2026-10") == [("0.00", "70.00", "0.00", "-70.00", "only in Xero")]
    (row,) = southern.get(f"{PATH}?month=2026-10").json()["groups"][0]["rows"]
    assert row["reason"] == f"{row['product']} was not made here, and no order asks for it."
    assert (row["subscription"], row["fix"]["words"], row["fix"]["outside"]) == (None, "Open in Xero", True)


def test_what_a_person_made_there_is_offered_to_an_order_that_waits(world: World, southern: Caller) -> None:
    buy(world, southern)
    sync(world, southern)
    [invoice] = world.books().invoices
    taken_in(world, southern, 1)
    [waiting] = [task["order"] for task in listed(southern)["tasks"] if task["status"] != "synced"]
    line = {"Description": "Seats", "Quantity": 10, "UnitAmount": 12, "AccountCode": "200"}
    by_hand = {
        "Type": "ACCREC", "Contact": {"Name": invoice["Contact"]}, "LineItems": [line], "Status": "AUTHORISED",
        "Date": "2026-11-21", "DueDate": "2026-11-30", "CurrencyCode": "AUD",
    }  # fmt: skip
    world.xero.person(HARBOUR).write("PUT", "Invoices", {"Invoices": [by_hand]})

    (group,) = southern.get(f"{PATH}?month=2026-11&currency=AUD").json()["groups"]
    (adopted,) = [row for row in group["rows"] if row["verdict"] == "only in Xero"]
    assert adopted["fix"] == {
        "words": f"Open {waiting}", "href": f"/static/orders.html#q={waiting}", "outside": False
    }  # fmt: skip
    assert southern.get(f"{PATH}?month=2026-11&currency=USD").json()["groups"] == []


def test_the_next_period_is_expected_from_the_day_on_which_it_begins(world: World, southern: Caller) -> None:
    buy(world, southern)
    sync(world, southern)
    assert look(southern, "2026-12") == []
    world.move_to(date(2026, 12, 20))
    assert look(southern, "2026-12") == []
    world.move_to(date(2026, 12, 21))
    assert look(southern, "2026-12") == [("125.00", "0.00", "0.00", "125.00", "leak")]
    world.schedule_fires()
    assert look(southern, "2026-12") == [("125.00", "0.00", "0.00", "125.00", "only here")]


def test_the_file_has_the_same_rows_with_the_customer(world: World, southern: Caller) -> None:
    taken_in(world, southern, 1)
    answer = southern.get(f"{PATH}.csv?month=2026-11")
    titles, row = csv.reader(StringIO(answer.body.decode("utf-8-sig")))

    assert titles[:4] == ["Customer", "Customer id", "Currency", "Month"]
    sydney = world.who.sydney
    [task] = listed(southern)["tasks"]
    assert row == [
        sydney["name"], sydney["id"], "AUD", "2026-11", task["asset"], "Northwind Office", "125.00", "0.00", "0.00",
        "125.00", "only here", f"{task['order']} is not sent yet.", "41.67", "0.00",
    ]  # fmt: skip
    assert answer.headers["content-disposition"] == 'attachment; filename="reconcile-2026-11.csv"'
    assert answer.headers["cache-control"] == "no-store"


def test_without_a_month_it_is_the_month_that_runs(world: World, southern: Caller) -> None:
    empty: dict[str, Any] = {"totals": [], "groups": [], "left_out": 0, "customers": [], "currencies": []}
    assert southern.get(PATH).json() == {"month": "2026-11", "first": "2026-11", "last": "2026-11", **empty}


@pytest.mark.parametrize("month", ["2026-13", "november", "1999-01"])
def test_what_is_no_month_is_refused(southern: Caller, month: str) -> None:
    assert southern.get(f"{PATH}?month={month}").status == 422


def test_who_is_not_connected_is_told_so(world: World, door: Door) -> None:
    albion = door.of(world.who.albion, world.install(world.who.albion))

    assert problem(albion.get(PATH))["title"] == "not connected"


def the_number(world: World) -> str:
    number: str = world.books().invoices[0]["InvoiceNumber"]
    return number
