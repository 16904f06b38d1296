"""Which orders a usage file makes: no record is in two of them, however often and in whatever pieces it is told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from connect_ext.books.ids import OrderKey
from connect_ext.cloudblue.usage_files import Raw, UsageGroup, counts, record_id

AGAIN = "#"
"""Before the number of a further order of one file, asset and currency."""

Told = Mapping[OrderKey, Raw]
"""What each order of a file was told, by order key."""


def orders_of(file: Raw, groups: Sequence[UsageGroup], told: Told) -> dict[OrderKey, dict[str, Any]]:
    """The payload of every order of the file, those of `told` as they are now.

    A record stays with the order that it came to first, also when it is of another asset or currency since; what comes
    later makes a further order, since the first one may be in the books already. A record that was refused belongs to
    no order for good: it may be approved later.
    """
    now = {record_id(record): record for group in groups for record in group.records}
    taken = {record_id(record) for payload in told.values() for record in payload["records"] if counts(record)}
    found = {key: payload for group in groups for key, payload in _of_group(file, group, told, now, taken)}
    left = {key: payload for key, payload in told.items() if key not in found}
    moved = {key: one for key, one in left.items() if any(record_id(record) in now for record in one["records"])}
    return found | {key: _payload(file, one["asset"], _as_now(one["records"], now)) for key, one in moved.items()}


def _of_group(
    file: Raw, group: UsageGroup, told: Told, now: Mapping[str, Raw], taken: Collection[str]
) -> Iterator[tuple[OrderKey, dict[str, Any]]]:
    known = {key: told[key]["records"] for key in told if key == group.key or key.startswith(group.key + AGAIN)}
    for key, records in known.items():
        yield key, _payload(file, group.asset, _as_now(records, now))
    new = [record for record in group.records if record_id(record) not in taken]
    if any(counts(record) for record in new) or (new and not known):
        further = f"{AGAIN}{len(known) + 1}" if known else ""
        yield OrderKey(group.key + further), _payload(file, group.asset, new)


def _as_now(records: Sequence[Raw], now: Mapping[str, Raw]) -> list[Raw]:
    """What is shown no more stays as it was: it may be on its way into the books."""
    return [now.get(record_id(one), one) if counts(one) else one for one in records]


def _payload(file: Raw, asset: Raw, records: Sequence[Raw]) -> dict[str, Any]:
    return {"file": dict(file), "asset": dict(asset), "records": [dict(record) for record in records]}
