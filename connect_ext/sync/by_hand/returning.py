"""A cause that is mended once lets every order go on that waits for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.engine import Connection

from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.ids import InstallationId
from connect_ext.books.planning.solved import solved_by
from connect_ext.books.problems.problem import Problem, Screen
from connect_ext.storage import installations, journal, proposed, returning, turns
from connect_ext.storage.database import Database
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import Actor


def let_go_on(tx: Connection, installation_id: InstallationId, screen: Screen, now: datetime) -> int:
    """For whoever has just saved what that page shows. Orders with other problems, too, find the rest of them."""
    return _go_on(tx, installation_id, lambda found: found.screen is screen, f"the {screen.value} were changed", now)


def after_a_look(runtime: Runtime, installation_id: InstallationId, organisation: Organisation) -> int:
    """The same for what somebody has put right in Xero; in a transaction of its own."""
    with runtime.database.transaction() as tx:
        why = f"it was put right in {organisation.name}"
        return _go_on(tx, installation_id, lambda found: solved_by(organisation, found), why, runtime.clock())


def after_news_of_prices(database: Database, installation_id: InstallationId, now: datetime) -> int:
    """The same when the marketplace tells of another price list, listing or product: what was estimated is not known
    any more, and orders without a price ask for it again. Prices that are frozen stay."""
    with database.transaction() as tx:
        proposed.forget_estimates(tx, installation_id)
        return let_go_on(tx, installation_id, Screen.PRICES, now)


def _go_on(
    tx: Connection, installation_id: InstallationId, mended: Callable[[Problem], bool], why: str, now: datetime
) -> int:
    waiting = returning.in_attention(tx, installation_id)
    chosen = [task_id for task_id, problems in waiting.items() if any(map(mended, problems))]
    if not chosen:
        return 0
    installations.one_at_a_time(tx, installation_id)
    count = returning.go_on(tx, installation_id, chosen, now)
    turns.say_who_is_first(tx, installation_id, now, chosen)
    sentence = f"{count} {'order goes' if count == 1 else 'orders go'} on: {why}."
    journal.add(
        tx,
        installation_id,
        journal.JournalEntry(at=now, actor=Actor.PRODUCT, event="tasks.returned", sentence=sentence),
    )
    return count
