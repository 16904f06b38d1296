"""What was read leaves the same picture as what was answered."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from decimal import Decimal

from connect_ext.books.documents.changed import not_as_meant
from connect_ext.books.documents.document import Tracking
from connect_ext.books.documents.held import HeldAllocation, HeldInvoice
from connect_ext.books.ids import XeroId
from connect_ext.xero.encode import updates_body
from connect_ext.xero.intended import intended_changes
from connect_ext.xero.kept import kept_credit_note, kept_invoice
from connect_ext.xero.pictured import picture_of
from tests.books.document_builders import a_change, a_draft, as_sent
from tests.books.refund_builders import a_credit_note, a_held_invoice, a_held_line

BARE = a_held_line(description="Thank you", line_amount=Decimal(0), quantity=None, unit_amount=None, tax_type=None)
FULL = a_held_line(
    2,
    item_code="SEAT",
    discount_rate=Decimal("2.5"),
    discount_amount=Decimal("0.75"),
    tracking=(Tracking(category="Region", option="North"),),
)


def kept(held: HeldInvoice) -> HeldInvoice | None:
    return kept_invoice(json.loads(json.dumps(picture_of(held))))


def test_an_invoice_that_was_read_is_kept_as_it_was() -> None:
    full = a_held_invoice(BARE, FULL, url="https://portal.example", currency_rate=Decimal("0.612345"),
                          branding_theme=XeroId("theme"), line_amount_types="Inclusive")  # fmt: skip
    bare = a_held_invoice(number=None, total_tax=None, date=None, due_date=None, amount_due=None)
    for held in (full, bare):
        assert kept(held) == held


def test_a_credit_note_that_was_read_is_kept_as_it_was() -> None:
    part = HeldAllocation(id=None, invoice_id=XeroId("invoice-1"), amount=Decimal("11.00"))
    whole = replace(part, id=XeroId("allocation-1"))
    note = a_credit_note(lines=(FULL,), allocations=(part, whole), date=datetime.date(2026, 11, 21))
    assert kept_credit_note(json.loads(json.dumps(picture_of(note)))) == note
    assert kept_credit_note(picture_of(a_draft())) is None


def test_what_a_stored_change_meant_is_read_back() -> None:
    [meant] = intended_changes(updates_body([a_change().guarded]))
    assert meant == as_sent(a_change())
    assert not_as_meant(meant, a_draft()) == "line PR-1/1 has the amount 30.00, not 24.0"
