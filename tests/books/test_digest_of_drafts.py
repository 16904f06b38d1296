"""What a person saw of credits and of changed drafts, compared with what would be sent."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from connect_ext.books.documents.document import CreditNote, LineAmountTypes
from connect_ext.books.documents.update import InvoiceChange, InvoiceUpdate, KeptLine, NewStatus
from connect_ext.books.ids import XeroId
from connect_ext.books.money import line_figures
from connect_ext.books.planning.digest import PATTERN, difference, digest_of
from tests.books.builders import AUD, TODAY, proposed
from tests.books.carried_builders import LINE, a_change, a_note, reduced
from tests.books.refund_builders import a_held_invoice, a_held_line
from tests.books.test_digest import NAME, NOTHING


def giving_back(*notes: CreditNote, changes: tuple[InvoiceChange, ...] = ()) -> str:
    return digest_of(replace(proposed(), credit_notes=notes or (a_note(),), changes=changes), NAME)


def changing(*changes: InvoiceChange) -> str:
    return giving_back(changes=changes)


TEN = a_held_line()
EIGHT = reduced(TEN)


@pytest.mark.parametrize(
    "other",
    [
        a_note(contact_id=XeroId("another")),
        a_note(currency_rate=Decimal("0.7")),
        a_note(line_amount_types=LineAmountTypes.INCLUSIVE),
        a_note(reference="Credit for INV-1"),
        a_note(replace(LINE, account_code="260")),
        a_note(replace(LINE, description="Something else")),
    ],
)
def test_another_credit_note_is_named(other: CreditNote) -> None:
    assert difference(giving_back(), giving_back(other)) == "what has changed is its credit notes"
    assert giving_back() == giving_back(a_note(date=TODAY + timedelta(days=1)))


@pytest.mark.parametrize(
    "other",
    [
        a_change(EIGHT, before=a_held_invoice(TEN, status="SUBMITTED")),
        a_change(update=InvoiceUpdate(invoice_id=XeroId("another"), lines=(EIGHT,))),
        a_change(update=InvoiceUpdate(invoice_id=XeroId("invoice-1"), status=NewStatus.SUBMITTED, lines=(EIGHT,))),
        a_change(KeptLine(line=TEN, figures=line_figures(Decimal(4), Decimal(6), AUD))),
        a_change(reduced(replace(TEN, description="Another PR-1/1"))),
    ],
)
def test_another_change_of_a_draft_is_named(other: InvoiceChange) -> None:
    before = changing(a_change(EIGHT))
    assert difference(before, changing(other)) == "what has changed is the drafts that it changes"
    assert before == changing(a_change(reduced(TEN)))


def test_a_change_that_adds_or_ends_is_another_total_too() -> None:
    before = changing(a_change(KeptLine(line=TEN)))
    for other in (
        a_change(KeptLine(line=TEN), LINE),
        a_change(update=InvoiceUpdate(invoice_id=XeroId("invoice-1"), status=NewStatus.DELETED)),
    ):
        assert str(difference(before, changing(other))).startswith("it came to AUD 0.00 before tax, and now")


def test_a_line_that_stays_as_it_is_counts_with_what_xero_holds() -> None:
    unknown = replace(TEN, quantity=None, unit_amount=None)
    assert changing(a_change(KeptLine(line=TEN))) != changing(a_change(KeptLine(line=unknown)))
    assert re.fullmatch(PATTERN, changing(a_change(KeptLine(line=unknown))))


def test_an_order_without_documents_is_nothing() -> None:
    assert digest_of(replace(proposed(), invoice=None), NAME) == digest_of(NOTHING, "")
    assert digest_of(replace(proposed(), invoice=None, changes=(a_change(EIGHT),)), NAME) != digest_of(NOTHING, "")
