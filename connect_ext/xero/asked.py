"""How values stand in a question to Xero: so many at once, in a `where`, or in a header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

ASKED_AT_ONCE = 50
"""Ids, numbers or contacts per read, so that the address stays below what servers take (about 8,000 characters)."""


def some(names: Sequence[str]) -> Iterator[Sequence[str]]:
    yield from (names[at : at + ASKED_AT_ONCE] for at in range(0, len(names), ASKED_AT_ONCE))


def any_of(field: str, values: Sequence[str], *, guids: bool = False) -> str:
    """A `where` that holds for any of the values; backslashes and quotes are escaped as in the C# it is read as."""
    shown = [f'"{_escaped(value)}"' for value in values]
    return " OR ".join(f"{field}==Guid({value})" if guids else f"{field}=={value}" for value in shown)


def utc(moment: datetime) -> str:
    """As the header If-Modified-Since wants it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')
