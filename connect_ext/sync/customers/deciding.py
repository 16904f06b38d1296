"""A person applies what a customer has changed to its contact in Xero, or keeps the contact as it is."""

from __future__ import annotations

from connect_ext.books.booking.contact_change import words_of
from connect_ext.books.ids import InstallationId, TierAccountId
from connect_ext.storage import contact_changes, installations, journal
from connect_ext.storage.contact_changes import WantedChange
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.customers.following import follow_customers
from connect_ext.sync.runtime import Runtime, new_worker
from connect_ext.sync.sending.posting import Poster
from connect_ext.work.changed_contact import ChangeState
from connect_ext.work.task import Actor


def apply(
    runtime: Runtime,
    access: Access,
    installation_id: InstallationId,
    customer: TierAccountId,
    digest: str,
    user_id: str,
) -> WantedChange | None:
    """What has become of it: done, proposed again since something has changed or Xero refused it, or wanted still, and
    then it goes on by itself. None, with nothing done, where that is not what is proposed any more."""
    now, own = runtime.clock(), (installation_id, access.tenant_id)
    with runtime.database.transaction() as tx:
        installations.one_at_a_time(tx, installation_id)
        wanted = contact_changes.decide(
            tx, *own, customer, digest, ChangeState.WANTED, user_id=user_id, due_at=now
        )  # fmt: skip
    if wanted is None:
        return None
    follow_customers(Poster(runtime=runtime, access=access, worker=new_worker()), installation_id)
    with runtime.database.transaction() as tx:
        return contact_changes.find(tx, *own, wanted.request_id)


def keep(
    runtime: Runtime,
    access: Access,
    installation_id: InstallationId,
    customer: TierAccountId,
    digest: str,
    user_id: str,
) -> bool:
    """The next request of the customer is shown again. False, with nothing changed, where that is not what is proposed
    any more."""
    now, own = runtime.clock(), (installation_id, access.tenant_id)
    with runtime.database.transaction() as tx:
        installations.one_at_a_time(tx, installation_id)
        kept = contact_changes.decide(tx, *own, customer, digest, ChangeState.KEPT, user_id=user_id, due_at=None)
        if kept is not None:
            sentence = (
                f"The contact “{kept.looked.contact}” in {access.tenant_name} keeps its "
                f"{words_of(kept.looked.differences)}, whatever the marketplace says ({kept.request_id})."
            )
            entry = journal.JournalEntry(
                at=now,
                actor=Actor.PERSON,
                event="contact.change_kept",
                sentence=sentence,
                data={"customer": customer, "request": kept.request_id, "user": user_id},
            )
            journal.add(tx, installation_id, entry)
    return kept is not None
