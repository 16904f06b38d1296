"""The contacts of a batch's customers, as Xero holds them now or held them a moment ago."""

from __future__ import annotations

from collections.abc import Mapping

from connect_ext.books.documents.held import HeldContact, Link
from connect_ext.books.ids import DocumentKey, XeroId
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.runtime import Runtime


def linked_contacts(
    runtime: Runtime, access: Access, linked: Mapping[DocumentKey, Link]
) -> dict[DocumentKey, HeldContact]:
    """Those that exist. Raises `WorldFailed`; no call where all are known."""
    ids = list(dict.fromkeys(link.xero_id for link in linked.values()))
    now, consent = runtime.clock(), access.authorisation.id
    found: dict[XeroId, HeldContact] = runtime.contacts.of(consent, ids, now)
    if asked := [one for one in ids if one not in found]:
        read = access.organisation.contacts_by_id(asked)
        runtime.contacts.remember(consent, read, now)
        found |= {held.id: held for held in read}
    return {key: found[link.xero_id] for key, link in linked.items() if link.xero_id in found}


def numbered_contacts(
    runtime: Runtime, access: Access, numbers: Mapping[str, DocumentKey]
) -> dict[DocumentKey, HeldContact]:
    """Those that carry our number without a link of ours: such as one that another installation has made. Who was not
    in the list of contacts two minutes ago is new; where that misses somebody, Xero refuses the name."""
    if not numbers:
        return {}
    listed = {card.number for card in runtime.lists.contacts_of(access, runtime.clock())}
    there = [number for number in numbers if number in listed]
    found = access.organisation.contacts_by_number(there) if there else ()
    return {numbers[held.number]: held for held in found if held.number and held.number in numbers}
