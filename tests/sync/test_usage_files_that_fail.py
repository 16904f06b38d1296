from __future__ import annotations

from connect_ext.cloudblue.failures import OUTAGE
from connect_ext.cloudblue.marketplace import InstallationReader
from connect_ext.sync.intake.usage import FILES_AT_ONCE, expand
from connect_ext.work.failure import Failure, FailureKind, WorldFailed
from connect_ext.work.task import TaskStatus
from sandbox.connect.usage_files import FILES, RECORDS
from tests.sync.test_usage_files import invoices, synced
from tests.sync.usage import a_line, accepted, an_asset
from tests.world import World


def hide(world: World, collection: str, id_: str) -> None:
    state = world.marketplace.state
    state.put(collection, state.record(collection, id_).value, {"nobody"})


def test_a_file_that_connect_does_not_give_holds_up_no_other(sqlite_world: World) -> None:
    world = sqlite_world
    ours = world.ready()
    asset = an_asset(world, ours)
    lost = accepted(world, ours, a_line(asset))
    hide(world, FILES, lost["id"])
    world.later(minutes=1)
    accepted(world, ours, a_line(asset, "7"))

    synced(world, ours)

    assert invoices(world) == ["Harbour & Sons Pty Ltd AUD 7.00"]
    assert world.task(ours, lost["id"]).status is TaskStatus.WAITING


def test_a_file_whose_records_cannot_be_read_holds_up_no_other(sqlite_world: World) -> None:
    world = sqlite_world
    ours = world.ready()
    asset = an_asset(world, ours)
    bad = accepted(world, ours, a_line(asset))
    (record,) = world.marketplace.usage_records(bad["id"])
    state = world.marketplace.state
    nobodys = {name: value for name, value in record.items() if name not in ("asset", "asset_id")}
    state.put(RECORDS, nobodys, state.record(RECORDS, record["id"]).audience)
    world.later(minutes=1)
    accepted(world, ours, a_line(asset, "7"))

    synced(world, ours)

    assert invoices(world) == ["Harbour & Sons Pty Ltd AUD 7.00"]
    assert "could not be read" in world.task(ours, bad["id"]).reason


def test_many_such_files_hold_up_no_other_either(sqlite_world: World) -> None:
    world = sqlite_world
    ours = world.ready()
    asset = an_asset(world, ours)
    for _ in range(FILES_AT_ONCE):
        hide(world, FILES, accepted(world, ours, a_line(asset))["id"])
    world.later(minutes=1)
    accepted(world, ours, a_line(asset, "7"))

    for _ in range(2):
        world.later(minutes=5)
        synced(world, ours)

    assert invoices(world) == ["Harbour & Sons Pty Ltd AUD 7.00"]


def test_an_outage_is_met_once_and_not_by_each_file(sqlite_world: World) -> None:
    world = sqlite_world
    ours = world.ready()
    asset = an_asset(world, ours)
    for _ in range(3):
        accepted(world, ours, a_line(asset))
    asked: list[str] = []

    def nobody() -> InstallationReader:
        asked.append("")
        raise WorldFailed(Failure(kind=FailureKind.RETRY, code=OUTAGE, evidence="Connect had an error of its own"))

    assert expand(world.app.runtime, nobody, ours).taken == 0
    assert len(asked) == 1
