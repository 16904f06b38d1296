"""What explains a difference between what should be in Xero and what is: orders of assets, and their documents."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select, text
from sqlalchemy.engine import Connection

from connect_ext.books.days import platform_day
from connect_ext.books.ids import AssetId, InstallationId, OrderKey, TenantId, is_change, is_credit_note, is_invoice
from connect_ext.books.orders.order import OrderType
from connect_ext.books.periods.months import CALENDAR
from connect_ext.storage.asset_tasks import AssetTask
from connect_ext.storage.billing_periods import KINDS, following, in_month
from connect_ext.storage.columns import OPEN
from connect_ext.storage.edits_json import chosen_from_json
from connect_ext.storage.links import Kept, link_of
from connect_ext.storage.tables import links, tasks
from connect_ext.storage.task_rows import ROW_COLUMNS, row_of
from connect_ext.work.notice import NoticeKind
from connect_ext.work.task import TaskId, TaskRow

AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """An order of a subscription, as far as it explains what is in Xero."""

    row: TaskRow
    on: date
    """The day on which it takes effect; of usage, on which it became known."""
    edited: bool
    """A person changed its prices or quantities before it was sent."""


def usage_of(
    tx: Connection, installation_id: InstallationId, assets: Collection[AssetId], month: str
) -> tuple[AssetTask, ...]:
    """What the assets used, by what became known in the month: a file says in the next one what was used, and cannot be
    billed before."""
    own = (tasks.c.installation_id == installation_id) & tasks.c.asset_id.in_(set(assets))
    used = own & _used(month)
    columns = (tasks.c.order_key, tasks.c.asset_id, tasks.c.status, tasks.c.kind, tasks.c.payload, tasks.c.chosen)
    found = tx.execute(select(*columns).where(used).order_by(tasks.c.id))
    return tuple(AssetTask(**{**row, "chosen": chosen_from_json(row["chosen"])}) for row in found.mappings())


def waiting(
    tx: Connection, installation_id: InstallationId, assets: Collection[AssetId], month: str
) -> frozenset[AssetId]:
    """Those of the assets of which some order, or period, of the month or an earlier one is not in Xero and may come
    to be."""
    own = (tasks.c.installation_id == installation_id) & tasks.c.asset_id.in_(set(assets))
    until = (and_(tasks.c.turn >= kind, tasks.c.turn < kind + following(month)) for kind in KINDS)
    so_far = or_(tasks.c.turn == "", *until)
    return frozenset(
        AssetId(asset) for asset in tx.execute(select(tasks.c.asset_id).where(own, so_far, text(OPEN))).scalars()
    )


def owners(
    tx: Connection, installation_id: InstallationId, order_keys: Collection[OrderKey]
) -> dict[OrderKey, AssetId]:
    """The asset of each order that is known."""
    wanted, found = sorted(set(order_keys)), dict[OrderKey, AssetId]()
    for start in range(0, len(wanted), AT_ONCE):
        some = tasks.c.order_key.in_(wanted[start : start + AT_ONCE]) & tasks.c.asset_id.is_not(None)
        own = (tasks.c.installation_id == installation_id) & some
        found |= {
            row.order_key: row.asset_id for row in tx.execute(select(tasks.c.order_key, tasks.c.asset_id).where(own))
        }
    return found


def ordered(
    tx: Connection,
    installation_id: InstallationId,
    assets: Collection[AssetId],
    month: str,
    order_keys: Collection[OrderKey],
) -> tuple[Ordered, ...]:
    """Of the assets: the orders of the month, those that are still open, and those named; in their turn."""
    own = (tasks.c.installation_id == installation_id) & tasks.c.asset_id.in_(set(assets))
    wanted = or_(in_month(month), text(OPEN), tasks.c.order_key.in_(set(order_keys)), _used(month))
    statement = select(*ROW_COLUMNS, tasks.c.turn, tasks.c.edits).where(own, wanted).order_by(tasks.c.turn)
    found: Iterable[Row[Any]] = tx.execute(statement)
    return tuple(Ordered(row=row_of(row), on=_day(row), edited=bool(row.edits)) for row in found)


def made_for(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, task_ids: Collection[TaskId]
) -> Mapping[TaskId, tuple[Kept, ...]]:
    """The invoices and credit notes that were made or changed for tasks, each as it was answered when it was."""
    own = (links.c.installation_id == installation_id) & (links.c.tenant_id == tenant_id)
    found: dict[TaskId, tuple[Kept, ...]] = {}
    for row in tx.execute(select(links).where(own, links.c.task_id.in_(set(task_ids))).order_by(links.c.document_key)):
        if any(is_one(row.document_key) for is_one in (is_invoice, is_credit_note, is_change)):
            kept = Kept(link=link_of(row), picture=row.picture)
            found[row.task_id] = (*found.get(row.task_id, ()), kept)
    return found


def _used(month: str) -> ColumnElement[bool]:
    days = CALENDAR.containing(date.fromisoformat(f"{month}-01"))
    first, end = (datetime.combine(day, time(), UTC) for day in (days.start, days.end))
    known = (tasks.c.created_at >= first) & (tasks.c.created_at < end)
    return (tasks.c.kind == NoticeKind.USAGE) & known


def _day(row: Any) -> date:
    """Where nothing tells its turn, the day on which it became known."""
    said = row.turn[1:9]
    if row.order_type is OrderType.USAGE or not said:
        return platform_day(row.created_at)
    return date.fromisoformat(said)
