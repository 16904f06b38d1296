"""Customers and the contacts they are billed to: who is linked, what is suggested, and a person's word on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from connect.client import ConnectClient

from connect_ext.books.documents.held import Link
from connect_ext.books.ids import InstallationId, TenantId, TierAccountId, XeroId, contact_key
from connect_ext.books.mapping.contact_card import ContactCard
from connect_ext.books.mapping.known import KnownCustomer
from connect_ext.books.mapping.suggest import ContactSuggestion, suggest_contacts
from connect_ext.books.problems.problem import Screen
from connect_ext.cloudblue.tier_accounts import customers
from connect_ext.storage import contact_links, links
from connect_ext.sync.by_hand.returning import let_go_on
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.mapping.mapping_items import note
from connect_ext.sync.runtime import Runtime

Suggestions = Mapping[TierAccountId, tuple[ContactSuggestion, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerMap:
    """Both sides as they are now, and what ties them. Suggestions are for customers that are not linked."""

    customers: tuple[KnownCustomer, ...]
    contacts: Mapping[XeroId, ContactCard]
    linked: Mapping[TierAccountId, XeroId]
    suggestions: Suggestions


def read_customers(
    runtime: Runtime, client: ConnectClient, access: Access, installation_id: InstallationId
) -> CustomerMap:
    """`client` has the installation's key; both sides are those of two minutes ago at most. Raises `WorldFailed`."""
    known = runtime.lists.customers.get(access, runtime.clock(), lambda: customers(client))
    cards = runtime.lists.contacts_of(access, runtime.clock())
    with runtime.database.transaction() as tx:
        linked = contact_links.all_of(tx, installation_id, access.tenant_id)
    unlinked = [one for one in known if one.party.id not in linked]
    return CustomerMap(
        customers=known,
        contacts={card.id: card for card in cards},
        linked=linked,
        suggestions=suggest_contacts(unlinked, cards),
    )


def accept_contacts(
    runtime: Runtime,
    access: Access,
    installation_id: InstallationId,
    found: CustomerMap,
    chosen: Mapping[TierAccountId, XeroId],
    user_id: str,
) -> frozenset[TierAccountId]:
    """Links each chosen pair that is still suggested, and returns whom. An archived contact is not linked, and a
    customer that somebody has linked meanwhile stays as it is."""
    accepted = set[TierAccountId]()
    for customer, contact_id in sorted(chosen.items()):
        offered = {one.contact.id: one for one in found.suggestions.get(customer, ()) if one.contact.active}
        if contact_id in offered and _link(runtime, access, installation_id, customer, offered[contact_id], user_id):
            accepted.add(customer)
    return frozenset(accepted)


def clear_contacts(found: CustomerMap) -> dict[TierAccountId, XeroId]:
    """For *accept all*: the best suggestion of each customer that has one as good as no other, and active."""
    first = {customer: hits for customer, hits in found.suggestions.items() if hits[0].contact.active}
    return {
        customer: hits[0].contact.id
        for customer, hits in first.items()
        if len(hits) == 1 or hits[1].strength > hits[0].strength
    }


def _link(
    runtime: Runtime,
    access: Access,
    installation_id: InstallationId,
    customer: TierAccountId,
    suggestion: ContactSuggestion,
    user_id: str,
) -> bool:
    contact = suggestion.contact
    link = Link(key=contact_key(customer), xero_id=contact.id, number=contact.number or None)
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        try:
            links.put(tx, installation_id, access.tenant_id, link, picture=None, task_id=None, now=now)
        except links.LinkConflict:
            return False
        sentence = (
            f"{customer} is now billed to the contact “{contact.name}” of {access.tenant_name}, as was suggested: "
            f"{' '.join(suggestion.evidence)}"
        )
        let_go_on(tx, installation_id, Screen.CUSTOMERS, now)
        note(tx, runtime, installation_id, "contact.linked", sentence, user_id)
    return True


def unlink_customer(
    runtime: Runtime, installation_id: InstallationId, tenant_id: TenantId, customer: TierAccountId, user_id: str
) -> bool:
    """False when it was not linked. What was made in Xero stays; a contact that carries the customer's number is found
    by it again at the next order."""
    with runtime.database.transaction() as tx:
        removed = contact_links.remove(tx, installation_id, tenant_id, customer)
        if removed:
            sentence = f"{customer} is no longer linked to a contact."
            note(tx, runtime, installation_id, "contact.unlinked", sentence, user_id)
    return removed
