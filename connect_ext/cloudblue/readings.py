"""What a stored object of the marketplace means, whatever kind it is of: the one way from a payload to an order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, assert_never

from connect_ext.books.ids import OrderKey
from connect_ext.books.orders.glance import Glance, RequestView
from connect_ext.books.orders.reading import Reading
from connect_ext.cloudblue.asset_requests import read_asset_request
from connect_ext.cloudblue.billing_requests import read_billing_request
from connect_ext.cloudblue.glance import glance, request_view
from connect_ext.cloudblue.own_periods import read_own_period
from connect_ext.cloudblue.usage_files import as_a_whole, read_usage_file
from connect_ext.cloudblue.usage_records import read_usage
from connect_ext.cloudblue.usage_view import file_glance, usage_view
from connect_ext.work.notice import NoticeKind


def read(kind: NoticeKind, payload: Mapping[str, Any], key: str) -> Reading:
    """The reading of one payload; `key` names it where it has no id itself. Never raises."""
    match kind:
        case NoticeKind.ASSET_REQUEST:
            return read_asset_request(payload, key)
        case NoticeKind.BILLING_REQUEST:
            return read_billing_request(payload, key)
        case NoticeKind.PERIOD:
            return read_own_period(payload, key)
        case NoticeKind.USAGE:
            return read_usage(payload, key)
        case NoticeKind.USAGE_FILE:
            return as_a_whole(read_usage_file(payload, key), OrderKey(key))
        case _:
            assert_never(kind)


def glance_of(kind: NoticeKind, payload: Mapping[str, Any]) -> Glance:
    """The customer and the product, as far as the payload names them. Never raises."""
    if kind is NoticeKind.USAGE_FILE:
        return file_glance(payload)
    shown = payload.get("request") if kind is NoticeKind.PERIOD else payload
    return glance(shown if isinstance(shown, Mapping) else {})


def view_of(kind: NoticeKind, payload: Mapping[str, Any], key: str) -> RequestView:
    """The payload for a person's eyes: what is asked for, of whom, from when on. Never raises."""
    match kind:
        case NoticeKind.PERIOD:
            shown = _object(payload, "request")
            told = {"id": key, "type": "period", "effective_date": payload.get("from")}
            return request_view({**shown, **told, "asset": _with_items(shown, payload)}, key)
        case NoticeKind.BILLING_REQUEST:
            told = {"effective_date": _object(payload, "period").get("from")}
            return request_view({**payload, **told, "asset": _with_items(payload, payload)}, key)
        case NoticeKind.USAGE:
            return usage_view(payload, key)
        case _:
            return request_view(payload, key)


def _with_items(shown: Mapping[str, Any], payload: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**_object(shown, "asset"), "items": payload.get("items")}


def _object(payload: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = payload.get(name)
    return found if isinstance(found, Mapping) else {}
