"""Billing requests of Connect as notices and readings: a provider or vendor says that a period is to be billed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from connect_ext.books.days import Days, platform_day
from connect_ext.books.documents.policies import RecurringSource
from connect_ext.books.ids import InstallationId, OrderKey
from connect_ext.books.orders.order import Fee, Order, OrderType, SkuClass
from connect_ext.books.orders.reading import NoOrder, Reading, Unreadable
from connect_ext.books.periods.periods import Periods
from connect_ext.books.problems.problem import Code, problem
from connect_ext.cloudblue.asset_requests import asset_id, order_of
from connect_ext.cloudblue.fees import read_fees
from connect_ext.cloudblue.json_path import Json, Misread
from connect_ext.cloudblue.moments import moment, moment_or_none
from connect_ext.cloudblue.periods import counted_period
from connect_ext.cloudblue.verdict import must_be_production, why_not_real
from connect_ext.work.notice import Notice, NoticeKind

NOT_CHOSEN = {
    RecurringSource.CALENDAR: "Periods are billed by our own calendar, so billing requests move no money.",
    RecurringSource.PROVIDER: "Periods are billed by the provider's billing requests, and this one is the vendor's.",
    RecurringSource.VENDOR: "Periods are billed by the vendor's billing requests, and this one is the provider's.",
}


def source_of(payload: Mapping[str, Any]) -> RecurringSource | None:
    """Whose billing request it is; None for one of nobody that we know. Never raises."""
    request = Json(value=payload, path="")
    by_type = {"provider": RecurringSource.PROVIDER, "vendor": RecurringSource.VENDOR}
    by_id = {"BRP": RecurringSource.PROVIDER, "BRV": RecurringSource.VENDOR}
    return by_type.get(request.text("type").lower()) or by_id.get(request.text("id")[:3])


def notice_of_billing_request(installation_id: InstallationId, payload: Mapping[str, Any], seen_at: datetime) -> Notice:
    """The request as Connect lists it now. Never raises."""
    request = Json(value=payload, path="")
    return Notice(
        installation_id=installation_id,
        kind=NoticeKind.BILLING_REQUEST,
        source_id=request.text("id"),
        status="",
        payload=payload,
        changed_at=moment_or_none(request, "events.updated.at") or moment_or_none(request, "events.created.at"),
        seen_at=seen_at,
    )


def shows_parties(payload: Mapping[str, Any]) -> bool:
    """Whether it names a customer; some requests leave all tiers empty. Never raises."""
    return bool(Json(value=payload, path="").text("asset.tiers.customer.id"))


def read_billing_request(payload: Mapping[str, Any], source_id: str) -> Reading:
    """What it means where its source is the one that is chosen (money §6). Never raises."""
    request = Json(value=payload, path="")
    key = OrderKey(request.text("id") or source_id)
    try:
        return _read(request, key)
    except Misread as misread:
        return Unreadable(
            key=key,
            type=OrderType.BILLING,
            asset_id=asset_id(request),
            problem=problem(Code.UNREADABLE, subject=key, path=misread.path, why=misread.why),
        )


def _read(request: Json, key: OrderKey) -> Reading:
    unreal = why_not_real(request)
    if unreal is not None:
        return NoOrder(key=key, type=OrderType.BILLING, asset_id=asset_id(request), reason=unreal)
    must_be_production(request)
    if source_of(request.value) is None:
        raise Misread("type", "it is neither vendor nor provider")
    return _order(request, key)


def _order(request: Json, key: OrderKey) -> Order:
    days = _period(request)
    fees = tuple(_recurring(fee, request) for fee in read_fees(request))
    begins = datetime.combine(days.start, time(), UTC)
    return order_of(request, key, OrderType.BILLING, fees, begins, days)


def _recurring(fee: Fee, request: Json) -> Fee:
    """An item without a period of its own is billed by that of the request."""
    if fee.product_item.period is not None or fee.product_item.sku_class is not SkuClass.LICENCE:
        return fee
    length = counted_period(request.text("period.uom"), request.at("period.delta").value)
    return replace(fee, product_item=replace(fee.product_item, period=length))


def _period(request: Json) -> Days:
    """Its dates; where the end is missing, one period from its start on."""
    begins, ends = moment(request, "period.from"), moment(request, "period.to")
    if begins is None:
        raise Misread("period.from", "it is missing")
    start = platform_day(begins)
    if ends is not None:
        if platform_day(ends) <= start:
            raise Misread("period.to", "it is not after the beginning")
        return Days(start=start, end=platform_day(ends))
    length = counted_period(request.text("period.uom"), request.at("period.delta").value)
    if length is None:
        raise Misread("period.to", "it is missing")
    return Periods(anchor=start, length=length).period(0)
