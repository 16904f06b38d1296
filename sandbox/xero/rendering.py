"""Xero's notation on the wire: exact decimals, its two date forms, and the envelope around every answer."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from json.encoder import encode_basestring_ascii
from typing import Any
from uuid import uuid4

from sandbox.http import Response
from sandbox.xero.words import Json, bad_post_data

_MS_DATE = re.compile(r"^/Date\((-?\d+)(?:[+-]\d{4})?\)/$")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def ms_instant(at: datetime) -> str:
    return f"/Date({(at - _EPOCH) // timedelta(milliseconds=1)}+0000)/"


def ms_day(day: date) -> str:
    return ms_instant(datetime(day.year, day.month, day.day, tzinfo=UTC))


def day_string(day: date) -> str:
    return f"{day.isoformat()}T00:00:00"


def parse_day(text: str) -> date:
    """`YYYY-MM-DD`, an ISO timestamp, or `/Date(ms)/`. Anything else is a `ValueError`."""
    if matched := _MS_DATE.match(text):
        return (_EPOCH + timedelta(milliseconds=int(matched[1]))).date()
    return datetime.fromisoformat(text).date()


def parse_instant(text: str) -> datetime:
    """An ISO timestamp; Xero reads one without a zone as UTC."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def number(value: Any) -> Decimal:
    """A number as sent, exactly. Xero takes numbers written as text as well."""
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise bad_post_data(f"Could not convert {value!r} to decimal")
    try:
        read = Decimal(value)
    except InvalidOperation:
        raise bad_post_data(f"Could not convert {value!r} to decimal") from None
    if not read.is_finite():
        raise bad_post_data(f"Could not convert {value!r} to decimal")
    return read


def parse_json(body: bytes) -> Any:
    try:
        return json.loads(body, parse_float=Decimal)
    except ValueError as broken:
        raise bad_post_data(f"JSON for post data was invalid, {broken}") from None


def exact_json(value: Any) -> str:
    """JSON text in which a `Decimal` keeps every digit; the standard encoder would pass through a float."""
    if isinstance(value, str):
        return encode_basestring_ascii(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dict):
        parts = (f"{encode_basestring_ascii(name)}:{exact_json(part)}" for name, part in value.items())
        return "{" + ",".join(parts) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(exact_json, value)) + "]"
    return json.dumps(value)


def answer(status: int, value: Any, headers: Mapping[str, str] | None = None) -> Response:
    return Response(
        status=status,
        headers={"content-type": "application/json; charset=utf-8", **(headers or {})},
        body=exact_json(value).encode(),
    )


def envelope(now: datetime, content: Json) -> Json:
    return {
        "Id": str(uuid4()),
        "Status": "OK",
        "ProviderName": "Sandbox App",
        "DateTimeUTC": ms_instant(now).replace("+0000", ""),
        **content,
    }
