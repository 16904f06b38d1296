"""Orders of one customer that share an invoice, in the hands of two workers at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from connect_ext.books.documents.reference import mark_of
from connect_ext.books.ids import InstallationId
from connect_ext.sync.by_hand.asking import ask_for_sync
from connect_ext.sync.intake.intake import take_in
from sandbox.http import Request
from sandbox.xero import HARBOUR
from tests.sync.watching import INVOICES, on, open_intents
from tests.world import World

SHARED = pytest.mark.parametrize("target", ["one_per_customer_and_month", "latest_fitting_draft"])


def standing(world: World) -> list[Mapping[str, Any]]:
    return [one for one in world.books().invoices if one["Status"] == "DRAFT"]


def billed(world: World) -> list[str]:
    """The orders on all drafts."""
    marks = [mark_of(line["Description"]) or "" for one in standing(world) for line in one["LineItems"]]
    return sorted(mark.partition("/")[0] for mark in marks)


def at_once(*work: Callable[[], object]) -> None:
    failures: list[BaseException] = []

    def run(one: Callable[[], object]) -> None:
        try:
            one()
        except BaseException as error:  # noqa: BLE001 - shown below, in the thread of the test
            failures.append(error)

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []


def known_customer(world: World, target: str) -> InstallationId:
    """One whose contact is in Xero, and whose only draft is gone."""
    us = world.ready(invoice_target=target)
    world.buy(us, {"NRD-SETUP": 1})
    world.sync(us)
    world.xero.person(HARBOUR).delete("INV-0001")
    return us


def asked(world: World, us: InstallationId) -> str:
    """One more order of the customer, which a person has asked for."""
    order = str(world.buy(us, {"NRD-SETUP": 2})["id"])
    take_in(world.app.runtime, us)
    assert ask_for_sync(world.app.runtime, us, [world.task(us, order).id], "UR-1")
    return order


def finished(world: World) -> None:
    for _ in range(4):
        world.later(minutes=2)
        world.drain()


@SHARED
def test_an_order_that_another_worker_sends_meanwhile_is_joined(world: World, target: str) -> None:
    """The first worker has looked for drafts, and found none; before it writes its call down another has made one."""
    us = known_customer(world, target)
    slow = asked(world, us)
    orders = [slow]

    def overtaken(_: Request) -> None:
        orders.append(asked(world, us))
        world.drain()

    world.watchers.append(on("GET", INVOICES, overtaken))
    world.drain()
    finished(world)

    assert len(orders) == 2
    assert len(standing(world)) == 1
    assert billed(world) == sorted(orders)


@SHARED
def test_two_threads_with_an_order_each_make_one_invoice(world: World, target: str) -> None:
    """Both look for a draft of the customer, and find none, before either goes on."""
    us = known_customer(world, target)
    orders, both = [asked(world, us)], threading.Barrier(2)
    second = threading.Thread(target=world.drain)

    def meets(_: Request) -> None:
        if not second.ident:
            orders.append(asked(world, us))
            second.start()
        both.wait(30)

    world.watchers.append(on("GET", INVOICES, meets, times=2))
    at_once(world.drain)
    second.join(60)
    finished(world)

    assert len(standing(world)) == 1
    assert billed(world) == sorted(orders)
    assert open_intents(world, us) == []


@SHARED
def test_two_new_customers_with_many_orders_each_have_one_invoice(world: World, target: str) -> None:
    us = world.ready(invoice_target=target)
    buyers = [world.who.sydney, world.who.brisbane]
    orders = [world.buy(us, {"NRD-SETUP": 1}, customer=buyers[place % 2])["id"] for place in range(10)]
    ask_for_sync(world.app.runtime, us, None, "UR-1")
    at_once(world.drain, world.drain, world.drain)
    finished(world)

    assert len(standing(world)) == len({one["ContactID"] for one in standing(world)}) == 2
    assert billed(world) == sorted(orders)
