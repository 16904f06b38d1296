from __future__ import annotations

from typing import Any

from connect_ext.books.ids import InstallationId
from connect_ext.work.task import TaskStatus
from sandbox.connect.usage_files import FILES, RECORDS
from tests.sync.test_usage_files import invoices
from tests.sync.usage import a_line, accepted, an_asset, key_of, told_again
from tests.sync.watching import codes
from tests.world import World


def changed(world: World, collection: str, shown: dict[str, Any], **changes: Any) -> None:
    state = world.marketplace.state
    state.put(collection, {**shown, **changes}, state.record(collection, shown["id"]).audience)


def a_file(world: World) -> tuple[InstallationId, str, dict[str, Any], dict[str, Any]]:
    """One record of one subscription, told of, and not in the books yet."""
    ours = world.ready()
    asset = an_asset(world, ours)
    file = accepted(world, ours, a_line(asset))
    world.drain()
    (record,) = world.marketplace.usage_records(file["id"])
    return ours, asset, file, record


def test_a_record_that_moves_to_another_subscription_before_it_is_billed_asks_a_person(sqlite_world: World) -> None:
    world = sqlite_world
    ours, asset, file, record = a_file(world)
    other = an_asset(world, ours, sync=False)
    changed(world, RECORDS, record, asset={"id": other}, asset_id=other)
    told_again(world, ours, file)
    world.drain()
    world.sync(ours)

    order = {"id": key_of(file, asset)}
    assert codes(world, ours, order) == ["XI-001"]
    assert world.task(ours, order["id"]).reason.endswith(f"the record is of {other} now, not of {asset}.")
    assert invoices(world) == []


def test_a_record_that_changes_its_currency_before_it_is_billed_is_billed_once_in_the_new_one(
    sqlite_world: World,
) -> None:
    world = sqlite_world
    ours, asset, file, record = a_file(world)
    changed(world, FILES, file, currency="USD")
    changed(world, RECORDS, record, usagefile={**record["usagefile"], "currency": "USD"})
    told_again(world, ours, file)
    world.drain()
    world.sync(ours)

    assert invoices(world) == ["Harbour & Sons Pty Ltd USD 12.50"]
    assert world.task(ours, key_of(file, asset)).status is TaskStatus.SYNCED


def test_a_record_that_moves_after_it_was_billed_is_not_billed_again(sqlite_world: World) -> None:
    world = sqlite_world
    ours, _, file, record = a_file(world)
    world.sync(ours)
    other = an_asset(world, ours, sync=False)
    changed(world, RECORDS, record, asset={"id": other}, asset_id=other)
    told_again(world, ours, file)
    world.drain()
    world.sync(ours)

    assert invoices(world) == ["Harbour & Sons Pty Ltd AUD 12.50"]
