"""Contacts of Xero that may be a customer already, before one more is made for it: any hit asks (money §11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from connect_ext.books.ids import TierAccountId
from connect_ext.books.mapping.contact_card import ContactCard
from connect_ext.books.mapping.known import KnownCustomer
from connect_ext.books.mapping.suggest import ContactSuggestion, Strength, suggest_contacts
from connect_ext.books.orders.order import Party

OURS = "TA-"
"""How the number of a contact begins that was made for a customer: it is that one, and no other."""


Hits = tuple[ContactSuggestion, ...]

TOLD_AT_MOST = 3


def similar(parties: Sequence[Party], cards: Sequence[ContactCard]) -> Mapping[TierAccountId, Hits]:
    """For each party, the contacts that may be it, archived ones too. A party without any is not named.

    Contacts that were made for other customers do not count, however much they share: customers often have the
    e-mail address of their reseller. Nor does an active one of exactly the same name and nothing else: Xero keeps such
    names unique, and that a name is taken is a problem of its own.
    """
    foreign = [card for card in cards if not card.number.startswith(OURS)]
    found = suggest_contacts([KnownCustomer(party=party) for party in parties], foreign)
    names = {party.id: party.name.casefold() for party in parties}
    asked = {
        customer: tuple(hit for hit in hits if not _only_taken(hit, names[customer]))
        for customer, hits in found.items()
    }
    return {customer: hits for customer, hits in asked.items() if hits}


def told(hits: Hits) -> str:
    """The best of the contacts and why, for a sentence."""
    named = [f"“{hit.contact.name}” ({' '.join(hit.evidence).rstrip('.')})" for hit in hits[:TOLD_AT_MOST]]
    more = len(hits) - TOLD_AT_MOST
    return "; ".join([*named, *([f"and {more} more"] if more > 0 else [])])


def _only_taken(hit: ContactSuggestion, name: str) -> bool:
    contact = hit.contact
    return hit.strength is Strength.NAME and contact.active and contact.name.casefold() == name
