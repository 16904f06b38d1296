"""An order with a credit note, a smaller draft or a share of an invoice is undone whole: exactly once, or not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.by_hand.undo_verdict import NotPossible
from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.storage import coverage, undos
from connect_ext.storage.undos import OpenUndo
from connect_ext.sync.by_hand.undo import Shown
from connect_ext.work.task import TaskStatus
from sandbox.xero import FJORD, HARBOUR
from tests.sync.test_undo import approved, asked, carried_out, looked_at, synced, undo, what
from tests.sync.watching import INVOICES, Killed, codes, dies, on, open_intents, sent, status, told
from tests.world import World

NOTES = "/api.xro/2.0/CreditNotes"
MONTHLY, YEARLY = "NRD-OFF-M", "NRD-OFF-Y"
Ordered = dict[str, Any]


def reduced(world: World, *, approve: bool = True, **chosen: Any) -> tuple[InstallationId, Ordered, Ordered]:
    """Ten seats, and five of them taken back: by a credit note where the invoice is approved, else off the draft."""
    ours, order = synced(world, **chosen)
    if approve:
        approved(world)
    less = world.change(ours, order, {MONTHLY: 5})
    world.sync(ours)
    assert status(world, ours, less) is TaskStatus.SYNCED
    return ours, order, less


def credited(world: World, ours: InstallationId, order: Ordered) -> list[Decimal]:
    """The quantities of what is given back of the order's asset."""
    asset = world.task(ours, order["id"]).asset_id
    assert asset is not None
    with world.app.runtime.database.transaction() as tx:
        found = coverage.load(tx, ours, TenantId(HARBOUR), [asset])
    return [one.quantity for one in found if one.is_credit]


def wait(world: World, times: int = 4) -> None:
    for _ in range(times):
        world.later(minutes=10)
        world.schedule_fires()


def test_a_draft_credit_note_is_deleted_and_its_days_are_covered_again(world: World) -> None:
    ours, order, less = reduced(world)
    assert credited(world, ours, order) == [Decimal(5)]
    assert what(looked_at(world, ours, less)) == "Credit note CN-0001 is deleted."
    undo(world, ours, less)
    assert [one["Status"] for one in world.books().credit_notes] == ["DELETED"]
    assert credited(world, ours, order) == []
    assert (status(world, ours, less), codes(world, ours, less)) == (TaskStatus.ATTENTION, ["XI-812"])

    world.sync_only(ours, less["id"])

    assert [one["Status"] for one in world.books().credit_notes] == ["DELETED", "DRAFT"]
    assert credited(world, ours, order) == [Decimal(5)]


def test_an_approved_credit_note_that_is_not_set_off_is_voided_in_its_month(sqlite_world: World) -> None:
    world = sqlite_world
    ours, _, less = reduced(world)
    world.xero.person(HARBOUR).approve("CN-0001")
    found = looked_at(world, ours, less)
    assert isinstance(found, Shown)
    assert what(found) == "Credit note CN-0001 is voided."
    undo(world, ours, less)
    assert [one["Status"] for one in world.books().credit_notes] == ["VOIDED"]
    wait(world)
    assert world.books().credit_notes[0]["Status"] == "VOIDED"


def test_one_that_is_set_off_is_not_undone_until_a_person_takes_that_off(sqlite_world: World) -> None:
    world = sqlite_world
    ours, _, less = reduced(world)
    world.xero.person(HARBOUR).approve("CN-0001")
    wait(world)
    assert "since it is set off against an invoice: take that off in Xero" in what(looked_at(world, ours, less))


@pytest.mark.parametrize("approve", [True, False], ids=["credit note", "draft"])
def test_an_undo_whose_answer_is_lost_is_found_out_and_done_once(world: World, approve: bool) -> None:
    ours, order, less = reduced(world, approve=approve)
    path = NOTES if approve else INVOICES
    before = len(sent(world, "POST", path))
    assert isinstance(asked(world, ours, less), OpenUndo)
    world.xero.faults.lose_answer("POST", path)
    assert carried_out(world, ours) is not None
    assert credited(world, ours, order) == [Decimal(5)]
    wait(world)
    assert status(world, ours, less) is TaskStatus.ATTENTION
    assert credited(world, ours, order) == []
    assert len({call.headers["idempotency-key"] for call in sent(world, "POST", path)[before:]}) == 1
    assert open_intents(world, ours) == []


@pytest.mark.parametrize("approve", [True, False], ids=["credit note", "draft"])
def test_a_process_that_dies_in_the_middle_leaves_an_undo_that_goes_on(sqlite_world: World, approve: bool) -> None:
    world = sqlite_world
    ours, order, less = reduced(world, approve=approve)
    assert isinstance(asked(world, ours, less), OpenUndo)
    world.watchers.append(on("POST", NOTES if approve else INVOICES, dies))
    with pytest.raises(Killed):
        carried_out(world, ours)
    wait(world)
    assert (status(world, ours, less), credited(world, ours, order)) == (TaskStatus.ATTENTION, [])


def test_a_draft_is_again_what_it_was_and_can_be_reduced_again(world: World) -> None:
    ours, order, less = reduced(world, approve=False)
    (smaller,) = world.books().invoices
    undo(world, ours, less)
    (invoice,) = world.books().invoices
    assert smaller["SubTotal"] < invoice["SubTotal"] == Decimal(125)
    assert [line["Quantity"] for line in invoice["LineItems"]] == [Decimal(10)]
    assert credited(world, ours, order) == []

    world.sync_only(ours, less["id"])

    assert [one["SubTotal"] for one in world.books().invoices] == [smaller["SubTotal"]]


def test_a_draft_that_a_person_has_edited_since_is_left_to_them(sqlite_world: World) -> None:
    world = sqlite_world
    ours, _, less = reduced(world, approve=False)
    world.xero.person(HARBOUR).edit("INV-0001", Reference="ours")
    assert what(looked_at(world, ours, less)) == (
        "Draft INV-0001 is not as this order left it, since its reference was changed in Xero: change it in Xero."
    )


def test_a_draft_that_is_edited_after_it_was_shown_stops_the_undo(sqlite_world: World) -> None:
    world = sqlite_world
    ours, order, less = reduced(world, approve=False)
    assert isinstance(asked(world, ours, less), OpenUndo)
    world.xero.person(HARBOUR).edit("INV-0001", Reference="ours")
    carried_out(world, ours)
    assert (status(world, ours, less), credited(world, ours, order)) == (TaskStatus.SYNCED, [Decimal(5)])


def test_a_credit_note_that_is_refunded_after_it_was_shown_stops_the_undo(sqlite_world: World) -> None:
    world = sqlite_world
    ours, order, less = reduced(world)
    world.xero.person(HARBOUR).approve("CN-0001")
    assert isinstance(asked(world, ours, less), OpenUndo)
    world.xero.person(HARBOUR).refund("CN-0001")
    carried_out(world, ours)
    assert (status(world, ours, less), credited(world, ours, order)) == (TaskStatus.SYNCED, [Decimal(5)])
    assert "the document has changed since it was looked at" in told(world, ours, "undo.stopped")[0]


def test_the_order_of_a_draft_that_was_deleted_is_invoiced_anew(sqlite_world: World) -> None:
    world = sqlite_world
    ours, order = synced(world)
    none = world.change(ours, order, {MONTHLY: 0})
    world.sync(ours)
    assert [one["Status"] for one in world.books().invoices] == ["DELETED"]
    undo(world, ours, none)
    for one in (order, none):
        assert (status(world, ours, one), codes(world, ours, one)) == (TaskStatus.ATTENTION, ["XI-812"])
    assert credited(world, ours, order) == []

    world.sync_only(ours, order["id"])

    assert status(world, ours, order) is TaskStatus.SYNCED
    assert [(one["Status"], one["SubTotal"]) for one in world.books().invoices][1:] == [("DRAFT", Decimal(125))]


def shared(world: World) -> tuple[InstallationId, Ordered, Ordered]:
    """Two orders on one draft."""
    ours, order = synced(world, invoice_target="one_per_customer_and_month")
    more = world.change(ours, order, {MONTHLY: 12})
    world.sync(ours)
    (invoice,) = world.books().invoices
    assert len(invoice["LineItems"]) == 2
    return ours, order, more


def test_the_lines_of_an_order_leave_the_draft_that_it_shares(world: World) -> None:
    ours, order, more = shared(world)
    assert what(looked_at(world, ours, more)) == "The order's lines are taken off the draft invoice INV-0001."
    undo(world, ours, more)
    (invoice,) = world.books().invoices
    assert (invoice["Status"], invoice["SubTotal"]) == ("DRAFT", Decimal(125))
    assert codes(world, ours, more) == ["XI-812"]

    world.sync_only(ours, more["id"])

    (invoice,) = world.books().invoices
    assert sorted(line["Quantity"] for line in invoice["LineItems"]) == [Decimal(2), Decimal(10)]
    world.later(minutes=2)
    undo(world, ours, more)
    world.later(minutes=2)
    undo(world, ours, order)
    assert [one["Status"] for one in world.books().invoices] == ["DELETED"]


def test_of_a_shared_invoice_that_was_approved_only_the_order_s_lines_are_credited(sqlite_world: World) -> None:
    world = sqlite_world
    ours, order, more = shared(world)
    approved(world)
    undo(world, ours, more)
    (note,) = world.books().credit_notes
    assert note["SubTotal"] == Decimal(25)
    assert status(world, ours, order) is TaskStatus.SYNCED


def test_an_undo_begun_in_another_organisation_ends_with_the_reason(sqlite_world: World) -> None:
    world = sqlite_world
    ours, order, _ = reduced(world)
    another = world.buy(ours)
    world.sync(ours)
    assert isinstance(asked(world, ours, another), OpenUndo)
    world.connect(ours, FJORD)
    wait(world, 2)
    assert status(world, ours, another) is TaskStatus.SYNCED
    assert told(world, ours, "undo.stopped") == [
        "It was not undone: the installation was connected to another organisation before it was done."
    ]
    world.connect(ours, HARBOUR)
    undo(world, ours, another)
    assert (status(world, ours, another), status(world, ours, order)) == (TaskStatus.ATTENTION, TaskStatus.SYNCED)


def test_one_of_which_a_call_may_have_arrived_there_is_left_to_a_person(sqlite_world: World) -> None:
    world = sqlite_world
    ours, order = synced(world)
    assert isinstance(asked(world, ours, order), OpenUndo)
    world.xero.faults.lose_answer("POST", INVOICES)
    assert carried_out(world, ours) is not None
    world.connect(ours, FJORD)
    wait(world)
    assert (status(world, ours, order), codes(world, ours, order)) == (TaskStatus.ATTENTION, ["XI-813"])
    assert "perhaps not done, since the installation was connected to another" in world.task(ours, order["id"]).reason

    world.connect(ours, HARBOUR)
    wait(world)

    assert world.books().invoices[0]["Status"] == "DELETED"
    assert open_intents(world, ours) == []
    undo(world, ours, order)
    assert codes(world, ours, order) == ["XI-812"]
    world.sync_only(ours, order["id"])
    assert [one["Status"] for one in world.books().invoices] == ["DELETED", "DRAFT"]


def switched(world: World) -> tuple[InstallationId, Ordered, Ordered]:
    """A plan switch whose charges stand on an invoice and whose credit stands on a note."""
    ours, order = synced(world)
    approved(world)
    switch = world.change(ours, order, {MONTHLY: 5, YEARLY: 3})
    world.sync(ours)
    assert (len(world.books().invoices), len(world.books().credit_notes)) == (2, 1)
    return ours, order, switch


def test_what_is_undone_in_part_says_so_and_is_undone_or_made_again_from_there(sqlite_world: World) -> None:
    world = sqlite_world
    ours, _, switch = switched(world)
    assert isinstance(asked(world, ours, switch), OpenUndo)
    world.xero.person(HARBOUR).approve("INV-0002")
    carried_out(world, ours)
    assert (status(world, ours, switch), codes(world, ours, switch)) == (TaskStatus.ATTENTION, ["XI-813"])
    assert world.task(ours, switch["id"]).reason == (
        f"The undo of {switch['id']}, asked for by UR-1, did not come to its end: done: Credit note CN-0001 is "
        "deleted; not done, since the document has changed since it was looked at: The draft invoice INV-0002 is "
        "deleted."
    )
    world.later(minutes=2)
    undo(world, ours, switch)
    assert [one["Status"] for one in world.books().invoices] == ["AUTHORISED", "VOIDED"]
    assert codes(world, ours, switch) == ["XI-812"]


def test_of_what_is_undone_in_part_the_rest_can_be_made_again(sqlite_world: World) -> None:
    world = sqlite_world
    ours, _, switch = switched(world)
    asked(world, ours, switch)
    world.xero.person(HARBOUR).approve("INV-0002")
    carried_out(world, ours)
    world.sync(ours)
    assert codes(world, ours, switch) == ["XI-813"]
    world.sync_only(ours, switch["id"])
    assert status(world, ours, switch) is TaskStatus.SYNCED
    assert [one["Status"] for one in world.books().credit_notes] == ["DELETED", "DRAFT"]
    assert len(world.books().invoices) == 2


def test_a_lost_note_of_an_undo_that_a_person_has_changed_is_never_made_twice(sqlite_world: World) -> None:
    world = sqlite_world
    ours, order = synced(world)
    person = world.xero.person(HARBOUR)
    person.pay(approved(world))
    assert isinstance(asked(world, ours, order), OpenUndo)
    world.xero.faults.lose_answer("PUT", NOTES)
    carried_out(world, ours)
    person.write("PUT", "Contacts", {"Contacts": [{"Name": "Linden & Co"}]})
    person.edit("CN-0001", Contact={"Name": "Linden & Co"})
    wait(world)
    assert (status(world, ours, order), codes(world, ours, order)) == (TaskStatus.ATTENTION, ["XI-813"])
    assert len(world.books().credit_notes) == 1
    found = looked_at(world, ours, order)
    assert not isinstance(found, NotPossible)


def test_an_undo_that_ends_at_once_is_not_ended_twice(sqlite_world: World) -> None:
    world = sqlite_world
    ours, order = synced(world)
    undo_ = asked(world, ours, order)
    carried_out(world, ours)
    with world.app.runtime.database.transaction() as tx:
        assert undos.of(tx, ours, undo_.task_id, undo_.number) is None
        assert not undos.close(tx, ours, undo_, world.clock())
