"""When an asset is billed, fixed when an order of it is first proposed: the platform's date moves on (money §4)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, select
from sqlalchemy.engine import Connection

from connect_ext.books.ids import AssetId, InstallationId
from connect_ext.books.orders.order import BillingPeriod
from connect_ext.books.periods.terms import Terms
from connect_ext.storage.coverage_tables import asset_terms
from connect_ext.storage.upsert import insert_into


def load(tx: Connection, installation_id: InstallationId, assets: Collection[AssetId]) -> dict[AssetId, Terms | None]:
    """Those of the assets that are fixed; None for one of which the marketplace did not tell."""
    own = (asset_terms.c.installation_id == installation_id) & asset_terms.c.asset_id.in_(set(assets))
    return {AssetId(row["asset_id"]): _terms(row) for row in tx.execute(select(asset_terms).where(own)).mappings()}


def freeze(
    tx: Connection, installation_id: InstallationId, terms: Mapping[AssetId, Terms | None], now: datetime
) -> None:
    """Fixes the terms of assets that have none yet; the others stay as they are."""
    rows: list[dict[str, Any]] = [
        {
            "installation_id": installation_id,
            "asset_id": asset_id,
            "months": found.length.months if found else None,
            "anniversary_day": found.anniversary_day if found else None,
            "next_date": found.next_date if found else None,
            "frozen_at": now,
        }
        for asset_id, found in sorted(terms.items())
    ]
    if rows:
        tx.execute(insert_into(tx, asset_terms).on_conflict_do_nothing(), rows)


def _terms(row: RowMapping) -> Terms | None:
    if row["next_date"] is None:
        return None
    return Terms(
        length=BillingPeriod(months=row["months"]),
        next_date=row["next_date"],
        anniversary_day=row["anniversary_day"],
    )
