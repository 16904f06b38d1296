"""The contact of a billed party, and why one may not be invoiced."""

from __future__ import annotations

from connect_ext.books.booking.similar import told
from connect_ext.books.documents.document import Contact
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.ids import contact_key
from connect_ext.books.orders.order import Party
from connect_ext.books.problems.problem import Code, Problem, problem

CONTACT_NAME_LENGTH = 255


def problems_of_the_contact(party: Party, facts: Facts) -> list[Problem]:
    held = facts.held_contact
    if held is None:
        if facts.similar:
            return [problem(Code.CONTACT_SIMILAR, subject=party.name or party.id, found=told(facts.similar))]
        return [] if contact_name(party.name) else [problem(Code.CONTACT_NAME_MISSING, subject=party.id)]
    if not held.active:
        return [problem(Code.CONTACT_ARCHIVED, name=held.name, subject=party.name or party.id)]
    return []


def contact_of(party: Party) -> Contact:
    return Contact(
        key=contact_key(party.id),
        number=party.id,
        name=contact_name(party.name),
        first_name=party.first_name,
        last_name=party.last_name,
        email=party.email,
        phone=party.phone,
        tax_number=party.tax_id,
        address=party.address,
    )


def contact_name(name: str) -> str:
    """A name that Xero takes: at most 255, no `<` or `>`, no double spaces
    (https://developer.xero.com/documentation/api/accounting/contacts)."""
    return " ".join(name.replace("<", " ").replace(">", " ").split())[:CONTACT_NAME_LENGTH].rstrip()
