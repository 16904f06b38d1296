from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from connect_ext.books.documents.held import Held, HeldContact, Link
from connect_ext.books.facts.proposal import Proposal
from connect_ext.books.ids import DocumentKey, XeroId
from connect_ext.books.mapping.item import Item
from connect_ext.books.planning.plan import Adopt, Change, CreateContact, CreateInvoice, CreateItem, plan
from connect_ext.books.problems.problem import Code, Problem
from tests.books.builders import CONTACT, a_held_contact, proposed, the_invoice
from tests.books.document_builders import a_change, a_credit_note_to_make

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


NOTE = a_credit_note_to_make()
CHANGE = a_change()
SEVERAL = replace(PROPOSAL, changes=(CHANGE,), credit_notes=(NOTE,))


def kinds(proposal: Proposal, held: Held) -> list[str]:
    return [type(change).__name__ for change in plan(proposal, held, "Harbour Cloud")]


def test_charges_come_before_changes_of_drafts_and_credits_come_last() -> None:
    assert kinds(SEVERAL, Held()) == ["CreateContact", "CreateInvoice", "UpdateInvoice", "CreateCreditNote"]


@pytest.mark.parametrize("key", [OUR_INVOICE, CHANGE.key, NOTE.key])
def test_only_documents_without_a_link_are_planned(key: DocumentKey) -> None:
    made = {key: Link(key=key, xero_id=INVOICE_ID)}
    planned_keys = [change.key for change in plan(SEVERAL, Held(links=made), "") if not isinstance(change, Problem)]
    assert planned_keys == [
        *([OUR_CONTACT] if key != OUR_INVOICE else []),
        *(one for one in SEVERAL.keys if one != key),
    ]


def test_a_credit_note_of_invoices_needs_no_contact_of_the_order() -> None:
    only = replace(PROPOSAL, invoice=None, credit_notes=(NOTE,))
    gone = Held(links=links(contact=CONTACT), gone=frozenset({OUR_CONTACT}))
    assert kinds(only, Held()) == kinds(only, gone) == ["CreateCreditNote"]


def test_a_credit_note_of_no_invoice_goes_to_the_contact_of_the_order() -> None:
    free = replace(PROPOSAL, invoice=None, credit_notes=(replace(NOTE, contact_id=None, contact=OUR_CONTACT),))
    assert kinds(free, Held()) == ["CreateContact", "CreateCreditNote"]


SEAT = Item(code="SEAT", name="Seat")


def test_a_new_item_is_made_before_the_invoice_whose_lines_name_it() -> None:
    with_item = replace(PROPOSAL, items=(SEAT,))
    item = CreateItem(item=SEAT)
    assert item.key == DocumentKey("item:SEAT")
    assert plan(with_item, Held(), "Harbour Cloud") == (
        CreateContact(contact=PROPOSAL.contact),
        item,
        CREATE_INVOICE,
    )


def test_a_new_item_is_made_for_a_draft_that_is_added_to_and_for_nothing_else() -> None:
    change = a_change()
    on_a_draft = replace(PROPOSAL, invoice=None, changes=(change,), items=(SEAT,))
    made = plan(on_a_draft, Held(), "Harbour Cloud")
    assert [one.key for one in made if not isinstance(one, Problem)] == [DocumentKey("item:SEAT"), change.key]
    all_linked = Held(links=links(contact=CONTACT, invoice=INVOICE_ID))
    assert plan(replace(PROPOSAL, items=(SEAT,)), all_linked, "Harbour Cloud") == ()
