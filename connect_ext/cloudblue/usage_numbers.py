"""The numbers of usage: signed, with many decimals, as JSON numbers or as texts."""

from __future__ import annotations

import re
from decimal import Decimal

from connect_ext.cloudblue.json_path import LONGEST_NUMBER_BITS, Json, Misread, kind, shown

WRITTEN = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,24})?([eE][+-]?[0-9]{1,2})?", re.ASCII)
"""Exports of vendors write 20 decimals, and zero as `0E-20`; JSON writes small numbers as `1e-05`."""

LARGEST = Decimal(10) ** 16
"""The most that Connect's own description of a record allows."""


def number(at: Json, dotted: str) -> Decimal:
    """The number at a path, exactly as it is written. Raises `Misread` where there is none."""
    found = number_or_none(at, dotted)
    if found is None:
        raise Misread(at.at(dotted).path, "it is missing")
    return found


def number_or_none(at: Json, dotted: str) -> Decimal | None:
    """None for what is missing or empty. Raises `Misread` for what is no number, or none that anything can have."""
    found = at.at(dotted)
    text = _written(found)
    if not text:
        return None
    if not WRITTEN.fullmatch(text):
        raise Misread(found.path, f"{shown(text)} is not a number")
    read = Decimal(text)
    if abs(read) > LARGEST:
        raise Misread(found.path, f"{shown(text)} cannot be right")
    return read


def _written(found: Json) -> str:
    value = found.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Misread(found.path, f"it is {kind(value)}, not a number")
    if isinstance(value, int) and value.bit_length() > LONGEST_NUMBER_BITS:
        raise Misread(found.path, "it is too long a number")
    # The shortest text that means the same: the digits that Connect wrote.
    return repr(value)
