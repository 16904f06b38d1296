"""Asset requests as readings and notices: the one place where a request of Connect becomes an order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from connect_ext.books.days import Days, platform_day
from connect_ext.books.ids import AssetId, InstallationId, MarketplaceId, OrderKey, ProductId, RequestId
from connect_ext.books.orders.order import Fee, Order, OrderType
from connect_ext.books.orders.reading import NoOrder, NotYet, Reading, Stated, Unreadable
from connect_ext.books.problems.problem import Code, problem
from connect_ext.cloudblue.fees import read_fees
from connect_ext.cloudblue.json_path import Json, Misread
from connect_ext.cloudblue.moments import moment, moment_or_none
from connect_ext.cloudblue.parameters import OF_AN_ASSET, read_parameters
from connect_ext.cloudblue.parties import read_party
from connect_ext.cloudblue.terms_of_items import read_cancelled_fees, read_renewed_fees
from connect_ext.cloudblue.verdict import changes_nothing, must_be_production, order_type, why_never, why_not_yet
from connect_ext.work.notice import Notice, NoticeKind

PURCHASE_ORDER_PARAMETERS = frozenset({"purchase_order", "po_number", "po"})
"""Ids under which products ask for the customer's purchase order (money §10)."""

NOTHING_CHANGES = "The request changes no quantity that is billed, so it moves no money."


def read_asset_request(payload: Mapping[str, Any], source_id: str) -> Reading:
    """What the request means for the books. Never raises: what cannot be read says where and why.

    `source_id` names the order where the request itself has no id.
    """
    request = Json(value=payload, path="")
    key = OrderKey(request.text("id") or source_id)
    try:
        return _read(request, key)
    except Misread as misread:
        return Unreadable(
            key=key,
            type=order_type(request),
            asset_id=asset_id(request),
            problem=problem(Code.UNREADABLE, subject=key, path=misread.path, why=misread.why),
        )


def notice_of_asset_request(installation_id: InstallationId, payload: Mapping[str, Any], seen_at: datetime) -> Notice:
    """The request as the platform shows it to one installation now. `seen_at` is aware UTC. Never raises."""
    request = Json(value=payload, path="")
    return Notice(
        installation_id=installation_id,
        kind=NoticeKind.ASSET_REQUEST,
        source_id=request.text("id"),
        status=request.text("status"),
        payload=payload,
        changed_at=moment_or_none(request, "updated") or moment_or_none(request, "events.updated.at"),
        seen_at=seen_at,
    )


def _read(request: Json, key: OrderKey) -> Reading:
    never = why_never(request)
    if never is not None:
        return NoOrder(key=key, type=order_type(request), asset_id=asset_id(request), reason=never)
    unchanging = changes_nothing(request)
    if unchanging is not None:
        return _unchanged(request, key, unchanging)
    type_ = order_type(request)
    assert type_ is not None
    waiting = why_not_yet(request)
    if waiting is not None:
        until = moment_or_none(request, "planned_date")
        return NotYet(key=key, type=type_, asset_id=asset_id(request), reason=waiting, until=until)
    must_be_production(request)
    order = _order(request, key, type_)
    if order.type is OrderType.CHANGE and not any(fee.changes for fee in order.fees):
        stated = Stated(effective_at=order.effective_at, fees=order.fees)
        return NoOrder(key=key, type=order.type, asset_id=order.asset_id, reason=NOTHING_CHANGES, stated=stated)
    return order


def _unchanged(request: Json, key: OrderKey, reason: str) -> Reading:
    must_be_production(request)
    asset = request.at("asset")
    stated = Stated(effective_at=_effective_at(request), fees=read_fees(asset))
    return NoOrder(key=key, type=None, asset_id=AssetId(asset.word("id")), reason=reason, stated=stated)


def _order(request: Json, key: OrderKey, type_: OrderType) -> Order:
    effective_at = _effective_at(request)
    asset = request.at("asset")
    match type_:
        case OrderType.RENEWAL:
            fees = read_renewed_fees(asset, platform_day(effective_at))
        case OrderType.CANCELLATION:
            fees = read_cancelled_fees(asset)
        case _:
            fees = read_fees(asset)
    return order_of(request, key, type_, fees, effective_at)


def order_of(
    request: Json,
    key: OrderKey,
    type_: OrderType,
    fees: tuple[Fee, ...],
    effective_at: datetime,
    period: Days | None = None,
) -> Order:
    """An order of the asset that a request or billing request shows. Raises `Misread`."""
    asset = request.at("asset")
    tiers = asset.at("tiers")
    return Order(
        key=key,
        type=type_,
        request_id=RequestId(key),
        asset_id=AssetId(asset.word("id")),
        product_id=ProductId(asset.word("product.id")),
        product_name=asset.text("product.name"),
        marketplace_id=MarketplaceId(
            request.text("marketplace.id") or asset.text("marketplace.id") or request.word("marketplace.id")
        ),
        marketplace_name=request.text("marketplace.name") or asset.text("marketplace.name"),
        customer=read_party(tiers.at("customer")),
        tier1=read_party(tiers.at("tier1")),
        tier2=read_party(tiers.at("tier2")),
        fees=fees,
        effective_at=effective_at,
        purchase_order=read_purchase_order(request),
        period=period,
        parameters=read_parameters(asset, *OF_AN_ASSET),
    )


def _effective_at(request: Json) -> datetime:
    """The platform's effective date, else the approval; an approved request is not touched again, so its last
    change is its approval where no event says so (money §4)."""
    for path in ("effective_date", "events.approved.at", "updated", "created"):
        found = moment(request, path)
        if found is not None:
            return found
    raise Misread("effective_date", "neither it nor the time of approval is given")


def read_purchase_order(request: Json) -> str:
    """The customer's purchase order, empty where there is none. Never raises."""
    for path in ("asset.params", "params"):
        try:
            parameters = request.members(path)
        except Misread:
            continue
        for parameter in parameters:
            value = parameter.text("value")
            if parameter.text("id").lower() in PURCHASE_ORDER_PARAMETERS and value not in ("", "-"):
                return value
    return ""


def asset_id(request: Json) -> AssetId | None:
    """None where it is not said. Never raises."""
    return AssetId(request.text("asset.id")) or None
