"""Contacts that carry our number already are remembered as ours; nothing is sent."""

from __future__ import annotations

from connect_ext.books.ids import InstallationId
from connect_ext.books.planning.plan import Adopt
from connect_ext.storage import journal, links
from connect_ext.sync.sending.kinds.kind import Ids
from connect_ext.sync.sending.pieces import Work
from connect_ext.sync.sending.posting import Poster
from connect_ext.work.task import Actor


def adopt(poster: Poster, installation_id: InstallationId, work: Work) -> Ids:
    """Returns what was adopted, each once. Raises `LinkConflict`."""
    adopted = {
        change.link.key: (task_id, change)
        for task_id, planned in work.items()
        for change in planned.changes
        if isinstance(change, Adopt)
    }
    now, tenant_id = poster.runtime.clock(), poster.access.tenant_id
    with poster.runtime.database.transaction() as tx:
        for task_id, change in adopted.values():
            links.put(tx, installation_id, tenant_id, change.link, picture=None, task_id=task_id, now=now)
            sentence = f"Adopted a contact of Xero: {change.why}."
            entry = journal.JournalEntry(
                at=now, actor=Actor.PRODUCT, event="contact.adopted", sentence=sentence, task_id=task_id
            )
            journal.add(tx, installation_id, entry)
    return {key: change.link.xero_id for key, (_, change) in adopted.items()}
