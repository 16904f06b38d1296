"""When auto-sync takes an order, and what becomes of those that it has taken when somebody chooses otherwise."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, TierAccountId
from connect_ext.books.orders.glance import Named
from connect_ext.books.settings.daily import run_after
from connect_ext.books.settings.settings import AutoSync, Settings
from connect_ext.storage import customer_switches, go_live

UTC = ZoneInfo("UTC")
"""Of an organisation that nobody has connected yet."""


def wanted_at(
    tx: Connection,
    installation_id: InstallationId,
    chosen: Settings,
    customer: Named | None,
    *,
    since: datetime,
    now: datetime,
) -> datetime | None:
    """When an order of this customer that came to be at `since` is to be sent without a person; None where it is not.

    Once a day: at the first chosen hour after that, however late we hear of it or work. So a day that was missed is
    made up for once, and never twice.
    """
    if not _takes(tx, installation_id, chosen, customer):
        return None
    return _moment(tx, installation_id, chosen, since) if chosen.auto_sync is AutoSync.ONCE_A_DAY else now


def chosen_otherwise(
    tx: Connection, installation_id: InstallationId, former: Settings, chosen: Settings, now: datetime
) -> None:
    """What auto-sync has taken and nobody works on goes by the new choice: with the next run, at once, or when a
    person asks for it."""
    if (former.auto_sync, former.auto_sync_hour) == (chosen.auto_sync, chosen.auto_sync_hour):
        return
    if chosen.auto_sync is AutoSync.OFF:
        customer_switches.leave_to_a_person(tx, installation_id, None, now)
    elif former.auto_sync is not AutoSync.OFF:
        daily = chosen.auto_sync is AutoSync.ONCE_A_DAY
        run = _moment(tx, installation_id, chosen, now) if daily else now
        customer_switches.take_at(tx, installation_id, run, now)


def _takes(tx: Connection, installation_id: InstallationId, chosen: Settings, customer: Named | None) -> bool:
    """It is on, and so is the customer's switch, or, where nobody has set it, what new customers begin with (money
    §18)."""
    if chosen.auto_sync is AutoSync.OFF:
        return False
    switch = customer_switches.find(tx, installation_id, TierAccountId(customer.id)) if customer else None
    return chosen.auto_sync_new_customers if switch is None else switch


def _moment(tx: Connection, installation_id: InstallationId, chosen: Settings, after: datetime) -> datetime:
    connected = go_live.load(tx, installation_id, None)
    return run_after(after, chosen.auto_sync_hour, connected.zone if connected else UTC)
