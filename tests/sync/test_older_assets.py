"""Subscriptions from long before the first check: one order of each, for a person to say where it is billed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from connect_ext.books.by_hand.ends import End, Wish
from connect_ext.books.days import Days
from connect_ext.books.ids import InstallationId
from connect_ext.books.problems.problem import Code
from connect_ext.storage import task_list
from connect_ext.sync.by_hand.ends import Ended, end_by_hand
from connect_ext.sync.schedule.check import Checked, check
from connect_ext.work.task import TaskStatus
from sandbox.connect.ids import secret
from tests.sync.watching import codes
from tests.world import START, World

Order = dict[str, Any]


@pytest.fixture
def old(sqlite_url: str) -> World:
    """A marketplace that has sold for half a year before anybody installs the extension."""
    return World(sqlite_url, start=START - timedelta(days=180))


def bought(world: World, connection: str = "production") -> Order:
    who = world.who
    placed = world.marketplace.place_purchase(who.southern, who.sydney, who.office, {"NRD-OFF-M": 10}, connection)
    world.later(minutes=1)
    return world.marketplace.approve(placed["id"])


def changed(world: World, order: Order, quantity: int) -> Order:
    placed = world.marketplace.place_change(order["asset"]["id"], {"NRD-OFF-M": quantity})
    world.later(minutes=1)
    return world.marketplace.approve(placed["id"])


def cancelled(world: World, order: Order) -> None:
    placed = world.marketplace.place_cancel(order["asset"]["id"])
    world.later(minutes=1)
    world.marketplace.approve(placed["id"])


def checked(world: World, us: InstallationId) -> Checked:
    """By the schedule, with the installation's own key."""
    return check(world.app.runtime, world.client(secret(us)), us, None)


def tasks(world: World, us: InstallationId) -> list[str]:
    with world.app.runtime.database.transaction() as tx:
        return sorted(row.order_key for row in task_list.list_page(tx, us, statuses=None, before=None, limit=50))


def test_each_older_active_subscription_brings_one_order(old: World) -> None:
    kept, gone, test = bought(old), bought(old), bought(old, "test")
    changed(old, kept, 12)
    changed(old, kept, 15)
    cancelled(old, gone)
    old.later(days=178)
    us = old.ready()
    found = checked(old, us)
    assert (found.found, found.new) == (1, 1)
    assert tasks(old, us) == [kept["id"]]
    assert test["id"] not in tasks(old, us)
    task = old.task(us, kept["id"])
    assert (task.status, codes(old, us, kept)) == (TaskStatus.ATTENTION, [Code.BEFORE_GO_LIVE.value])
    assert [item["quantity"] for item in task.payload["asset"]["items"] if item["mpn"] == "NRD-OFF-M"] == [15.0]


def test_what_has_changed_in_the_last_month_comes_as_itself(old: World) -> None:
    order = bought(old)
    changed(old, order, 12)
    old.later(days=170)
    later = changed(old, order, 20)
    old.later(days=8)
    us = old.ready()
    checked(old, us)
    assert tasks(old, us) == sorted([order["id"], later["id"]])
    [item] = [one for one in old.task(us, order["id"]).payload["asset"]["items"] if one["mpn"] == "NRD-OFF-M"]
    assert (item["old_quantity"], item["quantity"]) == ("0", "12")


def test_it_is_done_once_and_what_is_known_stays_as_it_is(old: World) -> None:
    order = bought(old)
    old.later(days=100)
    us = old.ready()
    old.tell(us, order)
    assert checked(old, us).new == 0
    bought(old)
    old.later(days=40)
    assert checked(old, us).new == 1
    assert checked(old, us).new == 0


def test_once_it_was_billed_elsewhere_our_calendar_goes_on_from_there(old: World) -> None:
    order = bought(old)
    changed(old, order, 15)
    old.later(days=180)
    us = old.ready(auto_sync="every_five_minutes")
    checked(old, us)
    task = old.task(us, order["id"])
    period = Days(start=date(2026, 5, 25), end=date(2026, 11, 25))
    wish = Wish(end=End.BILLED_ELSEWHERE, period=period)
    assert isinstance(end_by_hand(old.proposer(us), task, wish, "UR-1"), Ended)
    for _ in range(8):
        old.later(days=1)
        old.schedule_fires()
    assert tasks(old, us) == sorted([order["id"], f"{order['asset']['id']}:2026-11-25"])
    [invoice] = old.books().invoices
    [line] = invoice["LineItems"]
    assert (line["Quantity"], str(line["LineAmount"])) == (15, "187.50")
