"""All tasks of an asset, finished ones too: from their orders the quantities in force are counted (money §5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from connect_ext.books.ids import AssetId, InstallationId, OrderKey
from connect_ext.books.settings.one_order import Chosen
from connect_ext.storage.edits_json import chosen_from_json
from connect_ext.storage.tables import tasks
from connect_ext.work.notice import NoticeKind
from connect_ext.work.task import TaskStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetTask:
    order_key: OrderKey
    asset_id: AssetId
    status: TaskStatus
    kind: NoticeKind
    payload: Mapping[str, Any]
    chosen: Chosen | None
    """What a person chose that it gives back."""


def of_assets(tx: Connection, installation_id: InstallationId, assets: Collection[AssetId]) -> tuple[AssetTask, ...]:
    """Of their requests, in the order in which they became known: what bills periods or usage changes no quantity."""
    own = (tasks.c.installation_id == installation_id) & tasks.c.asset_id.in_(set(assets))
    asked = own & (tasks.c.kind == NoticeKind.ASSET_REQUEST)
    columns = (tasks.c.order_key, tasks.c.asset_id, tasks.c.status, tasks.c.kind, tasks.c.payload, tasks.c.chosen)
    found = tx.execute(select(*columns).where(asked).order_by(tasks.c.id))
    return tuple(AssetTask(**{**row, "chosen": chosen_from_json(row["chosen"])}) for row in found.mappings())


def assets(tx: Connection, installation_id: InstallationId, after: AssetId, limit: int) -> tuple[AssetId, ...]:
    """Of which requests are known, by id, from above `after`; the empty one is before all."""
    own = (tasks.c.installation_id == installation_id) & (tasks.c.asset_id > after)
    found = select(tasks.c.asset_id).where(own).distinct().order_by(tasks.c.asset_id).limit(limit)
    return tuple(AssetId(asset) for asset in tx.execute(found).scalars() if asset is not None)
