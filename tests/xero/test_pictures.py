from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.ids import DocumentKey, InstallationId, TenantId, XeroId
from connect_ext.books.planning.shown import InvoiceState
from connect_ext.work.intent import Call, IntentDraft, IntentPart
from connect_ext.xero.created import stored
from connect_ext.xero.encode import credit_notes_body, invoices_body
from connect_ext.xero.picture import sent_invoice, shown_invoice
from tests.xero.documents import a_credit_note, an_invoice, saved_credit_note, saved_invoice
from tests.xero.test_decode import as_received


def test_an_answer_is_shown_with_what_xero_decided() -> None:
    answered = {
        "InvoiceID": "x", "InvoiceNumber": "INV-1", "Status": "DRAFT", "CurrencyCode": "AUD", "Contact": {"Name": "Bo"},
        "Date": "/Date(1767139200000+0000)/", "SubTotal": Decimal("10.00"), "TotalTax": Decimal("1.00"),
        "Total": Decimal("11.00"), "LineItems": [{"Description": "Box PR-1/1", "LineAmount": Decimal("10.00")}],
    }  # fmt: skip
    found = shown_invoice(stored(answered), {"PR-1/1": "Because."})

    assert (found.state, found.number, found.status, found.contact) == (InvoiceState.IN_XERO, "INV-1", "DRAFT", "Bo")
    assert (found.date, found.due_date) == (datetime.date(2025, 12, 31), None)
    assert (found.subtotal, found.tax, found.total) == (Decimal("10.00"), Decimal("1.00"), Decimal("11.00"))
    [line] = found.lines
    assert (line.line_amount, line.quantity, line.explanation) == (Decimal("10.00"), None, "Because.")


def test_what_was_sent_says_nothing_that_only_xero_can_know() -> None:
    first, second = an_invoice(key=DocumentKey("invoice:PR-1")), an_invoice(key=DocumentKey("invoice:PR-2"))
    draft = IntentDraft(
        installation_id=InstallationId("EIN-1"),
        tenant_id=TenantId("tenant"),
        call=Call.CREATE_INVOICES,
        parts=tuple(IntentPart(key=invoice.key, task_ids=()) for invoice in (first, second)),
        body=invoices_body([(first, XeroId("c")), (second, XeroId("c"))]),
        generation=1,
    )
    found = shown_invoice(sent_invoice(draft, second.key), {})

    assert (found.status, found.tax, found.total, found.contact) == (None, None, None, None)
    assert (found.subtotal, found.date) == (second.subtotal, second.date)
    assert sent_invoice(draft, DocumentKey("invoice:PR-3")) == {}


def test_a_credit_note_is_shown_as_it_was_answered_and_as_it_was_sent() -> None:
    found = shown_invoice(stored(as_received(saved_credit_note())), {})
    assert (found.number, found.status, found.total) == ("CN-0001", "DRAFT", Decimal("27.5"))
    note = a_credit_note()
    draft = IntentDraft(
        installation_id=InstallationId("EIN-1"),
        tenant_id=TenantId("tenant"),
        call=Call.CREATE_CREDIT_NOTES,
        parts=(IntentPart(key=note.key, task_ids=()),),
        body=credit_notes_body([(note, XeroId("c"))]),
        generation=1,
    )
    sent = shown_invoice(sent_invoice(draft, note.key), {})
    assert (sent.number, sent.status, sent.subtotal) == (None, None, note.subtotal)


@pytest.mark.parametrize("value", [None, [], {}, "NaN", "1e", True, 7, "/Date(x)/"])
def test_a_picture_of_another_shape_is_shown_as_far_as_it_goes(value: Any) -> None:
    whole = stored(saved_invoice())
    for name in whole:
        shown_invoice({**whole, name: value}, {})
    for name in whole["LineItems"][0]:
        found = shown_invoice({**whole, "LineItems": [{**whole["LineItems"][0], name: value}]}, {})
        assert len(found.lines) == 1
