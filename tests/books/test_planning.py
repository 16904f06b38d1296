from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from connect_ext.books.held import Held, HeldContact, Link
from connect_ext.books.ids import DocumentKey, XeroId
from connect_ext.books.plan import (
    Adopt,
    Change,
    CreateContact,
    CreateCreditNote,
    CreateInvoice,
    UpdateInvoice,
    plan,
)
from connect_ext.books.problem import Code, Problem
from connect_ext.books.proposal import Proposal
from tests.books.builders import CONTACT, a_held_contact, proposed, the_invoice
from tests.books.document_builders import a_change, a_note

PROPOSAL = proposed()
OUR_CONTACT = PROPOSAL.contact.key
OUR_INVOICE = the_invoice(PROPOSAL).key
INVOICE_ID = XeroId("10000000-0000-0000-0000-000000000001")
CREATE_INVOICE = CreateInvoice(invoice=the_invoice(PROPOSAL))


def planned(held: Held) -> tuple[Change, ...] | tuple[Problem, ...]:
    return plan(PROPOSAL, held, "Harbour Cloud")


def links(**ids: XeroId) -> Mapping[DocumentKey, Link]:
    keys = {"contact": OUR_CONTACT, "invoice": OUR_INVOICE}
    return {keys[name]: Link(key=keys[name], xero_id=xero_id) for name, xero_id in ids.items()}


def after(changes: tuple[Change, ...] | tuple[Problem, ...], held: Held) -> Held:
    """What is known once the changes have succeeded."""
    found = dict(held.links)
    for change in changes:
        match change:
            case CreateContact(contact=contact):
                found[contact.key] = Link(key=contact.key, xero_id=CONTACT)
            case CreateInvoice(invoice=invoice):
                found[invoice.key] = Link(key=invoice.key, xero_id=INVOICE_ID)
            case Adopt(link=link):
                found[link.key] = link
    return Held(links=found, contacts=held.contacts, gone=held.gone)


def held_contact(**changes: object) -> Mapping[DocumentKey, HeldContact]:
    return {OUR_CONTACT: a_held_contact(**changes)}


def test_the_contact_comes_before_the_invoice_that_names_it() -> None:
    assert planned(Held()) == (CreateContact(contact=PROPOSAL.contact), CREATE_INVOICE)


def test_planning_again_after_success_gives_nothing() -> None:
    for held in (Held(), Held(links=links(contact=CONTACT)), Held(contacts=held_contact())):
        changes = planned(held)
        assert changes
        assert planned(after(changes, held)) == ()


def test_after_the_contact_alone_only_the_invoice_is_left() -> None:
    contact_only = after(planned(Held())[:1], Held())
    assert planned(contact_only) == (CREATE_INVOICE,)


def test_a_linked_contact_is_neither_made_nor_adopted() -> None:
    assert planned(Held(links=links(contact=CONTACT), contacts=held_contact())) == (CREATE_INVOICE,)


def test_a_contact_that_carries_our_number_is_adopted_and_not_made_again() -> None:
    number = PROPOSAL.contact.number
    assert planned(Held(contacts=held_contact(number=number))) == (
        Adopt(
            link=Link(key=OUR_CONTACT, xero_id=CONTACT, number=number),
            why="“Blue Lake” carries the contact number TA-2000-0000-0001",
        ),
        CREATE_INVOICE,
    )


def test_a_linked_contact_that_is_gone_stops_the_order() -> None:
    (found,) = planned(Held(links=links(contact=CONTACT), gone=frozenset({OUR_CONTACT})))
    assert isinstance(found, Problem)
    assert found.code is Code.CONTACT_GONE
    assert found.sentence == "The Xero contact linked to Blue Lake Pty Ltd is not in Harbour Cloud any more."


def test_an_invoice_that_was_made_stays_made_whatever_becomes_of_its_contact() -> None:
    assert planned(Held(links=links(invoice=INVOICE_ID), gone=frozenset({OUR_CONTACT}))) == ()


def whole(**changes: Any) -> Proposal:
    return replace(PROPOSAL, **{"changes": (a_change(),), "credit_notes": (a_note(),), **changes})


def test_the_invoice_comes_before_changes_and_credit_notes_are_last() -> None:
    assert plan(whole(), Held(), "Harbour Cloud") == (
        CreateContact(contact=PROPOSAL.contact),
        CREATE_INVOICE,
        UpdateInvoice(change=a_change()),
        CreateCreditNote(note=a_note()),
    )


def test_every_step_is_known_by_the_document_that_it_makes() -> None:
    steps = plan(whole(), Held(contacts=held_contact()), "Harbour Cloud")
    keys = [step.key for step in steps if not isinstance(step, Problem)]
    assert keys == [OUR_CONTACT, OUR_INVOICE, a_change().key, a_note().key]
    assert CreateContact(contact=PROPOSAL.contact).key == OUR_CONTACT


def test_only_what_has_no_link_yet_is_left_to_do() -> None:
    made = Held(links=links(contact=CONTACT, invoice=INVOICE_ID))
    assert plan(whole(), made, "Harbour Cloud") == (
        UpdateInvoice(change=a_change()),
        CreateCreditNote(note=a_note()),
    )


def test_an_order_whose_documents_go_elsewhere_needs_no_contact_of_its_own() -> None:
    """A credit note goes to whom the credited invoices went to, and a draft stays with its own contact."""
    elsewhere = whole(invoice=None, credit_notes=(a_note(contact_id=CONTACT),))
    gone = Held(links=links(contact=CONTACT), gone=frozenset({OUR_CONTACT}))
    for held in (Held(), gone):
        assert plan(elsewhere, held, "Harbour Cloud") == (
            UpdateInvoice(change=a_change()),
            CreateCreditNote(note=a_note(contact_id=CONTACT)),
        )


def test_a_credit_note_of_no_invoice_goes_to_the_contact_of_the_order() -> None:
    found = plan(whole(invoice=None, changes=()), Held(), "Harbour Cloud")
    assert found == (CreateContact(contact=PROPOSAL.contact), CreateCreditNote(note=a_note()))


def test_an_invoice_and_a_note_for_other_contacts_need_none_of_this_order() -> None:
    theirs = DocumentKey("contact:TA-9")
    invoice = replace(the_invoice(PROPOSAL), contact=theirs)
    found = plan(whole(invoice=invoice, changes=(), credit_notes=(a_note(contact=theirs),)), Held(), "Harbour Cloud")
    assert found == (CreateInvoice(invoice=invoice), CreateCreditNote(note=a_note(contact=theirs)))
