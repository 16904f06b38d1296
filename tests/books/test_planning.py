from __future__ import annotations

from collections.abc import Mapping

from connect_ext.books.held import Held, HeldContact, Link
from connect_ext.books.ids import DocumentKey, XeroId
from connect_ext.books.plan import Adopt, Change, CreateContact, CreateInvoice, plan
from connect_ext.books.problem import Code, Problem
from tests.books.builders import CONTACT, a_held_contact, proposed, the_invoice

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
