"""A person links a customer of the marketplace to a contact that Xero has already."""

from __future__ import annotations

from connect_ext.books.documents.held import HeldContact, Link
from connect_ext.books.ids import InstallationId, TierAccountId, XeroId, contact_key
from connect_ext.books.problems.problem import Screen
from connect_ext.storage import journal, links
from connect_ext.sync.by_hand.returning import let_go_on
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import Actor


def link_customer(
    runtime: Runtime, access: Access, installation_id: InstallationId, customer: TierAccountId, contact_id: XeroId
) -> HeldContact | None:
    """Links to an active contact of the organisation, in place of any earlier link. None when there is no such
    contact, or when it is archived and could not be invoiced. Raises `WorldFailed`."""
    found = next(iter(access.organisation.contacts_by_id([contact_id])), None)
    if found is None or not found.active:
        return None
    now = runtime.clock()
    link = Link(key=contact_key(customer), xero_id=found.id, number=found.number)
    entry = journal.JournalEntry(
        at=now,
        actor=Actor.PERSON,
        event="contact.linked",
        sentence=f"{customer} is now billed to the contact “{found.name}” of {access.tenant_name}.",
    )
    with runtime.database.transaction() as tx:
        links.relink(tx, installation_id, access.tenant_id, link, now=now)
        let_go_on(tx, installation_id, Screen.CUSTOMERS, now)
        journal.add(tx, installation_id, entry)
    return found
