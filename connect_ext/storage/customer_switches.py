"""Whether auto-sync takes a customer's orders, where a person has said so; and what it has taken and not begun."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, TierAccountId
from connect_ext.storage.mapping_tables import customer_switches as rows
from connect_ext.storage.tables import tasks
from connect_ext.storage.upsert import insert_into
from connect_ext.work.task import Actor, TaskStatus

AT_ONCE = 500
"""Names in one statement: SQLite takes a limited number."""


def find(tx: Connection, installation_id: InstallationId, customer: TierAccountId) -> bool | None:
    """None where nobody has said anything: then the default for new customers holds."""
    mine = (rows.c.installation_id == installation_id) & (rows.c.customer == customer)
    found: bool | None = tx.execute(select(rows.c.auto_sync).where(mine)).scalar_one_or_none()
    return found


def all_of(tx: Connection, installation_id: InstallationId) -> dict[TierAccountId, bool]:
    """Of the customers whose switch somebody has set."""
    found = tx.execute(select(rows.c.customer, rows.c.auto_sync).where(rows.c.installation_id == installation_id))
    return {TierAccountId(row.customer): row.auto_sync for row in found}


def switch(
    tx: Connection, installation_id: InstallationId, customers: Collection[TierAccountId], now: datetime, *, on: bool
) -> None:
    for some in _parts(customers):
        values = [
            {"installation_id": installation_id, "customer": one, "auto_sync": on, "saved_at": now} for one in some
        ]
        new = insert_into(tx, rows).values(values)
        changed = {"auto_sync": on, "saved_at": now}
        tx.execute(new.on_conflict_do_update(index_elements=["installation_id", "customer"], set_=changed))


def leave_to_a_person(
    tx: Connection, installation_id: InstallationId, customers: Collection[TierAccountId] | None, now: datetime
) -> int:
    """What auto-sync has taken of them, None: of all, and nobody works on is due no more, until a person asks. Returns
    how many."""
    changed = update(tasks).values(due_at=None, asked_by=None, updated_at=now).where(_taken(installation_id))
    if customers is None:
        return tx.execute(changed).rowcount
    return sum(tx.execute(changed.where(tasks.c.customer_id.in_(some))).rowcount for some in _parts(customers))


def take_at(tx: Connection, installation_id: InstallationId, due_at: datetime, now: datetime) -> None:
    """What auto-sync has taken and nobody works on is due at another moment."""
    tx.execute(update(tasks).values(due_at=due_at, updated_at=now).where(_taken(installation_id)))


def _taken(installation_id: InstallationId) -> ColumnElement[bool]:
    untouched = (tasks.c.status == TaskStatus.PENDING) & (tasks.c.asked_by == Actor.PRODUCT)
    return (tasks.c.installation_id == installation_id) & untouched


def _parts(customers: Collection[TierAccountId]) -> Sequence[Sequence[TierAccountId]]:
    wanted = sorted(customers)
    return [wanted[at : at + AT_ONCE] for at in range(0, len(wanted), AT_ONCE)]
