"""Usage files: what a notice of one means, and the file read whole, as groups that become one order each (money §7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from connect.client import ConnectClient, R

from connect_ext.books.ids import OrderKey
from connect_ext.books.orders.order import OrderType
from connect_ext.books.orders.reading import NoOrder, NotYet, Unreadable
from connect_ext.books.problems.problem import Code, problem
from connect_ext.cloudblue.client import read_all, read_one
from connect_ext.cloudblue.failures import connect_call
from connect_ext.cloudblue.json_path import Json, Misread
from connect_ext.cloudblue.usage_verdict import record_counts, why_never, why_not_yet

ASSETS_AT_ONCE = 50
"""An address with more ids than this may be longer than servers take."""
RECORDS_AT_ONCE = 1000
CHUNK_IS_DONE = "closed"

Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Billable:
    """The file's usage is there to be billed."""

    file_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyAPart:
    """A chunk that says nothing new: its file has notices of its own."""


FileReading = Billable | OnlyAPart | NoOrder | NotYet | Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageGroup:
    """The records of a file that are of one asset in one currency, as Connect shows them."""

    key: OrderKey
    asset: Raw
    """With its tiers, product and marketplace; nothing but the id where this account is not shown the asset."""
    records: tuple[Raw, ...]


def read_usage_file(payload: Raw, source_id: str) -> FileReading:
    """What a notice of a usage file, or of a chunk of one, says. Never raises."""
    file = Json(value=payload, path="")
    part_of = file.text("usagefile.id")
    if part_of:
        return Billable(file_id=part_of) if file.text("status").lower() == CHUNK_IS_DONE else OnlyAPart()
    key = OrderKey(file.text("id") or source_id)
    try:
        never = why_never(file)
        if never is not None:
            return NoOrder(key=key, type=OrderType.USAGE, asset_id=None, reason=never)
        waiting = why_not_yet(file)
        if waiting is not None:
            return NotYet(key=key, type=OrderType.USAGE, asset_id=None, reason=waiting)
        return Billable(file_id=file.word("id"))
    except Misread as misread:
        found = problem(Code.UNREADABLE, subject=key, path=misread.path, why=misread.why)
        return Unreadable(key=key, type=OrderType.USAGE, asset_id=None, problem=found)


def as_a_whole(reading: FileReading, key: OrderKey, reason: str = "") -> NoOrder | NotYet | Unreadable:
    """The file itself is no order: `reason` says what became of what is billed."""
    match reading:
        case Billable() | OnlyAPart():
            why = reason or "What a usage file charges is billed by orders of their own, one for each subscription."
            return NoOrder(key=key, type=OrderType.USAGE, asset_id=None, reason=why)
        case _:
            return reading


def counts(record: Raw) -> bool:
    """Whether a record is billed, as far as its status says; what it says unclearly counts, so that a person is asked.
    Never raises."""
    try:
        return record_counts(Json(value=record, path=""))
    except Misread:
        return True


def record_id(record: Raw) -> str:
    """Never raises."""
    return Json(value=record, path="").text("id")


class UsageFiles:
    """The usage that one account sees."""

    def __init__(self, client: ConnectClient) -> None:
        self._client = client

    def file(self, file_id: str) -> Raw:
        """As it is now. Raises `WorldFailed`."""
        found: Raw = read_one(self._client("usage").files[file_id], f"usage file {file_id}").value
        return found

    def groups(self, file: Raw) -> tuple[UsageGroup, ...]:
        """All records of the file, never a part of them, in the order of the file. Raises `WorldFailed`."""
        about = Json(value=file, path="")
        what = f"the records of usage file {about.text('id')}"
        # In the one order that records are known to be sortable by: pages without an order may leave something out.
        wanted = self._client("usage").records.filter(R().usagefile.id.eq(about.text("id"))).order_by("created_time")
        records = read_all(wanted.limit(RECORDS_AT_ONCE), what)
        with connect_call(what):
            _must_differ(records)
            grouped = _grouped(about, records)
        assets = self._assets({asset_id for asset_id, _ in grouped})
        return tuple(
            UsageGroup(
                key=OrderKey(":".join(part for part in (about.text("id"), asset_id, currency) if part)),
                asset=assets.get(asset_id, {"id": asset_id}),
                records=tuple(record.value for record in found),
            )
            for (asset_id, currency), found in grouped.items()
        )

    def _assets(self, ids: Iterable[str]) -> dict[str, Raw]:
        wanted = sorted(ids)
        parts = [wanted[at : at + ASSETS_AT_ONCE] for at in range(0, len(wanted), ASSETS_AT_ONCE)]
        return {asset.text("id"): asset.value for part in parts for asset in self._some_assets(part)}

    def _some_assets(self, ids: list[str]) -> Iterator[Json]:
        yield from read_all(self._client.assets.filter(R().id.in_(ids)), "the subscriptions of usage")


def _must_differ(records: Iterable[Json]) -> None:
    """Where one came twice, another may not have come at all."""
    seen = set[str]()
    for record in records:
        id_ = record.word("id")
        if id_ in seen:
            raise Misread(id_, "it came twice")
        seen.add(id_)


def _grouped(file: Json, records: Iterable[Json]) -> dict[tuple[str, str], list[Json]]:
    """By asset and currency. A record that was refused may belong to nobody; one that counts may not."""
    grouped: dict[tuple[str, str], list[Json]] = {}
    for record in records:
        asset_id = record.text("asset.id") or record.text("asset_id")
        if asset_id:
            currency = record.text("usagefile.currency") or file.text("currency")
            grouped.setdefault((asset_id, currency.upper()), []).append(record)
        elif counts(record.value):
            raise Misread(f"{record.text('id')}.asset.id", "it is missing")
    return grouped
