"""Which records of usage orders other documents bill already."""

from __future__ import annotations

from collections.abc import Sequence

from connect_ext.books.charging.usage import records_of
from connect_ext.books.ids import InstallationId, OrderKey, TenantId, UsageRecordId, credit_key, invoice_key
from connect_ext.books.orders.order import Order
from connect_ext.storage import usage_coverage
from connect_ext.sync.runtime import Runtime


def billed_usage(
    runtime: Runtime, installation_id: InstallationId, tenant_id: TenantId, orders: Sequence[Order]
) -> dict[OrderKey, frozenset[UsageRecordId]]:
    """By order key, without what the order's own document bills: an order whose document is made is proposed as it was
    then."""
    wanted = {order.key: frozenset(record.id for record in records_of(order)) for order in orders if order.usage}
    if not wanted:
        return {}
    with runtime.database.transaction() as tx:
        billed = usage_coverage.load(tx, installation_id, tenant_id, frozenset().union(*wanted.values()))
    return {
        key: frozenset(
            record for record in records if billed.get(record) not in (None, invoice_key(key), credit_key(key))
        )
        for key, records in wanted.items()
    }
