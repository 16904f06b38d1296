"""An installation with many orders, of many customers, of many items."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from connect_ext.books.ids import InstallationId
from connect_ext.sync.by_hand.asking import ask_for_sync
from sandbox.connect.demo import SYDNEY
from sandbox.connect.people import add_tier_account
from tests.postgres import a_server
from tests.world import World

DATABASES = ("sqlite", "postgres")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    world: World
    installation_id: InstallationId
    orders: tuple[str, ...]

    def ask(self) -> None:
        """A person presses Sync all."""
        ask_for_sync(self.world.app.runtime, self.installation_id, None, "UR-1")


@contextmanager
def an_address(database: str) -> Iterator[str]:
    """Of a new, empty database of that kind."""
    if database == "postgres":
        with a_server() as server, server.database() as url:
            yield url
    else:
        with TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'bench.db'}"


@contextmanager
def a_world(database: str) -> Iterator[World]:
    """On a new, empty database of that kind."""
    with an_address(database) as url:
        world = World(url)
        try:
            yield world
        finally:
            world.close()


def a_shop(world: World, orders: int, customers: int) -> Shop:
    """Approved purchases, told to an installation that is connected and set up; nothing is sent yet."""
    installation_id = world.ready()
    buyers = [_customer(world, number) for number in range(customers)]
    bought = [world.buy(installation_id, customer=buyers[number % customers])["id"] for number in range(orders)]
    # Connecting fixed the accounts and the tokens; the minutes between the orders have outdated the latter.
    world.choose_settings(installation_id)
    return Shop(world=world, installation_id=installation_id, orders=tuple(bought))


def _customer(world: World, number: int) -> Any:
    who = world.who
    return add_tier_account(
        world.marketplace.state,
        f"Customer {number:03d}",
        SYDNEY,
        type_="customer",
        owner=who.distributor,
        audience={who.distributor.id, who.southern.id},
    )
