from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from connect_ext.books.documents.document import CreditNote, LineAmountTypes
from connect_ext.books.documents.policies import DocumentDate
from connect_ext.books.documents.update import InvoiceChange, InvoiceUpdate
from connect_ext.books.facts.proposal import Proposal, Waits
from connect_ext.books.ids import DocumentKey, OrderKey, contact_key, credit_key
from connect_ext.books.placing.locks import AGAIN_AFTER, waits_for
from tests.books.builders import (
    AUD,
    CONTACT,
    TODAY,
    a_party,
    an_organisation,
    as_held,
    facts,
    invoice_of,
    proposed,
    some_settings,
)

INVOICE = invoice_of()
NOTE = CreditNote(
    key=credit_key(OrderKey("PR-1")),
    contact=contact_key(a_party().id),
    contact_id=CONTACT,
    number=None,
    reference="",
    date=TODAY,
    currency=AUD,
    currency_rate=None,
    branding_theme=None,
    line_amount_types=LineAmountTypes.EXCLUSIVE,
    lines=INVOICE.lines,
)


def a_change(dated: date) -> InvoiceChange:
    return InvoiceChange(
        key=DocumentKey("change:PR-1"),
        document=INVOICE.key,
        before=as_held(INVOICE, date=dated),
        update=InvoiceUpdate(invoice_id=CONTACT),
        reason="1 of 2 seats cancelled",
    )


def documents(**documents: Any) -> Proposal:
    return replace(proposed(), **{"invoice": None, **documents})


def waits(proposal: Proposal, locked: date) -> Waits | None:
    settings = some_settings(document_date=DocumentDate.SERVICE_START)
    return waits_for(proposal, facts(settings=settings, organisation=an_organisation(locked_until=locked)))


def test_a_credit_note_is_dated_today_and_so_waits_only_for_today() -> None:
    assert waits(documents(credit_notes=(NOTE,)), TODAY - timedelta(days=1)) is None
    found = waits(documents(credit_notes=(NOTE,)), TODAY)
    assert found is not None
    assert found.why.endswith("has not locked: 25.00 AUD.")


def test_a_draft_in_a_locked_period_is_parked_since_nothing_in_it_can_be_changed() -> None:
    locked = TODAY - timedelta(days=10)
    assert waits(documents(changes=(a_change(locked + timedelta(days=1)),)), locked) is None
    found = waits(documents(changes=(a_change(locked),)), locked)
    assert found is not None
    assert found.until == TODAY + AGAIN_AFTER
    assert found.why.startswith("Parked: 1 of 2 seats cancelled would change INV-0001, which is dated in a period")


def test_all_documents_of_an_order_wait_together() -> None:
    found = waits(documents(invoice=INVOICE, credit_notes=(NOTE,)), TODAY)
    assert found is not None
    assert "25.00 AUD and 25.00 AUD" in found.why
