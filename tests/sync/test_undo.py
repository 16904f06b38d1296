from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.by_hand.undo_steps import months_of, sentence_of
from connect_ext.books.by_hand.undo_verdict import NotPossible
from connect_ext.books.ids import InstallationId
from connect_ext.storage import undos
from connect_ext.storage.undos import OpenUndo
from connect_ext.sync.by_hand.undo import Changed, Shown, begin, shown
from connect_ext.sync.by_hand.undoing import carry_on
from connect_ext.sync.runtime import new_worker
from connect_ext.sync.sending.posting import Poster
from connect_ext.work.task import TaskStatus
from sandbox.xero import HARBOUR
from tests.sync.watching import INVOICES, Killed, codes, dies, on, open_intents, sent, status, told
from tests.world import World


def looked_at(world: World, ours: InstallationId, order: dict[str, Any]) -> Shown | NotPossible:
    proposer = world.proposer(ours)
    return shown(world.app.runtime, proposer.access, proposer.organisation, world.task(ours, order["id"]))


def what(found: Shown | NotPossible) -> str:
    return found.why if isinstance(found, NotPossible) else sentence_of(found.undo)


def asked(world: World, ours: InstallationId, order: dict[str, Any], digest: str | None = None) -> Any:
    proposer, task = world.proposer(ours), world.task(ours, order["id"])
    if digest is None:
        found = looked_at(world, ours, order)
        assert isinstance(found, Shown), found
        digest = found.digest
    return begin(world.app.runtime, proposer.access, proposer.organisation, task, digest, "UR-1")


def carried_out(world: World, ours: InstallationId) -> Any:
    access = world.proposer(ours).access
    return carry_on(Poster(runtime=world.app.runtime, access=access, worker=new_worker()), ours)


def undo(world: World, ours: InstallationId, order: dict[str, Any]) -> None:
    assert isinstance(asked(world, ours, order), OpenUndo)
    assert carried_out(world, ours) is None


def synced(world: World, **chosen: Any) -> tuple[InstallationId, dict[str, Any]]:
    ours = world.ready(**chosen)
    order = world.buy(ours)
    world.sync(ours)
    assert status(world, ours, order) is TaskStatus.SYNCED
    return ours, order


def test_a_draft_is_deleted_and_the_order_left_to_a_person(world: World) -> None:
    ours, order = synced(world)
    undo(world, ours, order)
    (invoice,) = world.books().invoices
    assert invoice["Status"] == "DELETED"
    assert (status(world, ours, order), codes(world, ours, order)) == (TaskStatus.ATTENTION, ["XI-812"])
    assert world.task(ours, order["id"]).reason == (
        f"{order['id']} was undone by UR-1: The draft invoice {invoice['InvoiceNumber']} is deleted."
    )
    assert told(world, ours, "undo.done") == [f"Undone: The draft invoice {invoice['InvoiceNumber']} is deleted."]


def test_what_was_undone_is_not_sent_by_itself_and_sent_once_when_a_person_chooses_it(world: World) -> None:
    ours, order = synced(world, auto_sync="every_five_minutes")
    undo(world, ours, order)
    world.tell(ours, {**order, "updated": world.clock().isoformat(), "note": "again"})
    world.schedule_fires()
    world.sync(ours)
    assert codes(world, ours, order) == ["XI-812"]
    world.later(days=3)
    world.sync_only(ours, order["id"])
    assert status(world, ours, order) is TaskStatus.SYNCED
    former, invoice = world.books().invoices
    assert (former["Status"], invoice["Status"]) == ("DELETED", "DRAFT")
    assert (invoice["SubTotal"], invoice["Date"]) == (Decimal(125), date(2026, 11, 24))


def test_the_next_invoice_has_another_number_where_the_marketplace_numbers(sqlite_world: World) -> None:
    world = sqlite_world
    ours, order = synced(world, invoice_number_from="marketplace")
    for _ in range(2):
        world.later(minutes=2)
        undo(world, ours, order)
        world.sync_only(ours, order["id"])
    numbers = sorted(invoice["InvoiceNumber"] for invoice in world.books().invoices)
    assert numbers == [order["id"], f"{order['id']}-R1", f"{order['id']}-R2"]


def approved(world: World) -> str:
    number = str(world.books().invoices[0]["InvoiceNumber"])
    world.xero.person(HARBOUR).approve(number)
    return number


def test_an_approved_invoice_of_this_month_on_which_nothing_is_paid_is_voided(sqlite_world: World) -> None:
    world = sqlite_world
    ours, order = synced(world)
    approved(world)
    found = looked_at(world, ours, order)
    assert isinstance(found, Shown)
    assert months_of(found.undo) == ("2026-11",)
    undo(world, ours, order)
    assert world.books().invoices[0]["Status"] == "VOIDED"


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        ("pay", "it is paid, or part of it is"),
        ("part", "it is paid, or part of it is"),
        ("e-mail", "it was e-mailed to the customer"),
        ("next month", "it is not of this month"),
    ],
)
def test_what_may_not_be_voided_is_credited_by_a_note_of_today(sqlite_world: World, deed: str, why: str) -> None:
    world = sqlite_world
    ours, order = synced(world)
    person, number = world.xero.person(HARBOUR), approved(world)
    match deed:
        case "pay":
            person.pay(number)
        case "part":
            person.pay(number, Decimal(10))
        case "e-mail":
            person.edit(number, SentToContact=True)
        case _:
            world.later(days=20)
    assert what(looked_at(world, ours, order)) == (
        f"Invoice {number} stays, and a credit note dated today gives its amount back, since {why}."
    )
    undo(world, ours, order)
    (invoice,), (note,) = world.books().invoices, world.books().credit_notes
    assert invoice["Status"] in ("AUTHORISED", "PAID")
    assert (note["Total"], note["Contact"]) == (invoice["Total"], invoice["Contact"])
    assert [line["AccountCode"] for line in note["LineItems"]] == ["200"]
    assert note["Reference"].startswith(f"Credit for {number} of 2026-11-21")
    assert codes(world, ours, order) == ["XI-812"]
    world.sync_only(ours, order["id"])
    assert len(world.books().invoices) == 2


def test_a_draft_in_a_locked_month_stays(sqlite_world: World) -> None:
    world = sqlite_world
    ours, order = synced(world)
    world.later(days=20)
    world.xero.person(HARBOUR).lock_until(period=date(2026, 11, 30))
    assert "is locked until 2026-11-30: give it another date in Xero first." in what(looked_at(world, ours, order))


def test_an_approved_invoice_of_a_locked_month_is_credited(sqlite_world: World) -> None:
    world = sqlite_world
    ours, order = synced(world)
    approved(world)
    world.later(days=20)
    world.xero.person(HARBOUR).lock_until(period=date(2026, 11, 30))
    assert "in a period that is locked" in what(looked_at(world, ours, order))


def test_the_newest_order_of_a_subscription_is_undone_first(sqlite_world: World) -> None:
    world = sqlite_world
    ours, order = synced(world)
    change = world.change(ours, order, {"NRD-OFF-M": 12})
    world.sync(ours)
    assert what(looked_at(world, ours, order)) == (
        f"{change['id']} counts on what this order billed or gave back: undo that one first."
    )
    undo(world, ours, change)
    assert isinstance(looked_at(world, ours, order), Shown)


def test_an_invoice_that_changed_after_it_was_shown_is_not_touched(sqlite_world: World) -> None:
    world = sqlite_world
    ours, order = synced(world)
    found = looked_at(world, ours, order)
    assert isinstance(found, Shown)
    approved(world)
    assert isinstance(asked(world, ours, order, found.digest), Changed)
    assert status(world, ours, order) is TaskStatus.SYNCED


def test_one_that_changed_before_it_was_sent_is_not_touched_either(sqlite_world: World) -> None:
    world = sqlite_world
    ours, order = synced(world)
    assert isinstance(asked(world, ours, order), OpenUndo)
    assert status(world, ours, order) is TaskStatus.WAITING
    approved(world)
    assert carried_out(world, ours) is None
    assert status(world, ours, order) is TaskStatus.SYNCED
    assert world.books().invoices[0]["Status"] == "AUTHORISED"
    assert told(world, ours, "undo.stopped") == ["It was not undone: the document has changed since it was looked at."]


def test_an_undo_whose_answer_is_lost_is_found_out_and_done_once(world: World) -> None:
    ours, order = synced(world)
    assert isinstance(asked(world, ours, order), OpenUndo)
    world.xero.faults.lose_answer("POST", INVOICES)
    assert carried_out(world, ours) is not None
    assert status(world, ours, order) is TaskStatus.WAITING
    for _ in range(4):
        world.later(minutes=10)
        world.schedule_fires()
    assert status(world, ours, order) is TaskStatus.ATTENTION
    assert world.books().invoices[0]["Status"] == "DELETED"
    assert len({call.headers["idempotency-key"] for call in sent(world, "POST", INVOICES)}) == 1
    assert open_intents(world, ours) == []


def test_a_credit_note_whose_answer_is_lost_is_made_once(sqlite_world: World) -> None:
    world = sqlite_world
    ours, order = synced(world)
    world.xero.person(HARBOUR).pay(approved(world))
    assert isinstance(asked(world, ours, order), OpenUndo)
    world.xero.faults.lose_answer("PUT", "/api.xro/2.0/CreditNotes")
    carried_out(world, ours)
    for _ in range(4):
        world.later(minutes=10)
        world.schedule_fires()
    assert status(world, ours, order) is TaskStatus.ATTENTION
    assert len(world.books().credit_notes) == 1


def test_a_process_that_dies_in_the_middle_leaves_an_undo_that_goes_on(sqlite_world: World) -> None:
    world = sqlite_world
    ours, order = synced(world)
    assert isinstance(asked(world, ours, order), OpenUndo)
    world.watchers.append(on("POST", INVOICES, dies))
    with pytest.raises(Killed):
        carried_out(world, ours)
    for _ in range(4):
        world.later(minutes=10)
        world.schedule_fires()
    assert status(world, ours, order) is TaskStatus.ATTENTION
    assert world.books().invoices[0]["Status"] == "DELETED"


def test_an_invoice_that_a_person_has_deleted_is_only_forgotten(sqlite_world: World) -> None:
    world = sqlite_world
    ours, order = synced(world)
    world.xero.person(HARBOUR).delete(str(world.books().invoices[0]["InvoiceNumber"]))
    calls = len(sent(world, "POST", INVOICES))
    undo(world, ours, order)
    assert len(sent(world, "POST", INVOICES)) == calls
    assert codes(world, ours, order) == ["XI-812"]


def test_what_is_not_in_xero_is_not_undone(sqlite_world: World) -> None:
    world = sqlite_world
    ours = world.ready()
    order = world.buy(ours)
    world.schedule_fires()
    assert what(looked_at(world, ours, order)) == "Only what is in Xero can be undone."


def test_two_who_undo_at_once_undo_once(sqlite_world: World) -> None:
    world = sqlite_world
    ours, order = synced(world)
    found = looked_at(world, ours, order)
    assert isinstance(found, Shown)
    assert isinstance(asked(world, ours, order, found.digest), OpenUndo)
    assert isinstance(asked(world, ours, order, found.digest), NotPossible)
    carried_out(world, ours)
    task = world.task(ours, order["id"])
    with world.app.runtime.database.transaction() as tx:
        assert undos.next_number(tx, ours, task.id) == 2
