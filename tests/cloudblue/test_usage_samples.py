from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from connect_ext.books.orders.order import Order
from connect_ext.books.orders.reading import NoOrder, NotYet, Reading, Unreadable
from connect_ext.cloudblue.usage_files import Billable, FileReading, OnlyAPart, read_usage_file
from connect_ext.cloudblue.usage_records import read_usage
from tests.cloudblue.usage_builders import KEY, a_file, an_asset, usage
from tests.require import connect_samples

READY = "NotYet: The usage file is ready in Connect; it is invoiced once it is accepted."
NO_STATUS = "Unreadable: at records[0].status, it is missing"

FILES = {
    "closed-with-events-and-stats#0": "Billable: UF-2020-03-8705-3864",
    "draft-just-created#0": "NotYet: The usage file is draft in Connect; it is invoiced once it is accepted.",
    "list-2020-records-only#0": READY,
    "list-upper-case-status-haxe#0": READY,
    "post-body#0": "Unreadable: at status, it is missing",
    "ready-2019-flat-audit-fields#0": READY,
}
"""What becomes of each file of the samples, by file and place in it."""

RECORDS = {
    "approved-tier0-amount-zero#0": "Order: PRD-736-723-721-0329 1 amount 0.0 tier 0, 2028-09-01 to 2028-09-30",
    **{f"upload-categories-2026#{place}": NO_STATUS for place in range(4)},
    **{f"upload-rows-aws-nce-adobe-2026#{place}": NO_STATUS for place in range(5)},
    **{f"vendor-input-microsoft-nce#{place}": NO_STATUS for place in range(12)},
}
"""The same of records, each alone in a file of its own schema. The rows of workbooks and of vendors' exports are none
that Connect shows."""


def samples(folder: str, file: str) -> list[Any]:
    found = json.loads((connect_samples() / folder / f"{file}.json").read_text())
    return found if isinstance(found, list) else [found]


def sample(folder: str, name: str) -> Any:
    file, place = name.split("#")
    return samples(folder, file)[int(place)]


def outcome(reading: Reading | FileReading) -> str:
    match reading:
        case Billable(file_id=file_id):
            return f"Billable: {file_id}"
        case Order(fees=(fee,)):
            (record,) = fee.usage
            days = f"{record.start.date()} to {record.end.date()}"
            return f"Order: {fee.product_item.id} {fee.quantity_text} amount {record.amount} tier {record.tier}, {days}"
        case NoOrder(reason=reason) | NotYet(reason=reason):
            return f"{type(reading).__name__}: {reason}"
        case Unreadable(problem=problem):
            return f"Unreadable: at {problem.data['path']}, {problem.data['why']}"
    raise AssertionError(reading)


@pytest.mark.parametrize("name", FILES)
def test_a_sample_file_is_billed_or_says_why_not(name: str) -> None:
    assert outcome(read_usage_file(sample("usage-files", name), "no-id")) == FILES[name]


@pytest.mark.parametrize("name", RECORDS)
def test_a_sample_record_becomes_an_order_or_a_stated_reason(name: str) -> None:
    record = sample("usage-records", name)
    schema = record.get("usagefile", {}).get("schema", "pr")
    asset = {**an_asset(), "id": record["asset"]["id"]} if "asset" in record else None

    assert outcome(read_usage(usage(record, file=a_file(schema=schema), asset=asset), KEY)) == RECORDS[name]


@pytest.mark.parametrize(("folder", "expected"), [("usage-files", FILES), ("usage-records", RECORDS)])
def test_no_sample_is_left_out(folder: str, expected: dict[str, str]) -> None:
    sizes = {file.stem: len(samples(folder, file.stem)) for file in (connect_samples() / folder).glob("*.json")}

    assert Counter(name.split("#")[0] for name in expected) == sizes


def test_a_chunk_of_a_sample_file_says_nothing_of_its_own() -> None:
    file = sample("usage-files", "closed-with-events-and-stats#0")

    assert read_usage_file({"id": "UFC-1", "status": "draft", "usagefile": file}, "UFC-1") == OnlyAPart()
