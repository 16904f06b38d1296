"""What must be done in Xero so that it says what a proposal says. Planning again after success gives nothing."""

from __future__ import annotations

from dataclasses import dataclass

from connect_ext.books.document import Contact, Invoice
from connect_ext.books.held import Held, Link
from connect_ext.books.ids import DocumentKey
from connect_ext.books.problem import Code, Problem, problem
from connect_ext.books.proposal import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateContact:
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateInvoice:
    invoice: Invoice


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopt:
    """Xero holds the document already; remember it as ours. Nothing is sent."""

    link: Link
    why: str


Change = CreateContact | CreateInvoice | Adopt


def plan(proposal: Proposal, held: Held, organisation_name: str) -> tuple[Change, ...] | tuple[Problem, ...]:
    """The changes in the order in which they must happen: the contact before the invoice that names it."""
    if proposal.invoice.key in held.links:
        return ()
    contact = proposal.contact.key
    if contact in held.gone:
        return (problem(Code.CONTACT_GONE, subject=proposal.contact.name, organisation=organisation_name),)
    return (*_for_contact(proposal.contact, contact, held), CreateInvoice(invoice=proposal.invoice))


def _for_contact(contact: Contact, key: DocumentKey, held: Held) -> tuple[Change, ...]:
    if key in held.links:
        return ()
    found = held.contacts.get(key)
    if found is None:
        return (CreateContact(contact=contact),)
    link = Link(key=key, xero_id=found.id, number=found.number)
    return (Adopt(link=link, why=f"“{found.name}” carries the contact number {contact.number}"),)
