"""What was billed by the day, with the customer of each line: the ground of the deferred-revenue schedule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, or_, select, tuple_
from sqlalchemy.engine import Connection

from connect_ext.books.coverage.stretch import CoverageState, Stretch
from connect_ext.books.ids import AssetId, InstallationId, OrderKey, TenantId, TierAccountId
from connect_ext.storage.coverage_tables import coverage
from connect_ext.storage.stretches import from_row
from connect_ext.storage.tables import tasks

OF_LINE = (
    func.coalesce(coverage.c.credits_document, coverage.c.document_key),
    func.coalesce(coverage.c.credits_mark, coverage.c.mark),
)
"""The line that bills, for its credits too."""


UNKNOWN = TierAccountId("")
"""The customer of what we have no order for, such as an opening balance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Customers:
    """Each as its newest order says."""

    of_order: Mapping[OrderKey, TierAccountId]
    of_asset: Mapping[AssetId, TierAccountId]
    names: Mapping[TierAccountId, str]

    def of_line(self, line: Stretch) -> TierAccountId:
        """Whom the order of a billed line was for; where its mark names no known order, whose the asset is now."""
        order = OrderKey(line.line.mark.rpartition("/")[0])
        return self.of_order.get(order) or self.of_asset.get(line.item.asset_id, UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Billed:
    stretches: tuple[Stretch, ...]
    customers: Customers


def billed(tx: Connection, installation_id: InstallationId, tenant_id: TenantId, start: date, until: date) -> Billed:
    """Every line that pays for days from `start` on, or was billed or credited from then on, each whole and with all
    its credits; in documents dated before `until`, those that were released left out."""
    standing = and_(
        coverage.c.installation_id == installation_id,
        coverage.c.tenant_id == tenant_id,
        coverage.c.state != CoverageState.RELEASED,
        coverage.c.dated < until,
    )
    lines = select(*OF_LINE).where(standing, or_(coverage.c.to_day > start, coverage.c.dated >= start))
    wanted = standing & tuple_(*OF_LINE).in_(lines)
    found = tx.execute(select(coverage).where(wanted).order_by(coverage.c.id)).mappings()
    customers = _customers(tx, installation_id, select(coverage.c.asset_id).where(wanted))
    return Billed(stretches=tuple(from_row(row) for row in found), customers=customers)


def _customers(tx: Connection, installation_id: InstallationId, assets: Select[tuple[str]]) -> Customers:
    columns = (tasks.c.order_key, tasks.c.asset_id, tasks.c.customer_id, tasks.c.customer_name)
    known = and_(
        tasks.c.installation_id == installation_id, tasks.c.asset_id.in_(assets), tasks.c.customer_id.is_not(None)
    )
    found = tx.execute(select(*columns).where(known).order_by(tasks.c.id)).all()
    return Customers(
        of_order={OrderKey(row.order_key): TierAccountId(row.customer_id) for row in found},
        of_asset={AssetId(row.asset_id): TierAccountId(row.customer_id) for row in found},
        names={TierAccountId(row.customer_id): row.customer_name or row.customer_id for row in found},
    )
