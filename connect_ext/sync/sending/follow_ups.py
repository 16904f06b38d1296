"""What is done later to documents that were made: looked at when it is due, again and again, never forced.

Nothing waits for it. Each kind has a module of its own; what they have in common stands in `following`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.ids import InstallationId, XeroId, is_closing, is_email
from connect_ext.storage import follow_ups, settings
from connect_ext.storage.follow_ups import FollowUp
from connect_ext.sync.crash import apart
from connect_ext.sync.runtime import LEASE
from connect_ext.sync.sending.closing import close
from connect_ext.sync.sending.emailing import email
from connect_ext.sync.sending.following import Follower, Seen
from connect_ext.sync.sending.posting import STOPS_EVERYTHING, Poster
from connect_ext.sync.sending.setting_off import set_off
from connect_ext.work.failure import Failure, WorldFailed

AT_ONCE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """How many were looked at, and what kept others from it."""

    looked_at: int
    failure: Failure | None = None


def follow(poster: Poster, installation_id: InstallationId, organisation: Callable[[], Organisation]) -> Followed:
    """Looks at all that are due: at most three reads for fifty. `organisation` is asked only where something is due."""
    now = poster.runtime.clock()
    with poster.runtime.database.transaction() as tx:
        own = (installation_id, poster.access.tenant_id)
        due = follow_ups.claim(tx, *own, now=now, until=now + LEASE, limit=AT_ONCE)
        chosen = settings.load(tx, installation_id).settings if due else None
    if chosen is None:
        return Followed(looked_at=0)
    try:
        facts, seen = organisation(), _seen(poster, due)
    except WorldFailed as failed:
        return Followed(looked_at=0, failure=failed.failure)
    follower = Follower(poster=poster, installation_id=installation_id, organisation=facts, settings=chosen)
    failure = _look(follower, due, seen)
    return Followed(looked_at=len(due), failure=failure)


def _look(follower: Follower, due: Sequence[FollowUp], seen: Seen) -> Failure | None:
    """What stops everything is returned; the rest is looked at later, by its lease."""
    rest = [one for one in due if not is_closing(one.key)]
    # Closed first: what is closed now is e-mailed in a later look.
    failure = close(follower, [one for one in due if is_closing(one.key)], seen)
    for one in rest:
        if failure is not None and failure.kind in STOPS_EVERYTHING:
            return failure
        failure = None
        # A mistake of ours with one keeps no other from its turn.
        with apart("follow_up", follower.installation_id):
            failure = (email if is_email(one.key) else set_off)(follower, one, seen)
    return failure if failure is not None and failure.kind in STOPS_EVERYTHING else None


def _seen(poster: Poster, due: Sequence[FollowUp]) -> Seen:
    """Raises `WorldFailed`."""
    xero = poster.access.organisation
    of_invoices = [one for one in due if is_closing(one.key) or is_email(one.key)]
    of_notes = [one.document_id for one in due if one not in of_invoices]
    wanted = [*(one.document_id for one in of_invoices), *(found for one in due for found in one.invoice_ids)]
    notes = {note.id: note for note in xero.credit_notes_by_id(of_notes)}
    invoices = {invoice.id: invoice for invoice in xero.invoices_by_id(list(dict.fromkeys(wanted)))}
    told = [one.document_id for one in due if is_email(one.key)]
    whom: Mapping[XeroId, None] = dict.fromkeys(invoices[one].contact_id for one in told if one in invoices)
    contacts = {contact.id: contact for contact in xero.contacts_by_id(list(whom))}
    return Seen(notes=notes, invoices=invoices, contacts=contacts)
