"""Contacts that auto-sync may not make by itself keep their orders back for a person (money §18)."""

from __future__ import annotations

from collections.abc import Mapping

from connect_ext.books.by_hand.holds import new_contact
from connect_ext.books.planning.plan import CreateContact
from connect_ext.storage import contact_links, settings
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.runtime import Runtime
from connect_ext.sync.sending.pieces import Planned
from connect_ext.work.outcome import Held
from connect_ext.work.task import Actor, SyncTask, TaskId


def with_new_contacts(
    runtime: Runtime,
    access: Access,
    claimed: Mapping[TaskId, SyncTask],
    planned: Mapping[TaskId, Planned],
    held: Mapping[TaskId, Held],
) -> dict[TaskId, Held]:
    """`held`, and the orders that nobody has asked for and that need a contact which only a person may have made.

    A person's Sync is the consent, with a look at the preview or without: it names these orders and no others."""
    asking = {
        task_id: (one.proposal.order.request_id, change.contact.name)
        for task_id, one in planned.items()
        for change in one.changes
        if isinstance(change, CreateContact) and claimed[task_id].asked_by is not Actor.PERSON
    }
    if not asking:
        return dict(held)
    installation_id = access.authorisation.installation_id
    with runtime.database.transaction() as tx:
        chosen = settings.load(tx, installation_id).settings
        made = contact_links.made(tx, installation_id, access.tenant_id, chosen.new_contacts_seen)
    found = dict(held)
    for task_id, (subject, name) in asking.items():
        if (why := new_contact(subject, name, made, chosen)) is not None:
            before = held[task_id].problems if task_id in held else ()
            found[task_id] = Held(problems=(*before, why))
    return found
