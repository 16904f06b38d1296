"""Every object of real payloads that may move money, on the whole road: each ends as a document, or says why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from connect_ext.work.notice import NoticeKind
from tests.require import connect_samples
from tests.stories.samples import ORDERS, Sample, accepted, approved, found, samples, told

PREVIEW = "ignored: It is on a preview connection; only orders on a production connection move money."
TEST = "ignored: It is on a test connection; only orders on a production connection move money."
PENDING = "waiting: The request is pending in Connect; it is invoiced once it is approved."
DRAFT = "waiting: The usage file is draft in Connect; it is invoiced once it is accepted."
READY = "waiting: The usage file is ready in Connect; it is invoiced once it is accepted."
OTHER_SOURCE = "ignored: Periods are billed by our own calendar, so billing requests move no money."
NO_RECORDS = "ignored: None of the usage file's records is shown to this account, so it moves no money here."
ADJUSTMENT = "ignored: A request of type adjustment changes nothing that is billed, so it never moves money."
SUSPEND = "ignored: A request of type suspend changes nothing that is billed, so it never moves money."
RESUME = "ignored: A request of type resume changes nothing that is billed, so it never moves money."
ZERO = "Nothing to invoice: mpn params: quantity 0."
BY_USAGE = "Nothing to invoice: Basic PPU: billed by usage, not when it is ordered."
USAGE_ITEM = "Nothing to invoice: Item 1: billed by usage, not when it is ordered."
USED = "invoice 1 x 12.5 = 12.50 AUD"

ENDS = {
    "requests/adjustment-pending-no-items": (ADJUSTMENT, ADJUSTMENT),
    "requests/cancel-pending-no-items": (PENDING, "XI-705"),
    "requests/cancel-tiers-setup": (PREVIEW, "XI-705"),
    "requests/chain-change-down-approved": (PREVIEW, "XI-105"),
    "requests/chain-purchase-approved": (PREVIEW, "XI-105"),
    "requests/change-pending-up": (PREVIEW, "XI-602"),
    "requests/list-approved-nce-purchase-and-change[0]": ("XI-001", "XI-105"),
    "requests/list-approved-nce-purchase-and-change[1]": ("XI-001", "XI-105"),
    "requests/list-purchase-pending-ppu-unlimited[0]": (PENDING, BY_USAGE),
    "requests/list-purchase-pending-ppu-unlimited[1]": (PENDING, BY_USAGE),
    "requests/list-purchase-pending-test-and-production[0]": (TEST, "invoice 68 x 3.33 = 226.44 AUD"),
    "requests/list-purchase-pending-test-and-production[1]": (PENDING, "invoice 68 x 3.33 = 226.44 AUD"),
    "requests/odd-type-test-pending": (PREVIEW, "XI-001"),
    "requests/page-1-purchase-pending-production[0]": (PREVIEW, "XI-105"),
    "requests/page-1-purchase-pending-production[1]": (PENDING, "invoice 123 x 3.33 = 409.59 AUD"),
    "requests/page-1-purchase-pending-production[2]": (PENDING, "invoice 11 x 3.33 = 36.63 AUD"),
    "requests/page-1-purchase-pending-production[3]": (PENDING, "invoice 71 x 3.33 = 236.43 AUD"),
    "requests/page-1-purchase-pending-production[4]": (PENDING, "invoice 66 x 3.33 = 219.78 AUD"),
    "requests/purchase-approved-5-lines-up-down-cancel": (PREVIEW, "XI-001"),
    "requests/purchase-approved-96-and-2": (PREVIEW, "invoice 96 x 3.33 + 2 x 3.33 = 326.34 AUD"),
    "requests/purchase-approved-item-configuration-params": (PREVIEW, "invoice 2 x 3.33 + 1 x 3.33 = 9.99 AUD"),
    "requests/purchase-approved-nce-migration": ("XI-001", "XI-105"),
    "requests/purchase-approved-zero-to-zero-only": (ZERO, ZERO),
    "requests/purchase-draft-validation": (PREVIEW, "invoice 85 x 3.33 = 283.05 AUD"),
    "requests/purchase-failed-terminated-no-items": (
        PREVIEW,
        "Nothing to invoice: PR-5426-9883-2189-001 has no items.",
    ),
    "requests/purchase-inquiring-ppu-minus-one": (PREVIEW, USAGE_ITEM),
    "requests/purchase-pending-10-items-no-tiers": (TEST, "XI-104"),
    "requests/purchase-pending-adobe-7-items-mixed-quantities": (PENDING, "XI-103"),
    "requests/purchase-pending-integer-quantities": (TEST, "invoice 1 x 3.33 = 3.33 AUD"),
    "requests/purchase-pending-long-form-tiers": (PREVIEW, "XI-304"),
    "requests/purchase-pending-no-items-no-tier1": (PENDING, "Nothing to invoice: PR-100 has no items."),
    "requests/purchase-pending-note-15-units": (PREVIEW, "invoice 15 x 3.33 = 49.95 AUD"),
    "requests/purchase-pending-note-and-reason": (PREVIEW, "invoice 25 x 3.33 = 83.25 AUD"),
    "requests/purchase-pending-preview-3-gb": (PREVIEW, "invoice 3 x 3.33 = 9.99 AUD"),
    "requests/renew-approved-10-to-10": ("XI-101", "invoice 10 x 3.33 = 33.30 AUD"),
    "requests/resume-tiers-setup": (PREVIEW, RESUME),
    "requests/suspend-pending-no-items": (SUSPEND, SUSPEND),
    "requests/suspend-pending-not-supported-reason": (SUSPEND, SUSPEND),
    "billing-requests/post-body": ("XI-001", "XI-001"),
    "billing-requests/provider-add-response": (PREVIEW, "invoice 93 x 29.97 = 2787.21 AUD"),
    "billing-requests/provider-empty-tiers": (PREVIEW, "XI-104"),
    "billing-requests/vendor-6-items-monthly-cycle-2": (OTHER_SOURCE, "invoice 6 lines = 109.89 AUD"),
    "billing-requests/vendor-string-numbers-yearly-no-tiers": (TEST, "XI-104"),
    "usage-files/closed-with-events-and-stats": (NO_RECORDS, USED),
    "usage-files/draft-just-created": (DRAFT, USED),
    "usage-files/list-2020-records-only": (READY, USED),
    "usage-files/list-upper-case-status-haxe": (READY, USED),
    "usage-files/post-body": ("XI-001", USED),
    "usage-files/ready-2019-flat-audit-fields": (READY, USED),
}
"""How each ends as it is, told by an event; and how it ends had it been approved (a usage file: accepted, with a record
of 12.50) on a production connection, every item at 3.33 AUD, and found by Check Changes.

XI-001: it cannot be read, for it has no connection or no id, or a type or a mixture that nobody knows. XI-101: no
price. XI-103: a quantity that cannot be used. XI-104: no customer. XI-105: two resellers. XI-304: a customer without a
name. XI-602 and XI-705: what it changes or ends was never billed here. Of the billing requests the one by the provider
is of nine months."""

NO_ORDERS = {
    "accounts": "who sells",
    "assets": "subscriptions; their requests move money",
    "contracts": "what was agreed upon",
    "devops": "of extensions",
    "events": "what a webhook would be told of the objects above",
    "installations": "of extensions",
    "items": "what is sold",
    "listing-requests": "where it is sold",
    "listings": "where it is sold",
    "marketplaces": "where it is sold",
    "misc": "words around orders",
    "parameters": "what is asked for with an order",
    "pricing": "what it costs; a price alone makes no document",
    "products": "what is sold",
    "request-bodies": "what is sent to Connect",
    "schedules": "of extensions",
    "schemas": "of the objects above",
    "streams": "of files of prices and bills",
    "subscriptions": "subscriptions; their requests move money",
    "tier-account-requests": "customers who change",
    "tier-accounts": "who buys",
    "tier-config-requests": "how resellers are set up",
    "tier-configs": "how resellers are set up",
    "usage-records": "of usage files: the one that Connect shows is played with each of them",
}
"""The other folders, and why nothing in them moves money."""


@pytest.mark.parametrize("name", ENDS)
def test_as_it_is_it_becomes_a_document_or_says_why_not(name: str, tmp_path: Path) -> None:
    assert told(tmp_path, sample(name)) == ENDS[name][0]


@pytest.mark.parametrize("name", ENDS)
def test_had_it_been_approved_it_becomes_a_document_or_says_why_not(name: str, tmp_path: Path) -> None:
    one = sample(name)

    assert found(tmp_path, one, accepted if one.kind is NoticeKind.USAGE_FILE else approved) == ENDS[name][1]


def test_no_object_is_left_out() -> None:
    assert [one.name for one in samples()] == list(ENDS)


def test_no_folder_is_left_out() -> None:
    assert {one.name for one in connect_samples().iterdir() if one.is_dir()} == ORDERS.keys() | NO_ORDERS.keys()


def sample(name: str) -> Sample:
    (one,) = [one for one in samples() if one.name == name]
    return one
