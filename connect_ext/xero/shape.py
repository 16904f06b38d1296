"""Reading Xero's JSON: extra properties and unknown words are welcome, a missing one is named by its path."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, NoReturn

from connect_ext.work.failure import Failure, FailureKind, WorldFailed

_MICROSOFT_DATE = re.compile(r"/Date\((-?\d{1,15})(?:[+-]\d{4})?\)/")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def wrong(path: str, why: str) -> NoReturn:
    """An answer of another shape than Xero publishes; neither its values nor other parts of it are repeated."""
    evidence = f"Xero's answer is not as published: {path} {why}"
    raise WorldFailed(Failure(kind=FailureKind.ATTENTION, code="unexpected_shape", evidence=evidence))


def elements(body: Any, name: str) -> list[Mapping[str, Any]]:
    """The objects of a list such as `Invoices`."""
    if not isinstance(body, Mapping):
        wrong(name, "is missing")
    return objects(body, name, name)


def objects(item: Mapping[str, Any], name: str, path: str) -> list[Mapping[str, Any]]:
    found = item.get(name)
    if not isinstance(found, list):
        wrong(path, "is missing" if found is None else "is no list")
    for position, element in enumerate(found):
        if not isinstance(element, Mapping):
            wrong(f"{path}[{position}]", "is no object")
    return found


def text(item: Mapping[str, Any], name: str, path: str) -> str:
    """A string that must be there and not be empty."""
    found = item.get(name)
    if not isinstance(found, str) or not found:
        wrong(f"{path}.{name}", "is missing" if found in (None, "") else "is no text")
    return found


def text_or_none(item: Mapping[str, Any], name: str) -> str | None:
    """A string that Xero leaves out when it is empty."""
    found = item.get(name)
    return found if isinstance(found, str) and found else None


def amount(item: Mapping[str, Any], name: str, path: str) -> Decimal:
    """A number that must be there, exact."""
    found = item.get(name)
    if isinstance(found, Decimal):
        return found
    if isinstance(found, int) and not isinstance(found, bool):
        return Decimal(found)
    wrong(f"{path}.{name}", "is missing" if found is None else "is no number")


def amount_or_none(item: Mapping[str, Any], name: str, path: str) -> Decimal | None:
    """A number that Xero may leave out."""
    return None if item.get(name) is None else amount(item, name, path)


def day_or_none(item: Mapping[str, Any], name: str, path: str) -> date | None:
    """A calendar day: `/Date(1767139200000+0000)/`, whose offset says nothing about the moment, or ISO 8601.

    https://developer.xero.com/documentation/api/accounting/requests-and-responses
    """
    found = text_or_none(item, name)
    if found is None:
        return None
    return _day(found) or wrong(f"{path}.{name}", "is no date")


def _day(text: str) -> date | None:
    microsoft, iso = _MICROSOFT_DATE.fullmatch(text), _ISO_DATE.match(text)
    try:
        if microsoft:
            return (_EPOCH + timedelta(milliseconds=int(microsoft[1]))).date()
        return date.fromisoformat(iso[0]) if iso else None
    except (ValueError, OverflowError):
        return None
