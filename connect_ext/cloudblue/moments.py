"""Connect's times as aware UTC datetimes."""

from __future__ import annotations

from datetime import UTC, datetime

from connect_ext.cloudblue.json_path import Json, Misread, shown

FIRST_YEAR, LAST_YEAR = 1990, 2199
"""Outside lies no order; the edges of the calendar also cannot be moved between time zones."""


def moment(at: Json, dotted: str) -> datetime | None:
    """The time at a path, None when there is none. Raises `Misread` for what is no time of a marketplace.

    A time without an offset is UTC: Connect writes UTC throughout.
    """
    found = at.at(dotted)
    if found.value in (None, ""):
        return None
    if not isinstance(found.value, str):
        raise Misread(found.path, "it is not a time")
    try:
        read = datetime.fromisoformat(found.value)
    except ValueError:
        raise Misread(found.path, f"{shown(found.value)} is not a time") from None
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise Misread(found.path, f"the year {read.year} cannot be right")
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)


def moment_or_none(at: Json, dotted: str) -> datetime | None:
    """The time at a path where it decides no money: None for whatever cannot be read."""
    try:
        return moment(at, dotted)
    except Misread:
        return None
