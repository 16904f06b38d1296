"""The same account installs again and connects the same organisation: its former links, coverage and mappings."""

from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.ids import InstallationId
from connect_ext.work.task import TaskStatus
from sandbox.xero import FJORD
from tests.sync.watching import events, status
from tests.web.door import Caller, Door, problem
from tests.world import World

Order = dict[str, Any]


@pytest.fixture
def first(world: World) -> tuple[InstallationId, Order]:
    """An installation that has invoiced an order and is gone."""
    us = world.ready()
    order = world.buy(us)
    world.sync(us)
    world.uninstall(us)
    return us, order


def again(world: World, door: Door, **where: Any) -> Caller:
    return door.of(world.who.southern, world.ready(**where))


def offered(southern: Caller) -> Any:
    return southern.get("/api/connection/former").json()["offer"]


def decide(southern: Caller, former: InstallationId, *, accept: bool) -> Any:
    return southern.post("/api/connection/former", {"installation": former, "accept": accept})


def test_what_is_accepted_is_known_and_nothing_is_billed_twice(
    world: World, door: Door, first: tuple[InstallationId, Order]
) -> None:
    former, order = first
    southern = again(world, door)
    us = InstallationId(southern.page or "")
    assert us != former
    assert offered(southern) == {"installation": former, "organisation": "Harbour Cloud Ltd", "documents": 2}
    assert decide(southern, former, accept=True).json() == {"offer": None}
    assert "former.taken_over" in events(world, us)
    assert "former.handed_over" in events(world, former)

    world.tell(us, order)
    world.drain()
    world.sync_only(us, order["id"])
    assert status(world, us, order) is TaskStatus.SYNCED
    assert world.task(us, order["id"]).reason == "Invoice INV-0001 is in Xero already."
    later = world.change(us, order, {"NRD-OFF-M": 12})
    world.drain()
    world.sync_only(us, later["id"])
    assert [len(one["LineItems"]) for one in world.books().invoices] == [1, 1]
    assert len(world.books().contacts) == 1


def test_what_is_declined_is_not_offered_again(world: World, door: Door, first: tuple[InstallationId, Order]) -> None:
    southern = again(world, door)
    assert decide(southern, first[0], accept=False).json() == {"offer": None}
    assert offered(southern) is None
    assert "former.declined" in events(world, InstallationId(southern.page or ""))
    assert problem(decide(southern, first[0], accept=True))["title"] == "not offered"


def test_neither_another_account_nor_another_organisation_is_offered_anything(
    world: World, door: Door, first: tuple[InstallationId, Order]
) -> None:
    albion = door.of(world.who.albion, world.ready(world.who.albion))
    elsewhere = again(world, door, tenant=FJORD)
    for caller in (albion, elsewhere):
        assert offered(caller) is None
        assert problem(decide(caller, first[0], accept=True))["title"] == "not offered"


def test_an_installation_that_is_still_there_keeps_what_it_has(world: World, door: Door) -> None:
    us = world.ready()
    world.buy(us)
    world.sync(us)
    assert offered(door.of(world.who.southern, us)) is None


def test_before_anything_is_connected_nothing_is_offered(
    world: World, door: Door, first: tuple[InstallationId, Order]
) -> None:
    assert first
    assert offered(door.of(world.who.southern, world.install(world.who.southern))) is None
