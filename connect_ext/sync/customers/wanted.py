"""A customer has changed its details in the marketplace: its contact is to follow, or a person is told.

Whether the contact says anything else at all is looked at later: an event is answered in milliseconds.
"""

from __future__ import annotations

from connect_ext.books.ids import InstallationId, contact_key
from connect_ext.books.settings.settings import ChangedContacts
from connect_ext.cloudblue.account_requests import AccountRequest
from connect_ext.storage import authorisations, contact_changes, installations, journal, links, settings
from connect_ext.sync.runtime import Runtime
from connect_ext.work.changed_contact import ChangeState
from connect_ext.work.task import Actor

TOLD = "contact.outdated"


def hear_of_change(runtime: Runtime, installation_id: InstallationId, request: AccountRequest) -> bool:
    """Once for each request, where the customer is mapped to a contact of the connected organisation; a customer who is
    not gets what is new with its first order."""
    customer, now = request.customer, runtime.clock()
    with runtime.database.transaction() as tx:
        installations.one_at_a_time(tx, installation_id)
        current = authorisations.current(tx, runtime.vault, installation_id)
        if current is None or current.tenant_id is None:
            return False
        own, key = (installation_id, current.tenant_id), contact_key(customer.id)
        if key not in links.find(tx, *own, [key]):
            return False
        tells = settings.load(tx, installation_id).settings.changed_contacts is ChangedContacts.TELL
        state = ChangeState.LEFT if tells else ChangeState.NEW
        added = contact_changes.add(tx, *own, request.id, customer, state, now)
        if added and tells:
            sentence = (
                f"{customer.name or customer.id} has changed its details in the marketplace ({request.id}). Its "
                f"contact in {current.tenant_name} stays as it is: compare name, address, tax number and e-mail there."
            )
            entry = journal.JournalEntry(
                at=now,
                actor=Actor.EVENT,
                event=TOLD,
                sentence=sentence,
                data={"customer": customer.id, "request": request.id},
            )
            journal.add(tx, installation_id, entry)
    return added
