"""What customers have changed beside what their contacts say in Xero: proposed to a person, or sent, or done."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connect_ext.books.booking.contact_change import ContactChange, change_of, kept_back
from connect_ext.books.ids import DocumentKey, InstallationId, XeroId, contact_key
from connect_ext.books.settings.settings import ChangedContacts
from connect_ext.storage import contact_changes, links, settings
from connect_ext.storage.contact_changes import NOTHING_SEEN, Looked, WantedChange
from connect_ext.sync.crash import apart
from connect_ext.sync.customers.sending import Contact, Desk, done_already, send
from connect_ext.sync.runtime import LEASE
from connect_ext.sync.sending.posting import STOPS_EVERYTHING, Poster
from connect_ext.work.changed_contact import ChangeState
from connect_ext.work.failure import Failure, WorldFailed
from connect_ext.xero.kept import kept_card

AT_ONCE = 50
"""Contacts: what Xero gives in one call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Of the customers that are due: their contacts now, as we made them, and who else has the same."""

    linked: Mapping[DocumentKey, XeroId]
    pictures: Mapping[XeroId, Mapping[str, Any]]
    made: Mapping[DocumentKey, Mapping[str, Any]]
    customers: Mapping[XeroId, Sequence[str]]


def follow_customers(poster: Poster, installation_id: InstallationId) -> Failure | None:
    """All that is due: one read for fifty, and one call for each that is sent. A failure that keeps the rest from it is
    returned."""
    runtime, now = poster.runtime, poster.runtime.clock()
    own = (installation_id, poster.access.tenant_id)
    with runtime.database.transaction() as tx:
        due = contact_changes.claim(tx, *own, now=now, until=now + LEASE, limit=AT_ONCE)
        chosen = settings.load(tx, installation_id).settings.changed_contacts if due else ChangedContacts.PROPOSE
    if not due:
        return None
    try:
        seen = _seen(poster, installation_id, due)
    except WorldFailed as failed:
        return failed.failure
    for one in due:
        failure = None
        with apart("contact_change", installation_id):
            failure = _look(Desk(poster=poster, installation_id=installation_id), one, seen, chosen)
        if failure is not None and failure.kind in STOPS_EVERYTHING:
            return failure
    return None


def _seen(poster: Poster, installation_id: InstallationId, due: Sequence[WantedChange]) -> Seen:
    """Raises `WorldFailed`."""
    own, keys = (installation_id, poster.access.tenant_id), [contact_key(one.party.id) for one in due]
    with poster.runtime.database.transaction() as tx:
        linked = {key: link.xero_id for key, link in links.find(tx, *own, keys).items()}
        made = links.pictures(tx, *own, keys)
        others = links.contacts_on(tx, *own, list(linked.values()))
    customers: dict[XeroId, list[str]] = {}
    for key, link in others.items():
        customers.setdefault(link.xero_id, []).append(key.partition(":")[2])
    ids = sorted(set(linked.values()))
    return Seen(
        linked=linked,
        pictures=poster.access.organisation.contact_pictures(ids) if ids else {},
        made=made,
        customers=customers,
    )


def _look(desk: Desk, wanted: WantedChange, seen: Seen, chosen: ChangedContacts) -> Failure | None:
    key = contact_key(wanted.party.id)
    picture = seen.pictures.get(seen.linked[key]) if key in seen.linked else None
    held = kept_card(picture) if picture is not None else None
    if picture is None or held is None:
        # Nobody is mapped to it, or it is gone: its next order says what helps.
        desk.settle(wanted, ChangeState.LEFT, NOTHING_SEEN)
        return None
    made_as = kept_card(seen.made[key]) if key in seen.made else None
    contact = Contact(picture=picture, card=held, change=change_of(held, wanted.party, made_as))
    if not contact.change.differences:
        done_already(desk, wanted, contact)
        return None
    others = [one for one in seen.customers[held.id] if one != wanted.party.id]
    reason = kept_back(contact.change, held, made_as, others)
    looked = Looked(
        contact=held.name,
        reason=reason,
        differences=contact.change.differences,
        digest=_digest(held.id, contact.change),
    )
    agreed = wanted.state is ChangeState.WANTED and held.active and looked.digest == wanted.looked.digest
    if agreed or (chosen is ChangedContacts.FOLLOW and not reason):
        return send(desk, wanted, contact, looked)
    desk.propose(wanted, looked)
    return None


def _digest(contact: XeroId, change: ContactChange) -> str:
    """Of what a person is shown, so that nothing else is applied."""
    told = [[one.field.value, one.held, one.said] for one in change.differences]
    return hashlib.sha256(json.dumps([contact, told]).encode()).hexdigest()[:32]
