"""What must be done in Xero so that it says what a proposal says. Planning again after success gives nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from connect_ext.books.documents.document import Contact, CreditNote, Invoice
from connect_ext.books.documents.held import Held, Link
from connect_ext.books.documents.update import InvoiceChange
from connect_ext.books.facts.proposal import Proposal
from connect_ext.books.ids import DocumentKey
from connect_ext.books.mapping.item import Item
from connect_ext.books.problems.problem import Code, Problem, problem


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateContact:
    contact: Contact

    @property
    def key(self) -> DocumentKey:
        return self.contact.key


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateItem:
    item: Item

    @property
    def key(self) -> DocumentKey:
        return self.item.key


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateInvoice:
    invoice: Invoice

    @property
    def key(self) -> DocumentKey:
        return self.invoice.key


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateInvoice:
    change: InvoiceChange

    @property
    def key(self) -> DocumentKey:
        return self.change.key


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateCreditNote:
    note: CreditNote

    @property
    def key(self) -> DocumentKey:
        return self.note.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopt:
    """Xero holds the document already; remember it as ours. Nothing is sent."""

    link: Link
    why: str

    @property
    def key(self) -> DocumentKey:
        return self.link.key


Change = CreateContact | CreateItem | CreateInvoice | UpdateInvoice | CreateCreditNote | Adopt


def plan(proposal: Proposal, held: Held, organisation_name: str) -> tuple[Change, ...] | tuple[Problem, ...]:
    """The changes in the order in which they must happen: the contact and new items before what names them, the invoice
    before the rest, and credit notes last. Only what has no link yet: what was made stays made."""
    wanted = tuple(change for change in _documents(proposal) if change.key not in held.links)
    items = tuple(CreateItem(item=item) for item in proposal.items) if wanted else ()
    if not any(_names(change, proposal.contact.key) for change in wanted):
        return (*items, *wanted)
    if proposal.contact.key in held.gone:
        return (problem(Code.CONTACT_GONE, subject=proposal.contact.name, organisation=organisation_name),)
    return (*_for_contact(proposal.contact, proposal.contact.key, held), *items, *wanted)


def _documents(proposal: Proposal) -> Iterator[Change]:
    if proposal.invoice is not None:
        yield CreateInvoice(invoice=proposal.invoice)
    yield from (UpdateInvoice(change=change) for change in proposal.changes)
    yield from (CreateCreditNote(note=note) for note in proposal.credit_notes)


def _names(change: Change, contact: DocumentKey) -> bool:
    """Whether a document goes to the contact. A credit note goes to whom the invoices that it credits went to."""
    match change:
        case CreateInvoice(invoice=invoice):
            return invoice.contact == contact
        case CreateCreditNote(note=note):
            return note.contact_id is None and note.contact == contact
        case _:
            return False


def _for_contact(contact: Contact, key: DocumentKey, held: Held) -> tuple[Change, ...]:
    if key in held.links:
        return ()
    found = held.contacts.get(key)
    if found is None:
        return (CreateContact(contact=contact),)
    link = Link(key=key, xero_id=found.id, number=found.number)
    return (Adopt(link=link, why=f"“{found.name}” carries the contact number {contact.number}"),)
