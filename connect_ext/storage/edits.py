"""What a person changes about the order of a task, kept with it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, null, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.books.prices.edits import Edits
from connect_ext.books.prices.price import FrozenPrices
from connect_ext.books.settings.one_order import Chosen
from connect_ext.storage.edits_json import chosen_to_json, to_json
from connect_ext.storage.frozen_prices import to_json as prices_to_json
from connect_ext.storage.tables import tasks
from connect_ext.storage.tasks import in_open_intent
from connect_ext.work.task import TaskId, TaskStatus

EDITABLE = (TaskStatus.PENDING, TaskStatus.WAITING, TaskStatus.ATTENTION, TaskStatus.HELD, TaskStatus.FAILED)
"""Nothing of it is in Xero, or on its way there."""
UNKNOWN = {"amount": None, "currency": None, "estimated": None}


def save(tx: Connection, installation_id: InstallationId, task_id: TaskId, edits: Edits, now: datetime) -> bool:
    """In place of earlier ones. Frozen prices are forgotten: the next proposal freezes what the person has chosen.
    False, with nothing changed, when a worker has the task or it is final."""
    values = {"edits": to_json(edits), "prices": null(), "updated_at": now, **UNKNOWN}
    return tx.execute(update(tasks).where(_editable(installation_id, task_id)).values(values)).rowcount == 1


def reprice(
    tx: Connection,
    installation_id: InstallationId,
    task_id: TaskId,
    prices: FrozenPrices,
    seen: datetime,
    now: datetime,
) -> bool:
    """Freezes these prices in place of others. `seen` is the task's `updated_at` when they were found out; False also
    where it has changed since."""
    values = {"prices": prices_to_json(prices) if prices else null(), "updated_at": now, **UNKNOWN}
    same = _editable(installation_id, task_id) & (tasks.c.updated_at == seen)
    return tx.execute(update(tasks).where(same).values(values)).rowcount == 1


def choose(
    tx: Connection, installation_id: InstallationId, task_id: TaskId, chosen: Chosen | None, now: datetime
) -> bool:
    """What the order gives back; None leaves it to the settings again. False as in `save`."""
    said = null() if chosen is None else chosen_to_json(chosen)
    values = {"chosen": said, "updated_at": now, **UNKNOWN}
    return tx.execute(update(tasks).where(_editable(installation_id, task_id)).values(values)).rowcount == 1


def choose_target(
    tx: Connection, installation_id: InstallationId, task_id: TaskId, target: str | None, now: datetime
) -> bool:
    """The invoice that its charges go to, as `books.placing.choice` reads it; None takes the choice back. As `save`."""
    changed = update(tasks).where(_editable(installation_id, task_id)).values(target=target, updated_at=now)
    return tx.execute(changed).rowcount == 1


def _editable(installation_id: InstallationId, task_id: TaskId) -> ColumnElement[bool]:
    own = (tasks.c.installation_id == installation_id) & (tasks.c.id == task_id)
    return own & tasks.c.status.in_(EDITABLE) & ~in_open_intent()
