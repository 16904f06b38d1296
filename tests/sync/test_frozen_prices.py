from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any

from connect_ext.books.ids import InstallationId
from connect_ext.books.money import Currency, plain
from connect_ext.books.prices.price import PriceRow
from connect_ext.books.settings.settings import PriceSource
from connect_ext.storage import prices
from connect_ext.work.task import TaskStatus
from sandbox.http import Request
from sandbox.xero import HARBOUR
from tests.sync.watching import CONTACTS, INVOICES, codes, on, status
from tests.world import World

OWN_TABLE = ["own_table"]


def price(world: World, installation_id: InstallationId, **amounts: str) -> None:
    rows = [
        PriceRow(
            product_item=None,
            mpn=mpn.replace("_", "-"),
            marketplace_id=None,
            customer_id=None,
            currency=Currency("AUD"),
            minimum_quantity=Decimal(0),
            price=Decimal(amount),
            valid_from=None,
            valid_to=None,
        )
        for mpn, amount in amounts.items()
    ]
    with world.app.runtime.database.transaction() as tx:
        prices.replace_all(tx, installation_id, rows)


def lines(world: World) -> list[str]:
    (invoice,) = world.books().invoices
    return [f"{plain(line['Quantity'])} x {plain(line['UnitAmount'])}" for line in invoice["LineItems"]]


def refused_once(world: World) -> tuple[InstallationId, dict[str, Any]]:
    """Ten pieces that were proposed at 9.90 each; Xero took nothing of it, for the customer's name was taken."""
    installation_id = world.ready(price_sources=OWN_TABLE)
    price(world, installation_id, NRD_OFF_M="9.90")
    person = world.xero.person(HARBOUR)
    made = person.write("PUT", "Contacts", {"Contacts": [{"Name": world.who.sydney["name"]}]})
    order = world.buy(installation_id, {"NRD-OFF-M": 10})
    world.sync(installation_id)
    assert codes(world, installation_id, order) == ["XI-301"]
    renamed = {"ContactID": made["Contacts"][0]["ContactID"], "Name": "Another"}
    person.write("POST", "Contacts", {"Contacts": [renamed]})
    return installation_id, order


def test_a_price_is_frozen_when_the_order_is_first_proposed(world: World) -> None:
    installation_id, order = refused_once(world)
    (found,) = world.task(installation_id, order["id"]).prices.values()
    assert (found.price.amount, found.price.source) == (Decimal("9.90"), PriceSource.OWN_TABLE)

    price(world, installation_id, NRD_OFF_M="99")
    world.sync(installation_id)
    assert status(world, installation_id, order) is TaskStatus.SYNCED
    assert lines(world) == ["10 x 9.9"]


def test_it_is_frozen_before_anything_is_sent(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    frozen: list[int] = []

    def look(_: Request) -> None:
        frozen.append(len(world.task(installation_id, order["id"]).prices))

    world.watchers.append(on("PUT", CONTACTS, look))
    order = world.buy(installation_id)
    world.sync(installation_id)
    assert frozen == [1]


def test_what_cannot_be_proposed_freezes_nothing(sqlite_world: World) -> None:
    """One of its prices is missing: when that is added, all are those of that day."""
    world = sqlite_world
    installation_id = world.ready(price_sources=OWN_TABLE)
    price(world, installation_id, NRD_OFF_M="9.90")
    order = world.buy(installation_id, {"NRD-OFF-M": 10, "NRD-SETUP": 1})
    world.sync(installation_id)
    assert codes(world, installation_id, order) == ["XI-101"]
    assert world.task(installation_id, order["id"]).prices == {}

    price(world, installation_id, NRD_OFF_M="8.80", NRD_SETUP="100")
    world.sync(installation_id)
    assert lines(world) == ["10 x 8.8", "1 x 100"]


def test_a_newer_notice_keeps_the_price_of_a_piece_and_asks_for_what_is_new(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id, order = refused_once(world)
    who = world.who
    more = {"NRD-OFF-M": 12, "NRD-SETUP": 1}
    full = world.marketplace.place_purchase(who.southern, who.sydney, who.office, more, "production")
    newer = copy.deepcopy(order)
    newer["asset"]["items"] = full["asset"]["items"]
    price(world, installation_id, NRD_OFF_M="99", NRD_SETUP="100")
    world.tell(installation_id, newer)
    world.sync(installation_id)
    assert status(world, installation_id, order) is TaskStatus.SYNCED
    assert lines(world) == ["12 x 9.9", "1 x 100"]


def test_frozen_prices_are_not_read_from_the_marketplace_again(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    world.xero.faults.break_before("PUT", INVOICES)
    order = world.buy(installation_id)
    world.sync(installation_id)
    for version in world.marketplace.state.all("pricing/versions"):
        points = f"pricing/versions/{version.value['id']}/points"
        for point in world.marketplace.state.all(points):
            world.marketplace.state.drop(points, point.value["id"])
    world.later(minutes=7)
    world.drain()
    assert status(world, installation_id, order) is TaskStatus.SYNCED
    assert lines(world) == ["10 x 12.5"]
