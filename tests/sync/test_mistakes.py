"""A mistake of our own: it shows, it stops only what met it, and it tells nobody's data."""

from __future__ import annotations

import logging
from decimal import Decimal

import pytest
from sqlalchemy import update

from connect_ext.books.ids import InstallationId
from connect_ext.storage.tables import intents, settings
from connect_ext.sync.by_hand.asking import ask_for_sync
from connect_ext.work.task import TaskStatus
from sandbox.xero import FJORD
from tests.sync.watching import codes, status
from tests.world import World

CONTACTS = "/api.xro/2.0/Contacts"
BEYOND_THE_CALENDAR = {"Sales": {"Day": 99_999_999, "Type": "DAYSAFTERBILLDATE"}}
"""Terms that no date can follow: adding the days raises, where nobody expected it."""


def test_a_task_that_meets_a_mistake_stops_alone(sqlite_world: World, caplog: pytest.LogCaptureFixture) -> None:
    world = sqlite_world
    southern = world.ready()
    world.buy(southern)
    world.sync(southern)
    for _ in range(4):
        world.xero.faults.replace_value("GET", CONTACTS, "PaymentTerms", BEYOND_THE_CALENDAR)
    for_sydney = world.buy(southern)
    for_brisbane = world.buy(southern, customer=world.who.brisbane)

    with caplog.at_level(logging.ERROR, logger="connect_ext"):
        world.sync(southern)

    assert codes(world, southern, for_sydney) == ["XI-901"]
    assert "OverflowError at books/" in world.task(southern, for_sydney["id"]).reason
    assert status(world, southern, for_brisbane) is TaskStatus.SYNCED
    assert "task.failed" in caplog.text
    assert "Harbour & Sons" not in caplog.text


def test_it_can_be_synced_once_the_mistake_is_mended(sqlite_world: World) -> None:
    world = sqlite_world
    southern = world.ready()
    world.buy(southern)
    world.sync(southern)
    world.later(minutes=5)
    world.xero.faults.replace_value("GET", CONTACTS, "PaymentTerms", BEYOND_THE_CALENDAR)
    order = world.buy(southern)
    world.sync(southern)
    assert codes(world, southern, order) == ["XI-901"]

    world.later(minutes=5)
    world.sync(southern)

    assert status(world, southern, order) is TaskStatus.SYNCED
    assert [invoice["SubTotal"] for invoice in world.books().invoices] == [Decimal("125.00")] * 2


def test_an_installation_that_meets_a_mistake_stops_alone(sqlite_world: World) -> None:
    world = sqlite_world
    southern, albion = world.ready(), world.ready(world.who.albion, FJORD)
    for_sydney = world.buy(southern)
    for_leeds = world.buy(albion, seller=world.who.albion, customer=world.who.leeds)
    damage(world, southern)

    world.drain()
    world.sync(albion)

    assert status(world, albion, for_leeds) is TaskStatus.SYNCED
    assert not [call for call in world.wire.sent if for_sydney["id"].encode() in call[3]]


def damage(world: World, installation_id: InstallationId) -> None:
    """Somebody has written something else than settings into the settings' row."""
    with world.app.runtime.database.transaction() as tx:
        own = settings.c.installation_id == installation_id
        tx.execute(settings.update().where(own).values(data=["no settings"]))


def test_a_transaction_that_gives_way_to_another_ends_the_turn_of_its_installation_alone(
    postgres_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Once PostgreSQL finds a deadlock, it ends one of the transactions, and answers all others."""
    world = World(postgres_url)
    southern, albion = world.ready(), world.ready(world.who.albion, FJORD)
    for_sydney = world.buy(southern)
    world.later(minutes=1)
    for_leeds = world.buy(albion, seller=world.who.albion, customer=world.who.leeds)
    for installation_id in (southern, albion):
        ask_for_sync(world.app.runtime, installation_id, None, "UR-1")
    with world.app.runtime.database.transaction() as tx:
        tx.exec_driver_sql(DEADLOCK)
        tx.exec_driver_sql(f"CREATE TRIGGER t BEFORE UPDATE ON tasks FOR EACH ROW {WHEN_OF.format(southern)}")
    with caplog.at_level(logging.WARNING, logger="connect_ext"):
        world.drain()
    assert status(world, albion, for_leeds) is TaskStatus.SYNCED
    assert f"installation.gave_way installation={southern}" in caplog.text

    with world.app.runtime.database.transaction() as tx:
        tx.exec_driver_sql("DROP TRIGGER t ON tasks")
    world.drain()
    assert status(world, southern, for_sydney) is TaskStatus.SYNCED
    world.close()


DEADLOCK = """CREATE FUNCTION give_way() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'; END $$"""
WHEN_OF = "WHEN (NEW.installation_id = '{}') EXECUTE FUNCTION give_way()"


def test_a_call_that_cannot_be_read_back_keeps_no_other_order_from_its_turn(
    sqlite_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world = sqlite_world
    southern = world.ready()
    lost = world.buy(southern)
    world.xero.faults.lose_answer("PUT", "/api.xro/2.0/Invoices")
    world.sync(southern)
    assert status(world, southern, lost) is TaskStatus.UNCERTAIN
    with world.app.runtime.database.transaction() as tx:
        tx.execute(update(intents).where(intents.c.settled_at.is_(None)).values(body="of another version"))
    world.later(minutes=10)
    other = world.buy(southern, customer=world.who.brisbane)

    with caplog.at_level(logging.ERROR, logger="connect_ext"):
        world.sync(southern)

    assert status(world, southern, other) is TaskStatus.SYNCED
    assert status(world, southern, lost) is TaskStatus.UNCERTAIN
    assert "recovery.failed" in caplog.text
