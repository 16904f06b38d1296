"""A notice as this installation understands it: by what it chose, and by what is known of the asset already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.engine import Connection

from connect_ext.books.charging.unchanged import disagreements
from connect_ext.books.ids import AssetId, InstallationId
from connect_ext.books.orders.order import Order, OrderType
from connect_ext.books.orders.reading import NoOrder, Reading, Stated
from connect_ext.books.problems.problem import Problem
from connect_ext.books.settings.settings import Settings
from connect_ext.cloudblue.billing_requests import NOT_CHOSEN, shows_parties, source_of
from connect_ext.cloudblue.readings import read
from connect_ext.cloudblue.whose import latest_request
from connect_ext.storage import asset_tasks
from connect_ext.storage.asset_tasks import AssetTask
from connect_ext.work.notice import Notice, NoticeKind

Payload = Mapping[str, Any]


def understood(tx: Connection, notice: Notice, chosen: Settings) -> tuple[Payload, Reading]:
    """The payload that the task is to keep, and what it means."""
    payload = notice.payload
    if notice.kind is NoticeKind.BILLING_REQUEST:
        payload = _with_parties(tx, notice)
    reading = read(notice.kind, payload, notice.source_id)
    if notice.kind is NoticeKind.BILLING_REQUEST and isinstance(reading, Order):
        reading = _if_chosen(reading, payload, chosen)
    return payload, reading


def unexplained(tx: Connection, installation_id: InstallationId, reading: Reading) -> tuple[Problem, ...]:
    """Where a request that changes nothing states other quantities than the known orders come to (money §1)."""
    match reading:
        case NoOrder(stated=Stated(), asset_id=str() as asset_id):
            known = asset_tasks.of_assets(tx, installation_id, [AssetId(asset_id)])
            return disagreements(reading, orders_of(known))
        case _:
            return ()


def orders_of(tasks: Iterable[AssetTask]) -> tuple[Order, ...]:
    """Those that are orders."""
    readings = (read(task.kind, task.payload, task.order_key) for task in tasks)
    return tuple(reading for reading in readings if isinstance(reading, Order))


def _with_parties(tx: Connection, notice: Notice) -> Payload:
    """Some billing requests name nobody: then they are for whom the asset's last request was."""
    if shows_parties(notice.payload):
        return notice.payload
    asset = notice.payload.get("asset")
    if not isinstance(asset, Mapping) or not isinstance(asset.get("id"), str):
        return notice.payload
    known = asset_tasks.of_assets(tx, notice.installation_id, [AssetId(asset["id"])])
    request = latest_request([task.payload for task in known])
    if request is None:
        return notice.payload
    return {**notice.payload, "asset": {**asset, "tiers": request["asset"]["tiers"]}}


def _if_chosen(reading: Order, payload: Payload, chosen: Settings) -> Reading:
    if source_of(payload) is chosen.recurring_source:
        return reading
    reason = NOT_CHOSEN[chosen.recurring_source]
    return NoOrder(key=reading.key, type=OrderType.BILLING, asset_id=reading.asset_id, reason=reason)
