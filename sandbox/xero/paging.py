"""Pages of a list: `page` from 1, `pageSize` 1..1000 (100 unless told), and the body's pagination."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sandbox.xero.call import Call
from sandbox.xero.words import Json, bad_query

Row = TypeVar("Row")

LARGEST = 1000
USUAL = 100


def is_paged(call: Call) -> bool:
    """A light list is always paged: https://developer.xero.com/documentation/api/accounting/invoices"""
    return "page" in call.query or "pageSize" in call.query or call.flag("summaryOnly")


def page_of(rows: Sequence[Row], call: Call) -> tuple[Sequence[Row], Json]:
    """The rows asked for, and what the body says of the pages; no `pagination` when none were asked for."""
    if not is_paged(call):
        return rows, {}
    page, size = _whole(call, "page", 1), _whole(call, "pageSize", USUAL)
    if size > LARGEST:
        raise bad_query(f"pageSize must be between 1 and {LARGEST}")
    first = (page - 1) * size
    about = {"page": page, "pageSize": size, "pageCount": -(-len(rows) // size), "itemCount": len(rows)}
    return rows[first : first + size], {"pagination": about}


def _whole(call: Call, name: str, default: int) -> int:
    text = call.query.get(name, str(default))
    if not text.isdecimal() or int(text) < 1:
        raise bad_query(f"{name} must be a whole number from 1")
    return int(text)
