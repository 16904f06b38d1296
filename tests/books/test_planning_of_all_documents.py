"""All documents of an order: which come first, and which need the order's own contact."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from connect_ext.books.documents.held import Held
from connect_ext.books.facts.proposal import Proposal
from connect_ext.books.ids import DocumentKey
from connect_ext.books.planning.plan import CreateContact, CreateCreditNote, CreateInvoice, UpdateInvoice, plan
from connect_ext.books.problems.problem import Problem
from tests.books.builders import CONTACT, the_invoice
from tests.books.carried_builders import PROPOSAL, a_change, a_note
from tests.books.test_planning import CREATE_INVOICE, INVOICE_ID, OUR_CONTACT, OUR_INVOICE, held_contact, links


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
