"""A row of `tasks` as the values that the rest of the product knows, as far as they are asked for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from connect_ext.books.money import Amount, Currency
from connect_ext.books.orders.glance import Glance, Named
from connect_ext.storage.edits_json import chosen_from_json
from connect_ext.storage.edits_json import from_json as edits_from_json
from connect_ext.storage.frozen_prices import from_json
from connect_ext.storage.problems import problems_of
from connect_ext.storage.tables import tasks
from connect_ext.storage.wholes import from_json as whole_of_json
from connect_ext.work.task import SyncTask, TaskRow

ONLY_FOR_OTHERS = frozenset(
    {"lease_owner", "lease_until", "claimable_at", "explanations", "covers", "usage", "turn", "sought"}
)
COLUMNS = tuple(column for column in tasks.c if column.name not in ONLY_FOR_OTHERS)
"""What `task_of` needs."""

ONLY_FOR_WORK = frozenset(
    {"installation_id", "payload", "kind", "edits", "chosen", "target", "prices", "documents"}
    | {"ignored_by", "asked_by", "attempts", "shown"}
)
ROW_COLUMNS = tuple(column for column in COLUMNS if column.name not in ONLY_FOR_WORK)
"""What `row_of` needs: the payload alone is a hundred times as large as all the rest."""


def task_of(row: Row[Any]) -> SyncTask:
    return SyncTask(
        **_seen(row),
        installation_id=row.installation_id,
        kind=row.kind,
        payload=row.payload,
        ignored_by=row.ignored_by,
        attempts=row.attempts,
        edits=edits_from_json(row.edits),
        chosen=chosen_from_json(row.chosen),
        target=row.target,
        prices=from_json(row.prices),
        whole=whole_of_json(row.documents),
        shown=row.shown,
        asked_by=row.asked_by,
    )


def row_of(row: Row[Any]) -> TaskRow:
    return TaskRow(**_seen(row))


def _seen(row: Row[Any]) -> dict[str, Any]:
    return {
        "id": row.id,
        "order_key": row.order_key,
        "order_type": row.order_type,
        "asset_id": row.asset_id,
        "status": row.status,
        "reason": row.reason,
        "problems": problems_of(row.problems),
        "due_at": row.due_at,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "glance": Glance(
            customer=_named(row.customer_id, row.customer_name), product=_named(row.product_id, row.product_name)
        ),
        "amount": None if row.amount is None else Amount(value=row.amount, currency=Currency(row.currency)),
        "estimated": bool(row.estimated),
    }


def _named(id_: str | None, name: str | None) -> Named | None:
    return None if id_ is None and name is None else Named(id=id_ or "", name=name or "")
