"""How far our own calendar of each asset has come: whatever begins before a day is known, and when to look again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import case, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import AssetId, InstallationId
from connect_ext.storage.coverage_tables import calendar
from connect_ext.storage.upsert import insert_into


def open_from(tx: Connection, installation_id: InstallationId, opened: Mapping[AssetId, date]) -> None:
    """Has each asset looked at from a day on, also one that was looked at further; never forgets an earlier day."""
    rows: list[dict[str, Any]] = [
        {"installation_id": installation_id, "asset_id": asset_id, "next_from": day, "due_on": day}
        for asset_id, day in sorted(opened.items())
    ]
    if not rows:
        return
    new = insert_into(tx, calendar)
    earlier, came = calendar.c, new.excluded
    changed = {
        "next_from": case((came.next_from < earlier.next_from, came.next_from), else_=earlier.next_from),
        "due_on": case((came.due_on > earlier.due_on, earlier.due_on), else_=came.due_on),
    }
    tx.execute(new.on_conflict_do_update(index_elements=["installation_id", "asset_id"], set_=changed), rows)


def due(tx: Connection, installation_id: InstallationId, today: date, limit: int) -> dict[AssetId, date]:
    """The day from which on each of these assets is to be looked at. No other worker looks at them meanwhile."""
    own = (calendar.c.installation_id == installation_id) & (calendar.c.due_on <= today)
    found = select(calendar.c.asset_id, calendar.c.next_from).where(own)
    oldest = found.order_by(calendar.c.due_on, calendar.c.asset_id).limit(limit).with_for_update(skip_locked=True)
    return {AssetId(row.asset_id): row.next_from for row in tx.execute(oldest)}


def move_on(
    tx: Connection, installation_id: InstallationId, asset_id: AssetId, next_from: date, due_on: date | None
) -> None:
    """`due_on` None: nothing of the asset will ever begin again, unless an order says so."""
    own = (calendar.c.installation_id == installation_id) & (calendar.c.asset_id == asset_id)
    tx.execute(update(calendar).where(own).values(next_from=next_from, due_on=due_on))


def rest(tx: Connection, installation_id: InstallationId, today: date) -> None:
    """Another source says when periods begin: nothing is looked at until `look_again`."""
    own = (calendar.c.installation_id == installation_id) & (calendar.c.due_on <= today)
    tx.execute(update(calendar).where(own).values(due_on=None))


def look_again(tx: Connection, installation_id: InstallationId) -> None:
    """After a change of the settings, which decide when a period is due."""
    own = calendar.c.installation_id == installation_id
    tx.execute(update(calendar).where(own).values(due_on=calendar.c.next_from))
