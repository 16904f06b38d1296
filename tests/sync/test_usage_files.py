from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from connect_ext.books.ids import InstallationId
from connect_ext.storage import prices, task_list
from connect_ext.sync.by_hand.asking import ask_for_sync
from connect_ext.work.task import Actor, TaskStatus
from sandbox.connect.usage_files import FILES
from tests.books.builders import a_row
from tests.sync.usage import (
    a_line,
    accepted,
    add_record,
    an_asset,
    billed,
    key_of,
    told,
    told_again,
)
from tests.sync.watching import INVOICES, codes, events
from tests.sync.watching import told as journalled
from tests.world import World

CREDIT_NOTES = "/api.xro/2.0/CreditNotes"


def invoices(world: World) -> list[str]:
    return [f"{one['Contact']} {one['CurrencyCode']} {one['SubTotal']:.2f}" for one in world.books().invoices]


def synced(world: World, installation_id: InstallationId) -> None:
    """The file becomes orders; a person asks for them; they are sent."""
    world.drain()
    world.sync(installation_id)


def test_a_file_of_two_assets_becomes_two_invoices(world: World) -> None:
    installation_id = world.ready()
    one, two = an_asset(world, installation_id), an_asset(world, installation_id, world.who.brisbane)
    file = accepted(world, installation_id, a_line(one), a_line(two, "3"), a_line(one, "0.25", "1"))

    synced(world, installation_id)

    assert sorted(invoices(world)) == ["Bräuer Design Studio AUD 3.00", "Harbour & Sons Pty Ltd AUD 12.75"]
    ids = [record["id"] for record in world.marketplace.usage_records(file["id"])]
    first, second = (f"invoice:{key_of(file, asset)}" for asset in (one, two))
    assert billed(world, installation_id) == {ids[0]: first, ids[1]: second, ids[2]: first}
    assert journalled(world, installation_id, "usage.expanded") == [f"Usage file {file['id']} has become 2 new orders."]


def test_a_file_that_is_told_again_by_itself_or_by_its_chunk_is_billed_once(world: World) -> None:
    installation_id = world.ready()
    asset = an_asset(world, installation_id)
    file = accepted(world, installation_id, a_line(asset))
    synced(world, installation_id)

    told_again(world, installation_id, file)
    closed = world.marketplace.close_usage_file(file["id"])
    told(world, installation_id, closed)
    told(world, installation_id, {"id": "UFC-1", "status": "closed", "usagefile": {"id": file["id"]}})
    synced(world, installation_id)

    assert invoices(world) == ["Harbour & Sons Pty Ltd AUD 12.50"]
    assert events(world, installation_id).count("usage.expanded") == 1


def test_a_file_sent_again_bills_only_what_is_new(world: World) -> None:
    installation_id = world.ready()
    asset = an_asset(world, installation_id)
    file = accepted(world, installation_id, a_line(asset))
    synced(world, installation_id)

    new = add_record(world, file, amount=4.0)
    told_again(world, installation_id, file)
    synced(world, installation_id)

    assert invoices(world) == ["Harbour & Sons Pty Ltd AUD 12.50", "Harbour & Sons Pty Ltd AUD 4.00"]
    assert billed(world, installation_id)[new["id"]] == f"invoice:{key_of(file, asset)}#2"


def test_until_it_is_accepted_a_file_waits_and_says_so(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    asset = an_asset(world, installation_id)
    file = world.marketplace.make_usage_file(world.who.backup, [a_line(asset)])
    told(world, installation_id, file)
    world.drain()

    waiting = world.task(installation_id, file["id"])
    assert (waiting.status, waiting.glance.product and waiting.glance.product.name) == (
        TaskStatus.WAITING,
        "Skyline Backup",
    )
    assert waiting.reason == "The usage file is pending in Connect; it is invoiced once it is accepted."
    world.sync(installation_id)
    assert world.task(installation_id, file["id"]).status is TaskStatus.WAITING

    told(world, installation_id, world.marketplace.accept_usage_file(file["id"]))
    world.drain()

    done = world.task(installation_id, file["id"])
    assert (done.status, done.ignored_by) == (TaskStatus.IGNORED, Actor.PRODUCT)
    assert done.reason == f"Its usage is billed by {key_of(file, asset)}."
    assert world.task(installation_id, key_of(file, asset)).status is TaskStatus.PENDING


def test_a_rejected_file_is_ignored_with_its_reason(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    asset = an_asset(world, installation_id)
    file = world.marketplace.make_usage_file(world.who.backup, [a_line(asset)])
    told(world, installation_id, world.marketplace.reject_usage_file(file["id"], "Wrong month."))
    world.drain()

    task = world.task(installation_id, file["id"])
    assert task.status is TaskStatus.IGNORED
    assert task.reason == "The usage file is rejected in Connect, so it moves no money. Wrong month."


def test_a_file_that_a_person_ignores_while_it_waits_bills_nothing(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    asset = an_asset(world, installation_id)
    file = world.marketplace.make_usage_file(world.who.backup, [a_line(asset)])
    told(world, installation_id, file)
    world.drain()
    waiting = world.task(installation_id, file["id"])
    with world.app.runtime.database.transaction() as tx:
        assert task_list.ignore(tx, installation_id, waiting.id, "Billed by hand.", world.clock())

    told(world, installation_id, world.marketplace.accept_usage_file(file["id"]))
    synced(world, installation_id)

    assert invoices(world) == []
    assert "usage.expanded" not in events(world, installation_id)


def test_a_chunk_alone_tells_nothing_before_it_is_closed(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    told(world, installation_id, {"id": "UFC-1", "status": "ready", "usagefile": {"id": "UF-1"}})

    assert world.drain() == 1
    assert world.drain() == 0


def test_while_connect_does_not_give_it_a_file_waits_and_is_asked_for_once_a_drain(
    sqlite_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world = sqlite_world
    installation_id, others = world.ready(), world.ready(world.who.albion)
    asset = an_asset(world, installation_id)
    file = accepted(world, installation_id, a_line(asset))
    for one in (installation_id, others):
        world.buy(one, seller=world.who.southern if one == installation_id else world.who.albion)
    state = world.marketplace.state
    shown = state.record(FILES, file["id"])
    state.put(FILES, shown.value, {"nobody"})

    world.drain()

    assert [record.getMessage() for record in caplog.records if record.name == "connect_ext.usage"] == [
        f"usage.failed installation={installation_id} code=connect-not-found"
    ]
    waiting = world.task(installation_id, file["id"])
    assert waiting.status is TaskStatus.WAITING
    assert waiting.reason == (f"Connect does not know usage file {file['id']} (404 SYS_000); it is asked for again.")

    state.put(FILES, shown.value, shown.audience)
    synced(world, installation_id)
    assert "Harbour & Sons Pty Ltd AUD 12.50" in invoices(world)


def test_a_lost_answer_bills_no_record_twice(world: World) -> None:
    installation_id = world.ready()
    asset = an_asset(world, installation_id)
    file = accepted(world, installation_id, a_line(asset))
    world.drain()
    world.xero.faults.lose_answer("PUT", INVOICES)
    world.sync(installation_id)
    assert billed(world, installation_id) == {}

    world.later(minutes=7)
    world.drain()

    assert invoices(world) == ["Harbour & Sons Pty Ltd AUD 12.50"]
    assert set(billed(world, installation_id).values()) == {f"invoice:{key_of(file, asset)}"}


def test_usage_that_costs_nothing_is_settled_for_good(world: World) -> None:
    installation_id = world.ready()
    asset = an_asset(world, installation_id)
    file = accepted(world, installation_id, a_line(asset, "0"))
    synced(world, installation_id)

    task = world.task(installation_id, key_of(file, asset))
    assert task.status is TaskStatus.SYNCED
    assert task.reason == "Nothing to invoice: Skyline Backup storage: its usage comes to 0."
    assert set(billed(world, installation_id).values()) == {f"invoice:{key_of(file, asset)}"}


def test_usage_does_not_wait_for_the_orders_of_its_subscription(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    asset = an_asset(world, installation_id, sync=False)
    file = accepted(world, installation_id, a_line(asset))
    world.drain()
    usage = world.task(installation_id, key_of(file, asset))
    ask_for_sync(world.app.runtime, installation_id, [usage.id], "UR-1")
    world.drain()

    assert world.task(installation_id, key_of(file, asset)).status is TaskStatus.SYNCED
    assert invoices(world) == ["Harbour & Sons Pty Ltd AUD 12.50"]


def test_quantities_are_priced_by_us_and_costs_only_by_our_own_table(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    asset = an_asset(world, installation_id)
    cost = accepted(world, installation_id, a_line(asset, "100"), schema="cr")
    synced(world, installation_id)
    assert codes(world, installation_id, {"id": key_of(cost, asset)}) == ["XI-108"]

    row = a_row("0.30", product_item=None, mpn="SKB-GB", minimum_quantity=Decimal(0))
    with world.app.runtime.database.transaction() as tx:
        prices.replace_all(tx, installation_id, [row])
    accepted(
        world, installation_id, a_line(asset, "0", "10.5"), schema="qt", period=(date(2026, 1, 1), date(2026, 1, 31))
    )
    synced(world, installation_id)

    assert sorted(invoices(world)) == ["Harbour & Sons Pty Ltd AUD 0.35", "Harbour & Sons Pty Ltd AUD 1.50"]


@pytest.mark.parametrize("currency", ["NZD", "XTS"])
def test_usage_in_a_currency_that_xero_does_not_have_asks(sqlite_world: World, currency: str) -> None:
    world = sqlite_world
    installation_id = world.ready()
    asset = an_asset(world, installation_id)
    file = accepted(world, installation_id, a_line(asset), currency=currency)
    synced(world, installation_id)

    assert codes(world, installation_id, {"id": key_of(file, asset, currency)}) == ["XI-106"]


def test_usage_that_is_given_back_becomes_a_credit_note(world: World) -> None:
    installation_id = world.ready()
    asset = an_asset(world, installation_id)
    file = accepted(world, installation_id, a_line(asset, "-30", "-3"), a_line(asset, "4", "1"))
    synced(world, installation_id)

    (note,) = world.books().credit_notes
    assert (note["Contact"], note["CurrencyCode"], note["SubTotal"]) == ("Harbour & Sons Pty Ltd", "AUD", Decimal(26))
    assert invoices(world) == []
    assert world.task(installation_id, key_of(file, asset)).status is TaskStatus.SYNCED
    assert set(billed(world, installation_id).values()) == {f"credit:{key_of(file, asset)}"}

    told_again(world, installation_id, file)
    synced(world, installation_id)
    assert len(world.books().credit_notes) == 1


def test_a_lost_answer_about_a_credit_note_gives_nothing_back_twice(world: World) -> None:
    installation_id = world.ready()
    asset = an_asset(world, installation_id)
    file = accepted(world, installation_id, a_line(asset, "-30", "-3"))
    world.drain()
    world.xero.faults.lose_answer("PUT", CREDIT_NOTES)
    world.sync(installation_id)
    assert billed(world, installation_id) == {}

    world.later(minutes=7)
    world.drain()

    assert len(world.books().credit_notes) == 1
    assert set(billed(world, installation_id).values()) == {f"credit:{key_of(file, asset)}"}
