"""What has happened since a person last looked, and that they have looked."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from connect_ext.books.documents.policies import Notify
from connect_ext.books.ids import InstallationId
from connect_ext.storage import activity, settings, visits
from connect_ext.storage.activity import Told
from connect_ext.storage.journal import JournalId
from connect_ext.sync.runtime import Runtime

NOT_NEW = JournalId(2**62)
"""Above everything: whoever comes for the first time is not told of all of history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """`untold` counts what a pop-up would speak of, by the installation's level; `latest` is the newest that needs
    somebody. `seen` is the newest entry of the person's last visit; None before the first."""

    untold: int
    matters: int
    latest: Told | None
    seen: JournalId | None
    newest: JournalId


def news(tx: Connection, installation_id: InstallationId, user_id: str) -> News:
    visit = visits.load(tx, installation_id, user_id)
    found = activity.since(tx, installation_id, visit.told if visit else NOT_NEW)
    everything = settings.load(tx, installation_id).settings.notify is Notify.ALL_TASKS
    return News(
        untold=found.all if everything else found.matters,
        matters=found.matters,
        latest=found.latest,
        seen=visit.seen if visit else None,
        newest=found.newest,
    )


def note_visit(runtime: Runtime, installation_id: InstallationId, user_id: str, seen: int, told: int) -> None:
    """`seen` and `told` are entries of the journal, 0 for none; nothing newer than the newest counts. Who comes for the
    first time finds nothing new in what was there before."""
    with runtime.database.transaction() as tx:
        newest = activity.newest(tx, installation_id)
        if visits.load(tx, installation_id, user_id) is None:
            seen = max(seen, told)
        places = {"seen": JournalId(min(seen, newest)), "told": JournalId(min(told, newest))}
        visits.note(tx, installation_id, user_id, **places, now=runtime.clock())
