"""A usage order as the marketplace's readings build it, each part changed by a word."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from connect_ext.books.charging.usage import given_quotes
from connect_ext.books.facts.proposal import Facts, Proposal
from connect_ext.books.ids import OrderKey, ProductItemId, RequestId, UsageRecordId
from connect_ext.books.orders.order import Fee, FeeKind, Order, OrderType, PartyRole, SkuClass
from connect_ext.books.orders.usage_record import UsageFile, UsageRecord, UsageSchema
from tests.books.builders import AUD, USD, an_item, an_order, an_organisation, facts, proposed

KEY = OrderKey("UF-2026-11-1111-2222:AS-1895-0864-1238:USD")


def a_use(number: int = 1, amount: str | None = "12.50", quantity: str | None = "5", **changes: Any) -> UsageRecord:
    """In October; `number` is its id's."""
    default = {
        "id": UsageRecordId(f"UR-{number}"),
        "quantity": None if quantity is None else Decimal(quantity),
        "amount": None if amount is None else Decimal(amount),
        "tier": None,
        "start": datetime(2026, 10, 1, tzinfo=UTC),
        "end": datetime(2026, 10, 31, tzinfo=UTC),
    }
    return UsageRecord(**{**default, **changes})


def used(*records: UsageRecord, number: int = 1, name: str = "Storage") -> Fee:
    """A fee of an item that is counted in gigabytes."""
    known = [record.quantity for record in records]
    quantity = None if None in known else sum((one for one in known if one is not None), Decimal(0))
    return Fee(
        number=number,
        kind=FeeKind.USAGE,
        product_item=an_item(
            id=ProductItemId(f"PRD-276-377-545-{number:04}"),
            mpn=f"MPN-{number}",
            name=name,
            unit="GB",
            sku_class=SkuClass.USAGE,
            period=None,
        ),
        quantity=quantity,
        quantity_text=str(quantity or ""),
        usage=records,
    )


def a_usage_order(*fees: Fee, schema: str = "pr", skipped: tuple[str, ...] = (), **changes: Any) -> Order:
    """Of a file in US dollars."""
    file = UsageFile(
        id="UF-2026-11-1111-2222", name="October", schema=UsageSchema(schema), currency=USD, skipped=skipped
    )
    default = {"type": OrderType.USAGE, "key": KEY, "request_id": RequestId(KEY), "usage": file}
    return an_order(*(fees or (used(a_use()),)), **{**default, **changes})


def in_dollars(order: Order, role: PartyRole = PartyRole.CUSTOMER, **changes: Any) -> Facts:
    """What the order's file says of prices; the organisation has US dollars."""
    organisation = an_organisation(currencies=frozenset({AUD, USD}))
    return facts(**{"by_fee": given_quotes(order, role), "organisation": organisation, **changes})


def usage_proposal(*fees: Fee, schema: str = "pr", **changes: Any) -> Proposal:
    order = a_usage_order(*fees, schema=schema)
    return proposed(order, in_dollars(order, **changes))
