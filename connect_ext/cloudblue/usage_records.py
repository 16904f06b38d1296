"""The records of one asset and currency in a usage file as a reading: the one place where usage becomes an order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, localcontext
from typing import Any

from connect_ext.books.ids import AssetId, MarketplaceId, OrderKey, ProductId, ProductItemId, RequestId, UsageRecordId
from connect_ext.books.money import Currency, plain
from connect_ext.books.orders.order import Fee, FeeKind, Order, OrderType, ProductItem, SkuClass
from connect_ext.books.orders.reading import NoOrder, NotYet, Reading, Unreadable
from connect_ext.books.orders.usage_record import UsageFile, UsageRecord, UsageSchema
from connect_ext.books.problems.problem import Code, problem
from connect_ext.cloudblue.asset_requests import read_purchase_order
from connect_ext.cloudblue.json_path import Json, Misread, shown
from connect_ext.cloudblue.moments import moment
from connect_ext.cloudblue.parameters import OF_AN_ASSET, read_parameters
from connect_ext.cloudblue.parties import read_party
from connect_ext.cloudblue.usage_numbers import number, number_or_none
from connect_ext.cloudblue.usage_verdict import must_be_real, record_counts, why_never, why_not_yet

ONCE = Decimal(1)
FOR_A_TIER = frozenset({0, 1, 2})


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A record that counts, with the item that it is a use of."""

    item: ProductItem
    record: UsageRecord


def read_usage(payload: Mapping[str, Any], source_id: str) -> Reading:
    """What the records mean for the books. Never raises: what cannot be read says where and why.

    `payload` has `file`, `asset` and `records` as Connect shows them; `source_id` names the order.
    """
    usage, key = Json(value=payload, path=""), OrderKey(source_id)
    try:
        return _read(usage, key)
    except Misread as misread:
        found = problem(Code.UNREADABLE, subject=key, path=misread.path, why=misread.why)
        return Unreadable(key=key, type=OrderType.USAGE, asset_id=_asset_id(usage), problem=found)


def _read(usage: Json, key: OrderKey) -> Reading:
    file, asset = usage.at("file"), usage.at("asset")
    never = why_never(file) or must_be_real(asset)
    if never is not None:
        return NoOrder(key=key, type=OrderType.USAGE, asset_id=_asset_id(usage), reason=never)
    waiting = why_not_yet(file)
    if waiting is not None:
        return NotYet(key=key, type=OrderType.USAGE, asset_id=_asset_id(usage), reason=waiting)
    schema = _schema(file)
    records = usage.members("records")
    used = [_used(record, schema) for record in records if record_counts(record)]
    _must_be_of(asset.text("id"), [record for record in records if record_counts(record)])
    skipped = tuple(_skipped(record) for record in records if not record_counts(record))
    if not used:
        reason = f"None of its usage counts: {'; '.join(skipped) or 'there are no records'}."
        return NoOrder(key=key, type=OrderType.USAGE, asset_id=_asset_id(usage), reason=reason)
    about = UsageFile(
        id=file.word("id"), name=file.text("name"), schema=schema, currency=_currency(file, schema), skipped=skipped
    )
    return _order(usage, key, about, used)


def _must_be_of(asset_id: str, records: Iterable[Json]) -> None:
    """A record that was moved to another subscription after this order was told of: a person decides who pays."""
    for record in records:
        shown_of = record.text("asset.id") or record.text("asset_id") or asset_id
        if shown_of != asset_id:
            raise Misread(record.at("asset").path, f"the record is of {shown_of} now, not of {asset_id}")


def _order(usage: Json, key: OrderKey, file: UsageFile, used: list[Used]) -> Order:
    asset = usage.at("asset")
    tiers = asset.at("tiers")
    return Order(
        key=key,
        type=OrderType.USAGE,
        request_id=RequestId(key),
        asset_id=AssetId(asset.word("id")),
        product_id=ProductId(asset.word("product.id")),
        product_name=asset.text("product.name"),
        marketplace_id=MarketplaceId(asset.text("marketplace.id") or usage.word("file.marketplace.id")),
        marketplace_name=asset.text("marketplace.name") or usage.text("file.marketplace.name"),
        customer=read_party(tiers.at("customer")),
        tier1=read_party(tiers.at("tier1")),
        tier2=read_party(tiers.at("tier2")),
        fees=_fees(used),
        effective_at=_effective_at(usage, used),
        purchase_order=read_purchase_order(usage),
        usage=file,
        parameters=read_parameters(asset, *OF_AN_ASSET),
    )


def _used(record: Json, schema: UsageSchema) -> Used:
    start, end = moment(record, "start_date"), moment(record, "end_date")
    if start is None or end is None:
        raise Misread(record.at("end_date" if start else "start_date").path, "it is missing")
    read = UsageRecord(
        id=UsageRecordId(record.word("id")),
        quantity=_quantity(record, schema),
        amount=number(record, "amount") if schema.names_the_price else number_or_none(record, "amount"),
        tier=_tier(record) if schema is UsageSchema.TIERED else None,
        start=start,
        end=end,
    )
    return Used(item=_item(record), record=read)


def _quantity(record: Json, schema: UsageSchema) -> Decimal | None:
    """What a `multiplier` other than one does to the quantity is nowhere described: where the quantity decides the
    amount a person is asked, elsewhere the line does without."""
    quantity, multiplier = number(record, "usage"), number_or_none(record, "multiplier")
    if multiplier in (None, ONCE):
        return quantity
    if not schema.names_the_price:
        raise Misread(record.at("multiplier").path, f"it is {plain(multiplier or ONCE)}, and not 1")
    return None


def _tier(record: Json) -> int:
    found = number(record, "tier")
    if found not in FOR_A_TIER:
        raise Misread(record.at("tier").path, f"{shown(plain(found))} is none of 0, 1 and 2")
    return int(found)


def _item(record: Json) -> ProductItem:
    id_ = record.text("item.id") or record.word("item_id")
    return ProductItem(
        id=ProductItemId(id_),
        mpn=record.text("item.mpn") or record.text("item.local_id") or id_,
        name=record.text("item.name"),
        unit=record.text("item.unit"),
        sku_class=SkuClass.USAGE,
        period=None,
    )


def _fees(used: list[Used]) -> tuple[Fee, ...]:
    """One for each item, in the order in which the file first names them."""
    items: dict[ProductItemId, list[Used]] = {}
    for one in used:
        items.setdefault(one.item.id, []).append(one)
    return tuple(_fee(place, of_item) for place, of_item in enumerate(items.values(), start=1))


def _fee(place: int, used: list[Used]) -> Fee:
    quantity = _sum(one.record.quantity for one in used)
    return Fee(
        number=place,
        kind=FeeKind.USAGE,
        product_item=used[0].item,
        quantity=quantity,
        quantity_text="" if quantity is None else plain(quantity),
        usage=tuple(one.record for one in used),
    )


def _sum(quantities: Iterable[Decimal | None]) -> Decimal | None:
    known = list(quantities)
    with localcontext(prec=60):
        return None if None in known else sum((one for one in known if one is not None), Decimal(0))


def _effective_at(usage: Json, used: list[Used]) -> datetime:
    """The end of the file's period; where it has none, of the latest use."""
    told = moment(usage, "file.period.to")
    return told if told is not None else max(one.record.end for one in used).astimezone(UTC)


def _schema(file: Json) -> UsageSchema:
    word = file.word("schema").lower()
    if word not in set(UsageSchema):
        raise Misread(file.at("schema").path, f"{shown(word)} is not a usage schema that this version knows")
    return UsageSchema(word)


def _currency(file: Json, schema: UsageSchema) -> Currency | None:
    found = file.word("currency") if schema.names_the_price else file.text("currency")
    return Currency(found.upper()) if found else None


def _skipped(record: Json) -> str:
    name = record.text("item.name") or record.text("item.mpn") or record.text("item.id")
    of_what = f" of {name}" if name else ""
    return f"{record.text('id')}{of_what} is {record.text('status').lower()} in Connect"


def _asset_id(usage: Json) -> AssetId | None:
    return AssetId(usage.text("asset.id")) or None
