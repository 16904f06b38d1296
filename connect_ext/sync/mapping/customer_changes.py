"""A customer has changed its details in the marketplace: a person is told to compare the contact in Xero.

The contact is never changed by itself: it may be shared with sales that the marketplace knows nothing of.
"""

from __future__ import annotations

from connect_ext.books.ids import InstallationId, contact_key
from connect_ext.cloudblue.account_requests import AccountRequest
from connect_ext.storage import activity, authorisations, installations, journal, links
from connect_ext.storage.activity import Wanted
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import Actor


def tell_of_change(runtime: Runtime, installation_id: InstallationId, request: AccountRequest) -> bool:
    """Once for each request, where the customer is mapped to a contact of the connected organisation; a customer who is
    not gets what is new with its first order."""
    customer = request.customer
    with runtime.database.transaction() as tx:
        installations.one_at_a_time(tx, installation_id)
        current = authorisations.current(tx, runtime.vault, installation_id)
        if current is None or current.tenant_id is None:
            return False
        key = contact_key(customer.id)
        mapped = key in links.find(tx, installation_id, current.tenant_id, [key])
        told = Wanted(only_what_matters=True, words=f"({request.id})")
        if not mapped or activity.page(tx, installation_id, told, before=None, limit=1).found:
            return False
        sentence = (
            f"{customer.name or customer.id} has changed its details in the marketplace ({request.id}). Its contact in "
            f"{current.tenant_name} stays as it is: compare name, address, tax number and e-mail there."
        )
        entry = journal.JournalEntry(
            at=runtime.clock(),
            actor=Actor.EVENT,
            event="contact.outdated",
            sentence=sentence,
            data={"customer": customer.id, "request": request.id},
        )
        journal.add(tx, installation_id, entry)
    return True
