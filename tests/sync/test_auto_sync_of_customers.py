from __future__ import annotations

from connect_ext.books.ids import InstallationId, TierAccountId
from connect_ext.sync.intake.intake import take_in
from connect_ext.sync.mapping.auto_sync import switch_auto_sync
from connect_ext.work.task import TaskStatus
from tests.sync.mapping_world import Mapped
from tests.sync.watching import codes, status
from tests.world import World


def switch(world: World, installation_id: InstallationId, *, on: bool) -> int:
    customer = TierAccountId(world.who.sydney["id"])
    return switch_auto_sync(world.app.runtime, installation_id, [customer], "UR-1", on=on)


def test_new_customers_are_a_persons_until_their_switch_is_on(world: World) -> None:
    ours = world.ready(auto_sync="every_five_minutes", auto_sync_new_customers=False)
    first = world.buy(ours)
    world.schedule_fires()
    assert status(world, ours, first) is TaskStatus.PENDING

    switch(world, ours, on=True)

    second = world.buy(ours)
    world.schedule_fires()
    assert status(world, ours, second) is TaskStatus.SYNCED
    assert status(world, ours, first) is TaskStatus.PENDING, "what waits already is a person's"


def test_a_customer_who_is_switched_off_is_left_out_with_what_was_taken_and_not_begun(world: World) -> None:
    ours = world.ready(auto_sync="every_five_minutes")
    order = world.buy(ours)
    take_in(world.app.runtime, ours)
    assert switch(world, ours, on=False) == 1
    other = world.buy(ours)
    world.schedule_fires()
    assert status(world, ours, other) is TaskStatus.PENDING
    assert status(world, ours, order) is TaskStatus.PENDING


def test_a_switch_does_nothing_while_auto_sync_is_off(sqlite_world: World) -> None:
    ours = sqlite_world.ready(auto_sync="off")
    switch(sqlite_world, ours, on=True)
    order = sqlite_world.buy(ours)
    sqlite_world.schedule_fires()
    assert status(sqlite_world, ours, order) is TaskStatus.PENDING


def test_who_switched_what_stands_in_the_journal(sqlite_world: World) -> None:
    here = Mapped(sqlite_world)
    customers = [TierAccountId(f"TA-1-1-{number}") for number in range(5)]
    switch_auto_sync(sqlite_world.app.runtime, here.installation_id, customers, "UR-1", on=True)
    assert here.sentence("customers.switched") == ("Auto-sync is now on for TA-1-1-0, TA-1-1-1, TA-1-1-2 and 2 more.")


def test_auto_sync_makes_contacts_only_once_a_person_has_made_enough(world: World) -> None:
    ours = world.ready(auto_sync="every_five_minutes", new_contacts_seen=1)
    order = world.buy(ours)
    world.schedule_fires()
    assert (status(world, ours, order), codes(world, ours, order)) == (TaskStatus.HELD, ["XI-807"])
    assert world.books().contacts == ()

    world.sync_only(ours, order["id"])

    assert status(world, ours, order) is TaskStatus.SYNCED
    second = world.buy(ours, customer=world.who.brisbane)
    world.schedule_fires()
    assert status(world, ours, second) is TaskStatus.SYNCED


def test_where_new_contacts_always_ask_none_is_made_by_itself(sqlite_world: World) -> None:
    ours = sqlite_world.ready(auto_sync="every_five_minutes", new_contacts="always_ask")
    order = sqlite_world.buy(ours)
    sqlite_world.schedule_fires()
    assert codes(sqlite_world, ours, order) == ["XI-807"]
