"""Which installations there are, learnt from whatever shows one: its event, an order's event, a user's call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from connect.client import ConnectClient

from connect_ext.books.ids import InstallationId
from connect_ext.cloudblue.failures import connect_call
from connect_ext.cloudblue.installations import read_installation
from connect_ext.storage import installations
from connect_ext.storage.database import Database
from connect_ext.work.authorisation import Installation


def record_installation(database: Database, payload: Mapping[str, Any], now: datetime) -> Installation:
    """Keeps what Connect says of an installation now. Raises `WorldFailed` when it cannot be read."""
    found = read_installation(payload)
    with database.transaction() as tx:
        installations.record(tx, found, now)
    return found


def know_installation(
    database: Database, installation_id: InstallationId, ask: Callable[[], Mapping[str, Any]], now: datetime
) -> Installation:
    """An installation whose own event we missed is asked for once; without it its orders would never be worked off."""
    with database.transaction() as tx:
        known = installations.find(tx, installation_id)
    return known or record_installation(database, ask(), now)


def read_own_installation(client: ConnectClient, installation_id: InstallationId) -> Mapping[str, Any]:
    """What Connect says of an installation to the installation itself, whose key `client` has. Raises `WorldFailed`."""
    with connect_call("this installation"):
        found: Mapping[str, Any] = client("devops").installations[installation_id].get()
        return found


def know_tier_account(database: Database, installation_id: InstallationId, tier_account_id: str) -> None:
    """The account as a party of orders, which only a call of its users shows."""
    with database.transaction() as tx:
        known = installations.find(tx, installation_id)
        if known is not None and known.tier_account_id != tier_account_id:
            installations.note_tier_account(tx, installation_id, tier_account_id)
