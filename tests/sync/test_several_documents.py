"""An order with several documents is done when all of them are linked, and not before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from connect_ext.books.documents.policies import SentAs
from connect_ext.books.facts.proposal import Proposal
from connect_ext.books.ids import OrderKey, credit_key
from connect_ext.work.task import TaskStatus
from sandbox.xero import HARBOUR
from tests.sync.by_hand import ByHand, by_hand
from tests.sync.watching import CONTACTS, INVOICES, Killed, dies, keys, on, open_intents, sent
from tests.world import World

NOTES = "/api.xro/2.0/CreditNotes"
PATHS = {"invoice": ("PUT", INVOICES), "change": ("POST", INVOICES), "note": ("PUT", NOTES)}


@pytest.fixture
def hand(sqlite_world: World) -> ByHand:
    """The first order's invoice is a draft."""
    return by_hand(sqlite_world)


@pytest.fixture
def approved(sqlite_world: World) -> ByHand:
    return by_hand(sqlite_world, approved=True)


def everything(hand: ByHand, order: OrderKey) -> Callable[[], Proposal]:
    """An invoice of 25.00, a draft reduced by 50.00 and a credit note of 10.00, each as first proposed."""
    change, note = hand.change(order), hand.note(order, "10")
    return lambda: hand.proposal(order, hand.invoice(order), (note,), (change,))


def amounts(hand: ByHand) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    books = hand.world.books()
    return (
        [(one["InvoiceNumber"], f"{one['SubTotal']:.2f}") for one in books.invoices],
        [(one["CreditNoteNumber"], f"{one['SubTotal']:.2f}") for one in books.credit_notes],
    )


ALL = ([("INV-0001", "75.00"), ("INV-0002", "25.00")], [("CN-0001", "10.00")])


def test_all_documents_of_an_order_are_made_in_one_run_and_named_in_one_sentence(hand: ByHand) -> None:
    order = hand.another()
    assert hand.ran({order: everything(hand, order)}) == [TaskStatus.SYNCED]
    assert amounts(hand) == ALL
    assert hand.task(order).reason == (
        "Draft invoice INV-0002 and draft credit note CN-0001 created in Harbour Cloud Ltd; invoice INV-0001 reduced."
    )


def test_each_kind_of_document_of_a_batch_costs_one_call(hand: ByHand) -> None:
    orders = [hand.another() for _ in range(3)]

    def made(order: OrderKey) -> Callable[[], Proposal]:
        note = hand.note(order, "10")
        return lambda: hand.proposal(order, hand.invoice(order), (note,))

    assert hand.ran({order: made(order) for order in orders}) == [TaskStatus.SYNCED] * 3
    assert (len(sent(hand.world, "PUT", INVOICES)), len(sent(hand.world, "PUT", NOTES))) == (2, 1)
    assert len(hand.world.books().credit_notes) == 3


@pytest.mark.parametrize("lost", list(PATHS))
@pytest.mark.parametrize("minutes", [1, 7])
def test_a_lost_answer_leaves_the_task_uncertain_and_nothing_is_made_twice(
    hand: ByHand, lost: str, minutes: int
) -> None:
    order = hand.another()
    make = everything(hand, order)
    hand.world.xero.faults.lose_answer(*PATHS[lost])
    assert hand.ran({order: make}) == [TaskStatus.UNCERTAIN]

    hand.world.later(minutes=minutes)
    hand.ran({order: make}, ask=False)

    assert hand.task(order).status is TaskStatus.SYNCED
    assert amounts(hand) == ALL
    assert open_intents(hand.world, hand.us) == []
    first, *again = keys(sent(hand.world, *PATHS[lost])[-2 if minutes == 1 else -1 :])
    assert again == ([first] if minutes == 1 else [])


@pytest.mark.parametrize("broken", list(PATHS))
def test_what_never_reached_xero_goes_out_under_a_new_key_once_xero_was_read(hand: ByHand, broken: str) -> None:
    order = hand.another()
    make = everything(hand, order)
    hand.world.xero.faults.break_before(*PATHS[broken])
    assert hand.ran({order: make}) == [TaskStatus.UNCERTAIN]
    hand.world.later(minutes=7)
    hand.ran({order: make}, ask=False)

    assert hand.task(order).status is TaskStatus.SYNCED
    assert amounts(hand) == ALL
    first, second = keys(sent(hand.world, *PATHS[broken])[-2:])
    assert first != second


@pytest.mark.parametrize("dies_at", list(PATHS))
def test_a_crash_between_two_documents_leaves_only_the_others_to_be_made(hand: ByHand, dies_at: str) -> None:
    order = hand.another()
    make = everything(hand, order)
    hand.world.watchers.append(on(*PATHS[dies_at], dies))
    with pytest.raises(Killed):
        hand.ran({order: make})
    hand.world.app.runtime.database.dispose()
    assert hand.task(order).status is TaskStatus.RUNNING

    hand.world.later(minutes=10)
    hand.ran({order: make}, ask=False)

    assert hand.task(order).status is TaskStatus.SYNCED
    assert amounts(hand) == ALL


def test_a_refused_credit_note_leaves_the_invoice_and_is_made_alone_when_it_is_put_right(hand: ByHand) -> None:
    order = hand.another()
    make = everything(hand, order)
    hand.world.xero.faults.find_wrong("PUT", NOTES, "Account code '200' is not a valid code for this document.")
    assert hand.ran({order: make}) == [TaskStatus.ATTENTION]
    assert [one.code.value for one in hand.task(order).problems] == ["XI-422"]
    assert amounts(hand) == (ALL[0], [])

    assert hand.ran({order: make}) == [TaskStatus.SYNCED]
    assert amounts(hand) == ALL
    assert len(sent(hand.world, "PUT", INVOICES)) == 2
    assert len(sent(hand.world, "POST", INVOICES)) == 1
    assert "INV-0002 and draft credit note CN-0001" in hand.task(order).reason


def test_a_refused_invoice_holds_the_rest_back(hand: ByHand) -> None:
    order = hand.another()
    hand.world.xero.faults.find_wrong("PUT", INVOICES, "No.")
    assert hand.ran({order: everything(hand, order)}) == [TaskStatus.ATTENTION]
    assert amounts(hand) == ([("INV-0001", "125.00")], [])


def test_a_warning_about_one_document_is_told_when_the_last_is_made(hand: ByHand) -> None:
    order = hand.another()
    hand.world.xero.faults.warn("PUT", INVOICES, "Odd.")
    assert hand.ran({order: everything(hand, order)}) == [TaskStatus.SYNCED]
    assert hand.task(order).reason.endswith("Odd.")
    assert [one.code.value for one in hand.task(order).problems] == ["XI-407"]


def test_two_credit_notes_of_one_order_go_out_together(approved: ByHand) -> None:
    order = approved.another()
    notes = (approved.note(order, "10"), approved.note(order, "20", number=2))
    assert approved.ran({order: lambda: approved.proposal(order, notes=notes)}) == [TaskStatus.SYNCED]
    assert len(sent(approved.world, "PUT", NOTES)) == 1
    assert approved.task(order).reason == (
        "Draft credit note CN-0001 and draft credit note CN-0002 created in Harbour Cloud Ltd."
    )


def test_of_two_credit_notes_of_which_one_is_refused_the_other_stays(approved: ByHand) -> None:
    order = approved.another()
    good, bad = approved.note(order, "10"), approved.note(order, "20", number=2)

    def make(account: str) -> Callable[[], Proposal]:
        lines = tuple(replace(line, account_code=account) for line in bad.lines)
        return lambda: approved.proposal(order, notes=(good, replace(bad, lines=lines)))

    assert approved.ran({order: make("nowhere")}) == [TaskStatus.ATTENTION]
    assert len(approved.world.books().credit_notes) == 1
    assert approved.ran({order: make("200")}) == [TaskStatus.SYNCED]
    assert [f"{one['SubTotal']:.2f}" for one in approved.world.books().credit_notes] == ["10.00", "20.00"]


def test_a_credit_note_that_a_person_has_edited_after_a_lost_answer_is_theirs_to_decide(approved: ByHand) -> None:
    order = approved.another()
    note = approved.note(order)
    approved.world.xero.faults.lose_answer("PUT", NOTES)
    approved.ran({order: lambda: approved.proposal(order, notes=(note,))})
    line = approved.world.books().credit_notes[0]["LineItems"][0]
    edited: dict[str, Any] = {"LineItemID": line["LineItemID"], "UnitAmount": 7}
    approved.world.xero.person(HARBOUR).edit("CN-0001", LineItems=[edited])
    approved.world.later(minutes=7)
    approved.ran({}, ask=False)
    assert [one.code.value for one in approved.task(order).problems] == ["XI-403"]

    assert approved.ran({order: lambda: approved.proposal(order, notes=(note,))}) == [TaskStatus.ATTENTION]
    assert len(approved.world.books().credit_notes) == 1


def test_a_credit_note_that_a_person_has_given_another_customer_after_a_lost_answer_is_never_made_twice(
    approved: ByHand,
) -> None:
    order = approved.another()
    note = approved.note(order)
    approved.world.xero.faults.lose_answer("PUT", NOTES)
    approved.ran({order: lambda: approved.proposal(order, notes=(note,))})
    person = approved.world.xero.person(HARBOUR)
    person.write("PUT", "Contacts", {"Contacts": [{"Name": "Linden & Co"}]})
    person.edit("CN-0001", Contact={"Name": "Linden & Co"})
    approved.world.later(minutes=7)
    approved.ran({}, ask=False)
    assert approved.task(order).status is TaskStatus.ATTENTION
    assert "contact" in approved.task(order).reason

    assert approved.ran({order: lambda: approved.proposal(order, notes=(note,))}) == [TaskStatus.ATTENTION]
    assert len(approved.world.books().credit_notes) == 1


def test_documents_are_made_with_the_status_that_was_chosen(approved: ByHand) -> None:
    order = approved.another()
    invoice, note = approved.invoice(order, sent_as=SentAs.AUTHORISED), approved.note(order, sent_as=SentAs.SUBMITTED)
    assert approved.ran({order: lambda: approved.proposal(order, invoice, (note,))}) == [TaskStatus.SYNCED]
    assert approved.world.books().invoice("INV-0002")["Status"] == "AUTHORISED"
    assert approved.world.books().credit_notes[0]["Status"] == "SUBMITTED"
    assert approved.task(order).reason.startswith("Approved invoice INV-0002 and submitted credit note CN-0001 created")


def test_a_new_contact_is_made_for_the_invoice_and_not_for_a_credit_note(approved: ByHand) -> None:
    order = approved.another()
    note = approved.note(order)
    assert credit_key(order) == note.key
    before = len(sent(approved.world, "PUT", CONTACTS))
    assert approved.ran({order: lambda: approved.proposal(order, notes=(note,))}) == [TaskStatus.SYNCED]
    assert len(sent(approved.world, "PUT", CONTACTS)) == before
