"""Real payloads as a marketplace shows them, and the road that each goes: told or found, taken in, synced."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from connect_ext.books.ids import InstallationId
from connect_ext.books.money import Currency, plain
from connect_ext.books.orders.order import Order
from connect_ext.books.prices.price import PriceRow
from connect_ext.cloudblue.readings import read
from connect_ext.storage import prices, task_list
from connect_ext.sync.schedule.check import check
from connect_ext.work.notice import NoticeKind
from connect_ext.work.task import SyncTask, TaskStatus
from sandbox.connect.ids import secret
from tests.require import connect_samples
from tests.world import World

Json = dict[str, Any]
ORDERS = {
    "requests": NoticeKind.ASSET_REQUEST,
    "billing-requests": NoticeKind.BILLING_REQUEST,
    "usage-files": NoticeKind.USAGE_FILE,
}
"""The folders whose objects may move money."""

SHELF = {
    NoticeKind.ASSET_REQUEST: "requests",
    NoticeKind.BILLING_REQUEST: "subscriptions/requests",
    NoticeKind.USAGE_FILE: "usage/files",
}
"""Where Connect lists them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One object. `name` is its file, and its place where that holds several."""

    name: str
    kind: NoticeKind
    value: Json

    @property
    def id(self) -> str:
        return str(self.value.get("id", ""))


CREATED = re.compile(r"Draft (invoice|credit note) \S+ created in Harbour Cloud Ltd\.")

Prepare = Callable[[World, Sample], Sample]
"""What is done to the sample and to its world before it is shown."""


@cache
def samples() -> tuple[Sample, ...]:
    """Every object of the folders, lists taken apart."""
    return tuple(one for folder, kind in ORDERS.items() for one in _of(folder, kind))


def _of(folder: str, kind: NoticeKind) -> Iterator[Sample]:
    for path in sorted((connect_samples() / folder).glob("*.json")):
        content = json.loads(path.read_text())
        several = isinstance(content, list) and len(content) > 1
        for place, value in enumerate(content if isinstance(content, list) else [content]):
            name = f"{folder}/{path.stem}" + (f"[{place}]" if several else "")
            yield Sample(name=name, kind=kind, value=value)


def objects(folder: str, stem: str) -> Any:
    return json.loads((connect_samples() / folder / f"{stem}.json").read_text())


def told(folder: Path, sample: Sample) -> str:
    """How it ends as it is: the platform's event about it, and Sync. There are no events of billing requests: those
    are found by Check Changes."""
    return _played(folder, sample, lambda _, same: same, found=sample.kind is NoticeKind.BILLING_REQUEST)


def found(folder: Path, sample: Sample, prepare: Prepare) -> str:
    """How it ends when it is prepared, priced, found by Check Changes, and synced."""
    return _played(folder, sample, prepare, found=True)


def _played(folder: Path, sample: Sample, prepare: Prepare, *, found: bool) -> str:
    """In a world in which there is nothing else."""
    world = World(f"sqlite:///{folder / uuid4().hex}.db")
    shown = prepare(world, sample)
    reading = read(shown.kind, shown.value, shown.id)
    source = f"{shown.value.get('type')}_billing_requests" if shown.kind is NoticeKind.BILLING_REQUEST else "calendar"
    southern = world.ready(
        fallback_account="200",
        tax_types_by_country=dict.fromkeys(_countries(world, shown), "EXEMPTEXPORT"),
        # Of any year: what was approved before the start is left to a person.
        start_date="2010-01-01",
        recurring_source=source if shown is not sample else "calendar",
    )
    if shown is not sample:
        _give_prices(world, southern, reading)
    if found or shown.kind is NoticeKind.USAGE_FILE:
        _show(world, shown)
    if found:
        check(world.app.runtime, world.client(secret(southern)), southern, "UR-1")
    else:
        _tell(world, southern, shown)
    world.sync(southern)
    end = _end(world, southern)
    world.close()
    return end


def _countries(world: World, shown: Sample) -> set[str]:
    """Of whom it is for, and the code for one that is not known."""
    usage = shown.kind is NoticeKind.USAGE_FILE
    assets = [one.value for one in world.marketplace.state.all("assets")] if usage else [shown.value.get("asset") or {}]
    parties = [party for asset in assets for party in (asset.get("tiers") or {}).values()]
    contacts = [party.get("contact_info") or {} for party in parties if party]
    return {"ZZ", *(str(contact.get("country") or "ZZ").upper() for contact in contacts)}


def _show(world: World, shown: Sample) -> None:
    """In Connect's list of its kind, as changed a minute ago."""
    now = world.marketplace.state.now()
    events = {**(shown.value.get("events") or {}), "created": {"at": now}}
    value = {**shown.value, "id": shown.id or "of no id", "updated": now, "events": events}
    world.marketplace.state.put(SHELF[shown.kind], value, [world.who.southern.id])
    world.later(minutes=1)


def _tell(world: World, installation_id: InstallationId, shown: Sample) -> None:
    if shown.kind is NoticeKind.USAGE_FILE:
        world.events({"id": installation_id}).on_usage_file(dict(shown.value))
    else:
        world.tell(installation_id, shown.value)


def _end(world: World, installation_id: InstallationId) -> str:
    """What is said of its order, or of those that a usage file became, and the documents."""
    with world.app.runtime.database.transaction() as tx:
        rows = task_list.list_page(tx, installation_id, statuses=None, before=None, limit=200)
    ends = [end for row in reversed(rows) if (end := _task_end(world.task(installation_id, row.order_key)))]
    books = world.books()
    documents = [
        *(_document("invoice", one) for one in books.invoices),
        *(_document("credit note", one) for one in books.credit_notes),
    ]
    return "; ".join([*ends, *documents]) or "nobody is told"


def _task_end(task: SyncTask) -> str:
    """Codes, where somebody is needed; nothing of what is synced, where documents say it all."""
    assert task.reason, task
    if task.problems:
        codes = ", ".join(problem.code.value for problem in task.problems)
        return codes if task.status is TaskStatus.ATTENTION else f"{task.status.value}, {codes}"
    if task.status is TaskStatus.SYNCED:
        return "" if CREATED.fullmatch(task.reason) else task.reason
    return f"{task.status.value}: {task.reason}"


def _document(what: str, document: Mapping[str, Any]) -> str:
    parts = [f"{plain(line['Quantity'])} x {plain(line['UnitAmount'])}" for line in document["LineItems"]]
    lines = " + ".join(parts) if len(parts) < 3 else f"{len(parts)} lines"
    return f"{what} {lines} = {document['SubTotal']:.2f} {document['CurrencyCode']}"


def _give_prices(world: World, installation_id: InstallationId, reading: object) -> None:
    """A price of 3.33 for each item of the order, as its reseller would enter it."""
    row = PriceRow(
        product_item=None,
        mpn=None,
        marketplace_id=None,
        customer_id=None,
        currency=Currency("AUD"),
        minimum_quantity=Decimal(0),
        price=Decimal("3.33"),
        valid_from=None,
        valid_to=None,
    )
    fees = reading.fees if isinstance(reading, Order) else ()
    with world.app.runtime.database.transaction() as tx:
        prices.replace_all(tx, installation_id, [replace(row, product_item=fee.product_item.id) for fee in fees])


def approved(_: World, sample: Sample) -> Sample:
    """The same, had it been approved on a production connection."""
    value = deepcopy(sample.value)
    if sample.kind is NoticeKind.ASSET_REQUEST:
        value["status"] = "approved"
    if "asset" in value:
        value["asset"]["connection"] = {**value["asset"].get("connection", {}), "type": "production"}
    value.setdefault("created", "2026-11-01T00:00:00+00:00")
    return replace(sample, value=value)


def accepted(world: World, sample: Sample) -> Sample:
    """A usage file, had it been accepted in dollars for customers, with the one record of the samples, of 12.50 AUD;
    it is of a subscription of the samples."""
    about = {"schema": "tr", "currency": "AUD", "environment": "production"}
    file = {**sample.value, **about, "id": sample.id or "UF-2026-11-0000-0001", "status": "accepted"}
    record = objects("usage-records", "approved-tier0-amount-zero")
    shown = {**record, "amount": 12.5, "usagefile": {"id": file["id"], **about}}
    asset = deepcopy(objects("requests", "list-purchase-pending-ppu-unlimited")[0]["asset"])
    asset.update({"id": record["asset"]["id"], "status": "active"})
    for shelf, value in (("usage/records", shown), ("assets", asset)):
        world.marketplace.state.put(shelf, value, [world.who.southern.id])
    return replace(sample, value=file)
