"""Periods of our own calendar become notices when they begin, or in arrears when they have ended (money §6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.engine import Connection

from connect_ext.books.days import Days, platform_day
from connect_ext.books.documents.policies import RecurringSource
from connect_ext.books.ids import AssetId, InstallationId, ProductItemId
from connect_ext.books.orders.order import Order
from connect_ext.books.settings.settings import Settings
from connect_ext.books.subscription.calendar import AssetCalendar, Due
from connect_ext.cloudblue.own_periods import items_of_period, items_shown, notice_of_period, period_id
from connect_ext.cloudblue.whose import latest_request
from connect_ext.storage import asset_tasks, asset_terms, calendar, notices, settings
from connect_ext.storage.asset_tasks import AssetTask
from connect_ext.sync.intake.understood import orders_of
from connect_ext.sync.runtime import Runtime
from connect_ext.work.notice import NoticeKind

ASSETS_AT_ONCE = 100
MOST_OF_A_DAY = 9
"""How often items may turn out late to have begun on one day: each time it is a further order."""


def begin_periods(runtime: Runtime, installation_id: InstallationId) -> int:
    """Writes down every period that is due and not known yet, and remembers in the same transaction how far that was.
    Returns how many notices that made; costs one question where nothing is due."""
    now = runtime.clock()
    today = platform_day(now)
    with runtime.database.transaction() as tx:
        found = calendar.due(tx, installation_id, today, ASSETS_AT_ONCE)
        if not found:
            return 0
        chosen = settings.load(tx, installation_id).settings
        if chosen.recurring_source is not RecurringSource.CALENDAR:
            calendar.rest(tx, installation_id, today)
            return 0
        terms = asset_terms.load(tx, installation_id, found)
        tasks = asset_tasks.of_assets(tx, installation_id, found)
        made = 0
        for asset_id, next_from in found.items():
            own = [task for task in tasks if task.asset_id == asset_id]
            orders = orders_of(own)
            asset = AssetCalendar(orders=orders, terms=terms.get(asset_id), in_arrears=is_in_arrears(orders, chosen))
            look = asset.look(next_from, today)
            told = Told(asset_id=asset_id, tasks=own, now=now)
            made += sum(told.tell(tx, installation_id, due) for due in look.due)
            calendar.move_on(tx, installation_id, asset_id, look.next_from, look.again)
    return made


def is_in_arrears(orders: Iterable[Order], chosen: Settings) -> bool:
    """Whether the asset that these orders are of is charged when its periods have ended."""
    return any(order.product_id in chosen.in_arrears for order in orders)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the requests of one asset show of it."""

    asset_id: AssetId
    tasks: Sequence[AssetTask]
    now: datetime

    def tell(self, tx: Connection, installation_id: InstallationId, due: Due) -> bool:
        """Writes a notice for the items of a day that none tells of yet; False where there are none."""
        ids = [period_id(self.asset_id, due.on, number + 1) for number in range(MOST_OF_A_DAY)]
        known = notices.payloads(tx, installation_id, NoticeKind.PERIOD, ids)
        told = {item for payload in known.values() for item in items_of_period(payload)}
        free = next((id_ for id_ in ids if id_ not in known), None)
        items = self._items([one for one in due.items if one[0] not in told], due.on)
        request = latest_request([task.payload for task in self.tasks], due.on)
        if not items or free is None or request is None:
            return False
        notice = notice_of_period(installation_id, self.asset_id, free, items, request, self.now)
        return notices.upsert(tx, notice)

    def _items(self, due: Iterable[tuple[ProductItemId, Days]], on: date) -> tuple[tuple[Mapping[str, Any], Days], ...]:
        shown = items_shown([task.payload for task in self.tasks], on)
        return tuple((shown[item], days) for item, days in due if item in shown)
