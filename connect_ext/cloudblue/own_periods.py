"""A period of our own calendar as notice and order: the asset's last request says for whom, the calendar which days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from connect_ext.books.days import Days, platform_day
from connect_ext.books.ids import AssetId, InstallationId, OrderKey, ProductItemId
from connect_ext.books.orders.order import Order, OrderType
from connect_ext.books.orders.reading import Reading, Unreadable
from connect_ext.books.problems.problem import Code, problem
from connect_ext.cloudblue.asset_requests import order_of
from connect_ext.cloudblue.json_path import Json, Misread
from connect_ext.cloudblue.moments import moment
from connect_ext.cloudblue.terms_of_items import read_renewed_fees
from connect_ext.cloudblue.whose import approved, effective_on
from connect_ext.work.notice import Notice, NoticeKind

BEGUN = "begun"
"""The one status that a period of ours has."""


def period_id(asset_id: AssetId, begins: date, number: int = 1) -> str:
    """What the period is called; `number` tells those apart that were found one after the other for one day."""
    return f"{asset_id}:{begins.isoformat()}" + ("" if number == 1 else f"/{number}")


def notice_of_period(
    installation_id: InstallationId,
    asset_id: AssetId,
    source_id: str,
    items: Sequence[tuple[Mapping[str, Any], Days]],
    request: Mapping[str, Any],
    now: datetime,
) -> Notice:
    """`items` are those that begin then, as a request shows them, each with its days; `request` is the latest one that
    shows whose the asset is."""
    begins, ends = min(days.start for _, days in items), max(days.end for _, days in items)
    shown = [{**item, "renewal": {"from": days.start.isoformat(), "to": days.end.isoformat()}} for item, days in items]
    payload = {
        "asset": asset_id,
        "from": begins.isoformat(),
        "to": ends.isoformat(),
        "items": shown,
        "request": request,
    }
    return Notice(
        installation_id=installation_id,
        kind=NoticeKind.PERIOD,
        source_id=source_id,
        status=BEGUN,
        payload=payload,
        changed_at=None,
        seen_at=now,
    )


def items_of_period(payload: Mapping[str, Any]) -> frozenset[ProductItemId]:
    """The items that a period bills. Never raises."""
    return frozenset(id_ for id_, _ in _named_items(payload, "items"))


def items_shown(requests: Iterable[Mapping[str, Any]], on: date) -> dict[ProductItemId, Mapping[str, Any]]:
    """Every item that approved requests of an asset name, as the last of them up to a day shows it. Never raises."""
    ordered = approved(requests)
    later = [one for one in ordered if effective_on(one) > on]
    up_to = [one for one in ordered if effective_on(one) <= on]
    # The later ones first, the last of them first: an item that nothing older names is as its first request shows it.
    return {id_: item for one in (*reversed(later), *up_to) for id_, item in _named_items(one.value, "asset.items")}


def _named_items(payload: Mapping[str, Any], path: str) -> Iterator[tuple[ProductItemId, Mapping[str, Any]]]:
    try:
        items = Json(value=payload, path="").members(path)
    except Misread:
        return
    for item in items:
        id_ = item.text("global_id") or item.text("id")
        if id_ and isinstance(item.value, Mapping):
            yield ProductItemId(id_), item.value


def read_own_period(payload: Mapping[str, Any], key: str) -> Reading:
    """The order that bills it. Never raises."""
    try:
        return _read(Json(value=payload, path=""), OrderKey(key))
    except Misread as misread:
        return Unreadable(
            key=OrderKey(key),
            type=OrderType.BILLING,
            asset_id=AssetId(Json(value=payload, path="").text("asset")) or None,
            problem=problem(Code.UNREADABLE, subject=key, path=misread.path, why=misread.why),
        )


def _read(period: Json, key: OrderKey) -> Order:
    begins, ends = _day(period, "from"), _day(period, "to")
    if ends <= begins:
        raise Misread("to", "it is not after the beginning")
    days = Days(start=begins, end=ends)
    request = period.at("request")
    asset = {**_object(request.at("asset")), "id": period.word("asset"), "items": period.at("items").value}
    shown = Json(value={**_object(request), "asset": asset}, path="")
    fees = read_renewed_fees(shown.at("asset"), begins)
    return order_of(shown, key, OrderType.BILLING, fees, datetime.combine(begins, time(), UTC), days)


def _day(period: Json, path: str) -> date:
    found = moment(period, path)
    if found is None:
        raise Misread(path, "it is missing")
    return platform_day(found)


def _object(found: Json) -> Mapping[str, Any]:
    if not isinstance(found.value, Mapping):
        raise Misread(found.path, "it is missing")
    return found.value
