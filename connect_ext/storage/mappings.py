"""What an installation has mapped in one organisation: product items, kinds of fees, customers, tracking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, select
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, MarketplaceId, TenantId
from connect_ext.books.mapping.item import Item
from connect_ext.books.mapping.mapping import CustomerRule, FeeMapping, ItemMapping, MappingKey, Mappings
from connect_ext.books.mapping.tracking import TrackingRule
from connect_ext.storage.mapping_tables import (
    OWN,
    customer_rules,
    fee_mappings,
    item_mappings,
    mapping_choices,
    wanted_items,
)
from connect_ext.storage.tracking_json import from_json, to_json
from connect_ext.storage.upsert import insert_into

EVERYWHERE = MarketplaceId("")
"""How the mapping for all marketplaces is kept: a key has no NULL."""


def load(tx: Connection, installation_id: InstallationId, tenant_id: TenantId) -> Mappings:
    """Everything; a new installation has nothing."""
    own_items = _own(item_mappings, installation_id, tenant_id)
    items = [_item(row) for row in tx.execute(select(item_mappings).where(own_items))]
    fees = [_fee(row) for row in tx.execute(select(fee_mappings).where(_own(fee_mappings, installation_id, tenant_id)))]
    of_customers = select(customer_rules).where(_own(customer_rules, installation_id, tenant_id))
    customers = [
        CustomerRule(
            customer=row.customer,
            account_code=row.account_code,
            tax_type=row.tax_type,
            new_contact=row.new_contact,
        )
        for row in tx.execute(of_customers)
    ]
    choices = tx.execute(select(mapping_choices).where(_own(mapping_choices, installation_id, tenant_id))).one_or_none()
    return Mappings(
        items={one.key: one for one in items},
        fees={one.kind: one for one in fees},
        customers={one.customer: one for one in customers},
        wanted=_wanted(tx, installation_id, tenant_id),
        tracking=from_json(choices.tracking) if choices else (),
        fallback_item=choices.fallback_item if choices else "",
    )


def save_item(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, mapping: ItemMapping, now: datetime
) -> None:
    values = {
        "product_id": mapping.product_id,
        "item_code": mapping.item_code or None,
        "account_code": mapping.account_code,
        "tax_type": mapping.tax_type,
        "saved_at": now,
    }
    place = {"product_item": mapping.product_item, "marketplace_id": mapping.marketplace_id or EVERYWHERE}
    _put(tx, item_mappings, {"installation_id": installation_id, "tenant_id": tenant_id, **place}, values)


def remove_item(tx: Connection, installation_id: InstallationId, tenant_id: TenantId, key: MappingKey) -> bool:
    """Unmaps; False when it was not mapped."""
    at = (item_mappings.c.product_item == key.product_item) & (
        item_mappings.c.marketplace_id == (key.marketplace_id or EVERYWHERE)
    )
    return tx.execute(delete(item_mappings).where(_own(item_mappings, installation_id, tenant_id), at)).rowcount == 1


def want_item(tx: Connection, installation_id: InstallationId, tenant_id: TenantId, item: Item, now: datetime) -> None:
    """It is added to Xero with the first order that names it."""
    values = {
        "name": item.name,
        "description": item.description,
        "unit_price": item.unit_price,
        "account_code": item.account_code,
        "tax_type": item.tax_type,
        "saved_at": now,
    }
    place = {"installation_id": installation_id, "tenant_id": tenant_id, "code": item.code}
    _put(tx, wanted_items, place, values)


def want_item_no_more(tx: Connection, installation_id: InstallationId, tenant_id: TenantId, code: str) -> None:
    tx.execute(delete(wanted_items).where(_own(wanted_items, installation_id, tenant_id), wanted_items.c.code == code))


def _wanted(tx: Connection, installation_id: InstallationId, tenant_id: TenantId) -> dict[str, Item]:
    found = tx.execute(select(wanted_items).where(_own(wanted_items, installation_id, tenant_id)))
    return {
        row.code: Item(
            code=row.code,
            name=row.name,
            description=row.description,
            unit_price=row.unit_price,
            account_code=row.account_code,
            tax_type=row.tax_type,
        )
        for row in found
    }


def save_fees(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, fees: Sequence[FeeMapping], now: datetime
) -> None:
    """In place of all that were; a kind that is not named has none."""
    tx.execute(delete(fee_mappings).where(_own(fee_mappings, installation_id, tenant_id)))
    for fee in fees:
        values = {
            "item_code": fee.item_code,
            "account_code": fee.account_code,
            "tax_type": fee.tax_type,
            "saved_at": now,
        }
        _put(tx, fee_mappings, {"installation_id": installation_id, "tenant_id": tenant_id, "kind": fee.kind}, values)


def save_customer(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, rule: CustomerRule, now: datetime
) -> None:
    """A rule that says nothing is none."""
    own = _own(customer_rules, installation_id, tenant_id) & (customer_rules.c.customer == rule.customer)
    if rule.says_nothing:
        tx.execute(delete(customer_rules).where(own))
        return
    place = {"installation_id": installation_id, "tenant_id": tenant_id, "customer": rule.customer}
    values = {
        "account_code": rule.account_code,
        "tax_type": rule.tax_type,
        "new_contact": rule.new_contact,
        "saved_at": now,
    }
    _put(tx, customer_rules, place, values)


def save_choices(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    fallback_item: str,
    tracking: Sequence[TrackingRule],
    now: datetime,
) -> None:
    values = {"fallback_item": fallback_item, "tracking": to_json(tracking), "saved_at": now}
    _put(tx, mapping_choices, {"installation_id": installation_id, "tenant_id": tenant_id}, values)


def _put(tx: Connection, table: Table, place: dict[str, Any], values: dict[str, Any]) -> None:
    new = insert_into(tx, table).values(**place, **values)
    tx.execute(new.on_conflict_do_update(index_elements=list(place), set_=values))


def _own(table: Table, installation_id: InstallationId, tenant_id: TenantId) -> ColumnElement[bool]:
    installation, tenant = (table.c[name] for name in OWN)
    return (installation == installation_id) & (tenant == tenant_id)


def _item(row: Any) -> ItemMapping:
    return ItemMapping(
        product_id=row.product_id,
        product_item=row.product_item,
        marketplace_id=row.marketplace_id or None,
        item_code=row.item_code,
        account_code=row.account_code,
        tax_type=row.tax_type,
    )


def _fee(row: Any) -> FeeMapping:
    return FeeMapping(kind=row.kind, item_code=row.item_code, account_code=row.account_code, tax_type=row.tax_type)
