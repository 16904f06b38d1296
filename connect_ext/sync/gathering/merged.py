"""Contacts that a person has merged in Xero: the customer follows to the one that is left (money §11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from connect_ext.books.documents.held import HeldContact, Link
from connect_ext.books.ids import DocumentKey, InstallationId, XeroId
from connect_ext.storage import journal, links
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import Actor

MERGES_AT_MOST = 5
"""In a row. What was merged on and on, or in a circle, is left as the archived contact that it is."""

Contacts = Mapping[DocumentKey, HeldContact]
Name = TypeVar("Name", DocumentKey, XeroId)


def followed(access: Access, contacts: Mapping[Name, HeldContact]) -> dict[Name, HeldContact]:
    """The same contacts, with the one that is left in place of each that was merged; where that is not there, or
    archived itself, the contact stays as it was. Raises `WorldFailed`. No call where nothing was merged."""
    found = dict(contacts)
    for _ in range(MERGES_AT_MOST):
        moving = {key: held.merged_to for key, held in found.items() if not held.active and held.merged_to}
        if not moving:
            break
        targets = {held.id: held for held in access.organisation.contacts_by_id(sorted(set(moving.values())))}
        arrived = {key: targets[target] for key, target in moving.items() if target in targets}
        if not arrived:
            break
        found |= arrived
    return {key: held if held.active else contacts[key] for key, held in found.items()}


def move_links(
    runtime: Runtime,
    access: Access,
    installation_id: InstallationId,
    linked: Mapping[DocumentKey, Link],
    before: Contacts,
    after: Contacts,
) -> dict[DocumentKey, Link]:
    """The links with those of merged contacts moved to where they went, each with a sentence in the journal. A link
    that a person has changed meanwhile is left alone."""
    moved = {
        key: replace(link, xero_id=after[key].id, number=after[key].number)
        for key, link in linked.items()
        if key in after and after[key].id != link.xero_id
    }
    if not moved:
        return dict(linked)
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        current = links.find(tx, installation_id, access.tenant_id, list(moved))
        for key, link in moved.items():
            if current.get(key) != linked[key]:
                continue
            links.relink(tx, installation_id, access.tenant_id, link, now=now)
            sentence = (
                f"“{before[key].name}” was merged into “{after[key].name}” in {access.tenant_name}: "
                f"{key.partition(':')[2]} is now billed to that contact."
            )
            entry = journal.JournalEntry(at=now, actor=Actor.PRODUCT, event="contact.merged", sentence=sentence)
            journal.add(tx, installation_id, entry)
    return {**linked, **moved}
