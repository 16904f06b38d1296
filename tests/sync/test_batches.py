from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from connect_ext.books.documents.reference import mark_of
from connect_ext.sync.by_hand.asking import ask_for_sync
from connect_ext.work.task import TaskStatus
from sandbox.connect.demo import SYDNEY
from sandbox.connect.people import add_tier_account
from sandbox.http import Request
from sandbox.xero import FJORD, HARBOUR, Problem
from tests.sync.watching import CONTACTS, INVOICES, codes, on, open_intents, sent, status
from tests.world import World


def customers(world: World, number: int) -> list[dict[str, Any]]:
    who = world.who
    return [
        add_tier_account(
            world.marketplace.state,
            f"Customer {place:03d}",
            SYDNEY,
            type_="customer",
            owner=who.distributor,
            audience={who.distributor.id, who.southern.id},
        )
        for place in range(number)
    ]


def orders_in_books(world: World) -> Counter[str]:
    marks = (mark_of(invoice["LineItems"][0]["Description"]) or "" for invoice in world.books().invoices)
    return Counter(mark.partition("/")[0] for mark in marks)


def test_a_hundred_and_twenty_orders_of_thirty_customers_cost_twenty_calls_at_most(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    buyers = customers(world, 30)
    orders = [world.buy(installation_id, customer=buyers[place % 30]) for place in range(120)]
    before = len(world.xero.calls)
    world.choose_settings(installation_id)
    world.sync(installation_id)

    cost = len(world.xero.calls) - before
    assert cost <= 20, f"{cost} calls"
    assert orders_in_books(world) == Counter(order["id"] for order in orders)
    assert len(world.books().contacts) == 30
    assert {status(world, installation_id, order) for order in orders} == {TaskStatus.SYNCED}


def test_a_bad_document_fails_only_its_own_task(world: World) -> None:
    installation_id = world.ready(invoice_number_from="marketplace")
    orders = [world.buy(installation_id) for _ in range(4)]
    contact = {"Name": "Somebody else"}
    line = {"Description": "By hand", "Quantity": 1, "UnitAmount": 1, "AccountCode": "200"}
    taken = {"Type": "ACCREC", "InvoiceNumber": orders[2]["id"], "Contact": contact, "LineItems": [line]}
    world.xero.person(HARBOUR).write("PUT", "Invoices", {"Invoices": [taken]})
    world.sync(installation_id)

    found = [status(world, installation_id, order) for order in orders]
    assert found == [TaskStatus.SYNCED, TaskStatus.SYNCED, TaskStatus.ATTENTION, TaskStatus.SYNCED]
    assert codes(world, installation_id, orders[2]) == ["XI-409"]
    assert f"{orders[2]['id']} is in Xero already (draft)." in world.task(installation_id, orders[2]["id"]).reason
    assert len(sent(world, "PUT", INVOICES)) == 1


def test_a_bad_contact_fails_only_the_orders_that_need_it(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    world.xero.person(HARBOUR).write("PUT", "Contacts", {"Contacts": [{"Name": world.who.sydney["name"]}]})
    blocked = world.buy(installation_id)
    free = world.buy(installation_id, customer=world.who.brisbane)
    world.sync(installation_id)

    assert codes(world, installation_id, blocked) == ["XI-301"]
    assert status(world, installation_id, free) is TaskStatus.SYNCED
    assert len(sent(world, "PUT", CONTACTS)) == 1


def test_two_drains_at_once_make_each_invoice_once(world: World) -> None:
    installation_id = world.ready(auto_sync="every_five_minutes")
    buyers = customers(world, 6)
    orders = [world.buy(installation_id, customer=buyers[place % 6]) for place in range(60)]
    failures: list[BaseException] = []

    def work() -> None:
        try:
            world.drain()
        except BaseException as error:  # noqa: BLE001 - shown below, in the thread of the test
            failures.append(error)

    for _ in range(3):
        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)
        world.later(seconds=10)

    assert failures == []
    assert orders_in_books(world) == Counter(order["id"] for order in orders)
    assert len(world.books().contacts) == 6
    assert {status(world, installation_id, order) for order in orders} == {TaskStatus.SYNCED}


def test_a_worker_whose_lease_was_taken_leaves_its_tasks_to_the_other(world: World) -> None:
    """The first drain is slow at Xero; its leases run out, and another drain does the work meanwhile."""
    installation_id = world.ready()
    order = world.buy(installation_id)

    def overtaken(_: Request) -> None:
        world.later(minutes=2)
        world.drain()

    world.watchers.append(on("GET", "/api.xro/2.0/Organisation", overtaken))
    world.sync(installation_id)

    assert status(world, installation_id, order) is TaskStatus.SYNCED
    assert len(sent(world, "PUT", INVOICES)) == 1
    assert len(world.books().invoices) == 1


def answered(_: World, __: str) -> None:
    """Xero gives the overtaken worker the same answer again."""


def lost(world: World, path: str) -> None:
    world.xero.faults.lose_answer("PUT", path)


def limited(world: World, path: str) -> None:
    world.xero.faults.rate_limit("PUT", path, Problem.CONCURRENT)


@pytest.mark.parametrize("its_own_answer", [answered, lost, limited])
@pytest.mark.parametrize("overtaken_at", [CONTACTS, INVOICES])
def test_a_worker_that_is_overtaken_while_it_sends_does_no_harm(
    world: World, overtaken_at: str, its_own_answer: Callable[[World, str], None]
) -> None:
    """Another worker finds the intent abandoned, sends the same bytes under the same key, and settles it."""
    installation_id = world.ready()
    order = world.buy(installation_id)

    def overtake(_: Request) -> None:
        world.later(minutes=2)
        world.drain()
        its_own_answer(world, overtaken_at)

    world.watchers.append(on("PUT", overtaken_at, overtake))
    world.sync(installation_id)
    world.later(minutes=2)
    world.drain()

    assert status(world, installation_id, order) is TaskStatus.SYNCED
    assert (len(world.books().contacts), len(world.books().invoices)) == (1, 1)
    assert open_intents(world, installation_id) == []


def test_a_document_that_another_worker_is_sending_is_left_alone_for_a_moment(sqlite_world: World) -> None:
    """Two orders of a new customer: the first one's contact is under way when the second comes."""
    world = sqlite_world
    installation_id = world.ready()
    first = world.buy(installation_id)
    later: list[dict[str, Any]] = []

    def another(_: Request) -> None:
        later.append(world.buy(installation_id))
        world.sync(installation_id)

    world.watchers.append(on("PUT", CONTACTS, another))
    world.sync(installation_id)
    assert status(world, installation_id, first) is TaskStatus.SYNCED
    assert status(world, installation_id, later[0]) is TaskStatus.PENDING
    world.later(seconds=5)
    world.drain()

    assert status(world, installation_id, later[0]) is TaskStatus.SYNCED
    assert (len(world.books().contacts), len(world.books().invoices)) == (1, 2)
    assert len(sent(world, "PUT", CONTACTS)) == 1


def test_no_batch_is_begun_once_the_budget_is_spent(sqlite_world: World) -> None:
    """Xero takes three minutes for the first installation; the second one waits for the next tick."""
    world = sqlite_world
    first, second = world.ready(), world.ready(world.who.albion, FJORD)
    orders = world.buy(first), world.buy(second, seller=world.who.albion, customer=world.who.leeds)
    for installation_id in (first, second):
        ask_for_sync(world.app.runtime, installation_id, None, "UR-1")
    slow = on("PUT", INVOICES, lambda _: world.later(minutes=5))
    world.watchers.append(slow)

    world.drain()
    done = [status(world, first, orders[0]), status(world, second, orders[1])]
    assert sorted(done) == [TaskStatus.PENDING, TaskStatus.SYNCED]

    world.drain()
    assert status(world, second, orders[1]) is TaskStatus.SYNCED


@pytest.mark.parametrize(("source", "reads"), [("marketplace", 1), ("xero", 0)])
def test_numbers_are_looked_at_once_for_a_batch_and_only_where_they_are_ours(
    sqlite_world: World, source: str, reads: int
) -> None:
    world = sqlite_world
    installation_id = world.ready(invoice_number_from=source)
    orders = [world.buy(installation_id) for _ in range(3)]
    world.sync(installation_id)
    assert {status(world, installation_id, order) for order in orders} == {TaskStatus.SYNCED}
    assert sum("InvoiceNumbers=" in call.url for call in sent(world, "GET", INVOICES)) == reads
