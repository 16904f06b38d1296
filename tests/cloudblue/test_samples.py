from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from connect_ext.books.orders.order import Order
from connect_ext.books.orders.reading import NoOrder, NotYet, Unreadable
from connect_ext.cloudblue.readings import read
from connect_ext.work.notice import NoticeKind
from tests.builders import changed
from tests.require import connect_samples

PREVIEW = "NoOrder: It is on a preview connection; only orders on a production connection move money."
TEST = "NoOrder: It is on a test connection; only orders on a production connection move money."
PENDING = "NotYet: The request is pending in Connect; it is invoiced once it is approved."
NO_CONNECTION = "Unreadable: at asset.connection.type, it is missing"


def no_money(kind: str) -> str:
    return f"NoOrder: A request of type {kind} changes nothing that is billed, so it never moves money."


EXPECTED = {
    "adjustment-pending-no-items#0": no_money("adjustment"),
    "cancel-pending-no-items#0": PENDING,
    "cancel-tiers-setup#0": PREVIEW,
    "chain-change-down-approved#0": PREVIEW,
    "chain-purchase-approved#0": PREVIEW,
    "change-pending-up#0": PREVIEW,
    "list-approved-nce-purchase-and-change#0": NO_CONNECTION,
    "list-approved-nce-purchase-and-change#1": NO_CONNECTION,
    "list-purchase-pending-ppu-unlimited#0": PENDING,
    "list-purchase-pending-ppu-unlimited#1": PENDING,
    "list-purchase-pending-test-and-production#0": TEST,
    "list-purchase-pending-test-and-production#1": PENDING,
    "odd-type-test-pending#0": PREVIEW,
    "page-1-purchase-pending-production#0": PREVIEW,
    "page-1-purchase-pending-production#1": PENDING,
    "page-1-purchase-pending-production#2": PENDING,
    "page-1-purchase-pending-production#3": PENDING,
    "page-1-purchase-pending-production#4": PENDING,
    "purchase-approved-5-lines-up-down-cancel#0": PREVIEW,
    "purchase-approved-96-and-2#0": PREVIEW,
    "purchase-approved-item-configuration-params#0": PREVIEW,
    "purchase-approved-nce-migration#0": NO_CONNECTION,
    "purchase-approved-zero-to-zero-only#0": "Order: string_id licence 0=0",
    "purchase-draft-validation#0": PREVIEW,
    "purchase-failed-terminated-no-items#0": PREVIEW,
    "purchase-inquiring-ppu-minus-one#0": PREVIEW,
    "purchase-pending-10-items-no-tiers#0": TEST,
    "purchase-pending-adobe-7-items-mixed-quantities#0": PENDING,
    "purchase-pending-integer-quantities#0": TEST,
    "purchase-pending-long-form-tiers#0": PREVIEW,
    "purchase-pending-no-items-no-tier1#0": PENDING,
    "purchase-pending-note-15-units#0": PREVIEW,
    "purchase-pending-note-and-reason#0": PREVIEW,
    "purchase-pending-preview-3-gb#0": PREVIEW,
    "renew-approved-10-to-10#0": "Order: DISKSPACE licence 10=10 per month",
    "resume-tiers-setup#0": PREVIEW,
    "suspend-pending-no-items#0": no_money("suspend"),
    "suspend-pending-not-supported-reason#0": no_money("suspend"),
}
"""What becomes of each request of the samples, by file and place in it."""

ONCE_APPROVED = {
    "list-approved-nce-purchase-and-change#0": "Order: PRD-814-505-018-0171 licence 25=25 per month",
    "list-purchase-pending-ppu-unlimited#0": "Order: PRD-635-752-204-0002 usage unlimited=None",
    "purchase-approved-5-lines-up-down-cancel#0": "Unreadable: at marketplace.id, it is missing",
    "purchase-approved-96-and-2#0": (
        "Order: PRD-350-146-687-0002 licence 96=96 per month, PRD-350-146-687-0001 licence 2=2 per month"
    ),
    "purchase-inquiring-ppu-minus-one#0": "Order: PRD-610-426-339-0001 usage -1=None",
    "purchase-pending-adobe-7-items-mixed-quantities#0": (
        "Order: PRD-276-377-545-0001 licence 2=2 per month, PRD-276-377-545-0002 licence 5=5 per month, "
        "PRD-276-377-545-0003 licence 0=0 per month, PRD-276-377-545-0004 licence =None per month, "
        "PRD-276-377-545-0005 licence 5=5 per month, PRD-276-377-545-0006 licence 6=6 per month, "
        "PRD-276-377-545-0007 licence 0=0 per month"
    ),
    "purchase-pending-integer-quantities#0": (
        "Order: PRD-376-646-770-0002 licence 1=1, PRD-376-646-770-0001 licence 0=0"
    ),
    "purchase-pending-no-items-no-tier1#0": "Order: ",
}
"""The same once they are approved purchases on a production connection."""


SIX_ITEMS = (
    "Order: PRD-276-377-545-0016 licence 3.0=3.0 per month, PRD-276-377-545-0015 licence 2.0=2.0 per month, "
    "PRD-276-377-545-0009 licence 12.0=12.0 per month, PRD-276-377-545-0007 licence 2.0=2.0 per month, "
    "PRD-276-377-545-0006 licence 9.0=9.0 per month, PRD-276-377-545-0005 licence 5.0=5.0 per month"
)
BILLING_REQUESTS = {
    "post-body#0": "Unreadable: at asset.connection.type, it is missing",
    "provider-add-response#0": PREVIEW,
    "provider-empty-tiers#0": PREVIEW,
    "vendor-6-items-monthly-cycle-2#0": SIX_ITEMS,
    "vendor-string-numbers-yearly-no-tiers#0": TEST,
}
"""What becomes of each billing request of the samples."""

BILLED = {
    "provider-empty-tiers#0": "Order: PRD-226-811-341-0001 licence 50.0=50.0 per month",
    "vendor-6-items-monthly-cycle-2#0": SIX_ITEMS,
    "vendor-string-numbers-yearly-no-tiers#0": "Order: PRD-000-000-002-0001 licence 4.0=4.0 per year",
}
"""The same on a production connection."""


def requests_of(file: str, folder: str = "requests") -> list[Any]:
    found = json.loads((connect_samples() / folder / f"{file}.json").read_text())
    return found if isinstance(found, list) else [found]


def sample(name: str, folder: str = "requests") -> Any:
    file, place = name.split("#")
    return requests_of(file, folder)[int(place)]


def outcome(payload: Any, kind: NoticeKind = NoticeKind.ASSET_REQUEST) -> str:
    reading = read(kind, payload, "no-id")
    match reading:
        case Order(fees=fees):
            words = (
                f"{fee.product_item.id} {fee.product_item.sku_class.value} {fee.quantity_text}={fee.quantity}"
                + (f" per {fee.product_item.period.word}" if fee.product_item.period else "")
                for fee in fees
            )
            return f"Order: {', '.join(words)}"
        case NoOrder(reason=reason) | NotYet(reason=reason):
            return f"{type(reading).__name__}: {reason}"
        case Unreadable(problem=problem):
            return f"Unreadable: at {problem.data['path']}, {problem.data['why']}"


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_becomes_an_order_or_a_stated_reason(name: str) -> None:
    found = outcome(sample(name))
    print(f"{name}: {found}")  # noqa: T201 - the outcomes of real payloads are worth reading
    assert found == EXPECTED[name]


@pytest.mark.parametrize("name", ONCE_APPROVED)
def test_a_sample_is_read_once_it_is_approved_on_a_production_connection(name: str) -> None:
    approved = {**sample(name), "status": "approved", "type": "purchase"}
    real = changed(approved, "asset.connection", {"type": "production"})

    assert outcome(real) == ONCE_APPROVED[name]


@pytest.mark.parametrize("name", BILLING_REQUESTS)
def test_a_billing_request_of_the_samples_becomes_an_order_or_a_stated_reason(name: str) -> None:
    payload = sample(name, "billing-requests")
    assert outcome(payload, NoticeKind.BILLING_REQUEST) == BILLING_REQUESTS[name]


@pytest.mark.parametrize("name", BILLED)
def test_a_billing_request_is_read_on_a_production_connection(name: str) -> None:
    real = changed(sample(name, "billing-requests"), "asset.connection", {"type": "production"})
    assert outcome(real, NoticeKind.BILLING_REQUEST) == BILLED[name]


@pytest.mark.parametrize(("folder", "expected"), [("requests", EXPECTED), ("billing-requests", BILLING_REQUESTS)])
def test_no_sample_is_left_out(folder: str, expected: dict[str, str]) -> None:
    files = (connect_samples() / folder).glob("*.json")
    sizes = {file.stem: len(requests_of(file.stem, folder)) for file in files}

    assert Counter(name.split("#")[0] for name in expected) == sizes
