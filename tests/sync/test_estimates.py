"""What orders come to is found out in turn, and one of them that cannot be keeps no other waiting."""

from __future__ import annotations

import logging
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import update

from connect_ext.books.ids import InstallationId
from connect_ext.storage.tables import tasks
from connect_ext.sync.by_hand.asking import ask_for_sync
from connect_ext.sync.gathering.facts import RecentFacts
from connect_ext.sync.intake.intake import take_in_everything
from connect_ext.sync.showing.estimates import TASKS_AT_ONCE, Estimates
from sandbox.connect.ids import secret
from sandbox.http import Request
from sandbox.xero import FJORD, Problem
from tests.world import World

ORGANISATION = "/api.xro/2.0/Organisation"


def estimates(world: World) -> Estimates:
    return Estimates(runtime=world.app.runtime, recent=RecentFacts())


def wanted(world: World, made: Estimates, installation_id: InstallationId) -> None:
    take_in_everything(world.app.runtime, installation_id)
    made.want(installation_id, world.client(secret(installation_id)))


def known(world: World, installation_id: InstallationId, orders: list[dict[str, Any]]) -> int:
    return sum(world.task(installation_id, order["id"]).amount is not None for order in orders)


def test_who_came_first_is_first_and_has_one_batch_before_the_next(sqlite_world: World) -> None:
    world = sqlite_world
    southern, albion = world.ready(), world.ready(world.who.albion, FJORD)
    many = [world.buy(southern) for _ in range(TASKS_AT_ONCE + 1)]
    one = [world.buy(albion, seller=world.who.albion, customer=world.who.leeds)]
    seen: list[int] = []

    def watch(request: Request) -> None:
        if request.path == ORGANISATION and request.headers["xero-tenant-id"] == FJORD:
            seen.append(known(world, southern, many))

    world.watchers.append(watch)
    made = estimates(world)
    wanted(world, made, southern)
    wanted(world, made, albion)
    made.run()

    assert seen == [TASKS_AT_ONCE]
    assert (known(world, southern, many), known(world, albion, one)) == (TASKS_AT_ONCE + 1, 1)


def test_one_that_meets_a_mistake_keeps_no_other_from_its_amount(
    sqlite_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world = sqlite_world
    southern = world.ready()
    bad, good = world.buy(southern), world.buy(southern)
    made = estimates(world)
    wanted(world, made, southern)
    damage_the_price(world, bad)
    with caplog.at_level(logging.ERROR, logger="connect_ext"):
        made.run()

    assert (known(world, southern, [bad]), known(world, southern, [good])) == (0, 1)
    assert f"order={bad['id']} InvalidOperation at books/" in caplog.text


def damage_the_price(world: World, order: dict[str, Any]) -> None:
    """A frozen price that no sum can be made with, and that nobody expected."""
    item = order["asset"]["items"][0]["global_id"]
    price = {"product_item": item, "amount": "sNaN", "currency": "AUD", "source": "marketplace", "evidence": ""}
    with world.app.runtime.database.transaction() as tx:
        tx.execute(update(tasks).where(tasks.c.order_key == order["id"]).values(prices={"1": price}))


def test_an_order_behind_another_one_is_estimated_once_that_one_is_done(world: World) -> None:
    """Five at 12.50 a month are billed; ten days later three more, then two more, cost twenty of thirty days each."""
    us = world.ready()
    order = world.buy(us, {"NRD-OFF-M": 5})
    world.sync(us)
    world.later(days=10)
    first, second = [world.change(us, order, {"NRD-OFF-M": quantity}) for quantity in (8, 10)]
    made = estimates(world)
    wanted(world, made, us)
    made.run()
    assert (known(world, us, [first]), known(world, us, [second])) == (1, 0)

    ask_for_sync(world.app.runtime, us, [world.task(us, first["id"]).id], "UR-1")
    world.drain()
    wanted(world, made, us)
    made.run()
    amount = world.task(us, second["id"]).amount
    assert amount is not None
    assert amount.value == Decimal("16.67")


def test_what_a_limit_of_xero_kept_from_being_found_is_found_at_a_later_look(sqlite_world: World) -> None:
    world = sqlite_world
    us = world.ready()
    order = world.buy(us)
    made, client = estimates(world), world.client(secret(us))
    world.xero.faults.rate_limit("GET", ORGANISATION, Problem.MINUTE, retry_after=90)
    wanted(world, made, us)
    made.run()
    assert not made.want_again(us, client)

    world.later(minutes=1)
    asked = len(world.wire.sent)
    assert made.want_again(us, client)
    made.run()
    assert (known(world, us, [order]), len(world.wire.sent)) == (0, asked)

    world.later(minutes=1)
    assert made.want_again(us, client)
    made.run()
    assert known(world, us, [order]) == 1


def test_wishes_of_a_minute_ago_are_not_remembered(sqlite_world: World) -> None:
    world = sqlite_world
    us, others = world.ready(), world.ready(world.who.albion, FJORD)
    made = estimates(world)
    assert made.want_again(us, world.client(secret(us)))
    assert made.want_again(others, world.client(secret(others)))
    world.later(minutes=2)
    assert made.want_again(us, world.client(secret(us)))
    assert set(made._wished_at) == {us}
