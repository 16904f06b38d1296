"""Real payloads on the whole road: each purchase ends as a document or with a stated reason, never with a crash."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

from connect_ext.books.ids import InstallationId
from connect_ext.books.money import Currency
from connect_ext.books.orders.order import Order
from connect_ext.books.prices.price import PriceRow
from connect_ext.cloudblue.asset_requests import read_asset_request
from connect_ext.storage import prices
from connect_ext.work.task import SyncTask, TaskStatus
from tests.require import connect_samples
from tests.world import World

WITHOUT_INVOICE = {
    "chain-purchase-approved[0]": "XI-105",
    "list-approved-nce-purchase-and-change[0]": "XI-105",
    "list-purchase-pending-ppu-unlimited[0]": "nothing to invoice",
    "list-purchase-pending-ppu-unlimited[1]": "nothing to invoice",
    "page-1-purchase-pending-production[0]": "XI-105",
    "purchase-approved-5-lines-up-down-cancel[0]": "XI-001",
    "purchase-approved-nce-migration[0]": "XI-105",
    "purchase-approved-zero-to-zero-only[0]": "nothing to invoice",
    "purchase-failed-terminated-no-items[0]": "nothing to invoice",
    "purchase-inquiring-ppu-minus-one[0]": "nothing to invoice",
    "purchase-pending-10-items-no-tiers[0]": "XI-104",
    "purchase-pending-adobe-7-items-mixed-quantities[0]": "XI-103",
    "purchase-pending-long-form-tiers[0]": "XI-304",
    "purchase-pending-no-items-no-tier1[0]": "nothing to invoice",
}
"""What the others say: two reseller tiers, an unreadable request, no customer, no quantity, a customer without name."""

SETTLED = {TaskStatus.SYNCED, TaskStatus.IGNORED, TaskStatus.WAITING, TaskStatus.ATTENTION}


def purchases() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every purchase of the samples, lists taken apart."""
    for path in sorted((connect_samples() / "requests").glob("*.json")):
        content = json.loads(path.read_text())
        for place, request in enumerate(content if isinstance(content, list) else [content]):
            if request.get("type") == "purchase":
                yield f"{path.stem}[{place}]", request


def end_of(folder: Path, request: Mapping[str, Any], *, priced: bool) -> tuple[SyncTask, int]:
    """The task and the number of invoices in a world in which this request, and nothing else, was told and synced."""
    world = World(f"sqlite:///{folder / uuid4().hex}.db")
    countries = dict.fromkeys(countries_of(request), "EXEMPTEXPORT")
    # Of any year: what was approved before the start is left to a person.
    southern = world.ready(fallback_account="200", tax_types_by_country=countries, start_date="2010-01-01")
    if priced:
        give_prices(world, southern, request)
    world.tell(southern, request)
    world.sync(southern)
    task, invoices = world.task(southern, str(request["id"])), len(world.books().invoices)
    world.close()
    assert task.status in SETTLED, task
    assert task.reason, task
    return task, invoices


def test_every_purchase_as_it_came_ends_with_a_reason(tmp_path: Path) -> None:
    for _, request in purchases():
        end_of(tmp_path, request, priced=False)


def test_approved_purchases_with_prices_become_one_invoice_each_or_say_why_not(tmp_path: Path) -> None:
    without = {}
    for name, sample in purchases():
        task, invoices = end_of(tmp_path, approved(sample), priced=True)
        assert invoices == (0 if name in WITHOUT_INVOICE else 1), name
        if not invoices:
            without[name] = task.problems[0].code.value if task.problems else "nothing to invoice"

    assert without == WITHOUT_INVOICE


def approved(sample: Mapping[str, Any]) -> dict[str, Any]:
    """The sample, had it been approved on a production connection."""
    request = deepcopy(dict(sample))
    request["status"] = "approved"
    request["asset"]["connection"] = {**request["asset"].get("connection", {}), "type": "production"}
    request.setdefault("created", "2026-11-01T00:00:00+00:00")
    return request


def countries_of(request: Mapping[str, Any]) -> set[str]:
    """The customer's country, and the code for one that is not known."""
    reading = read_asset_request(approved(request), str(request["id"]))
    customer = reading.customer if isinstance(reading, Order) else None
    return {"ZZ", customer.address.country or "ZZ"} if customer else {"ZZ"}


def give_prices(world: World, installation_id: InstallationId, request: Mapping[str, Any]) -> None:
    """A price of 3.33 for each item of the order, as its reseller would enter it."""
    reading = read_asset_request(request, str(request["id"]))
    if not isinstance(reading, Order):
        return
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
    rows = [replace(row, product_item=fee.product_item.id) for fee in reading.fees]
    with world.app.runtime.database.transaction() as tx:
        prices.replace_all(tx, installation_id, rows)


def test_the_samples_hold_purchases_at_all() -> None:
    assert len(list(purchases())) > 20
