"""What customers were last billed for items, as a hold for changed prices asks for it (money §14)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, literal, select, text, union_all
from sqlalchemy.engine import Connection

from connect_ext.books.coverage.stretch import CoverageState
from connect_ext.books.ids import InstallationId, ProductItemId, TenantId
from connect_ext.books.money import Amount, Currency
from connect_ext.storage.coverage_tables import coverage
from connect_ext.storage.tables import MADE, tasks

AT_ONCE = 100
"""Questions in one statement: SQLite takes 500 parts of a union."""


def last_prices(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, wanted: Collection[tuple[str, ProductItemId]]
) -> dict[str, dict[ProductItemId, Amount]]:
    """By customer, the unit price of each item asked for as its newest line that stands billed it; items that the
    customer was never billed are left out."""
    parts = [_last(installation_id, tenant_id, customer, item) for customer, item in sorted(wanted)]
    found: dict[str, dict[ProductItemId, Amount]] = {}
    for at in range(0, len(parts), AT_ONCE):
        some = union_all(*(select(part.subquery()) for part in parts[at : at + AT_ONCE]))
        for row in tx.execute(some):
            price = Amount(value=row.unit_price, currency=Currency(row.currency))
            found.setdefault(row.customer, {})[ProductItemId(row.product_item)] = price
    return found


def _last(installation_id: InstallationId, tenant_id: TenantId, customer: str, item: ProductItemId) -> Select[Any]:
    bought = (tasks.c.installation_id == installation_id) & (tasks.c.customer_id == customer)
    assets = select(tasks.c.asset_id).where(bought, text(MADE))
    own = (coverage.c.installation_id == installation_id) & (coverage.c.tenant_id == tenant_id)
    billed = (coverage.c.state == CoverageState.BILLED) & coverage.c.credits_document.is_(None)
    columns = (literal(customer).label("customer"), coverage.c.product_item, coverage.c.unit_price, coverage.c.currency)
    return (
        select(*columns)
        .where(own, coverage.c.asset_id.in_(assets), coverage.c.product_item == item, billed)
        .where(coverage.c.unit_price.is_not(None))
        .order_by(coverage.c.id.desc())
        .limit(1)
    )
