"""What a person saw, compared with what would be sent."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.documents.policies import SentAs
from connect_ext.books.documents.update import InvoiceUpdate
from connect_ext.books.facts.proposal import NothingToInvoice, Proposal
from connect_ext.books.ids import XeroId
from connect_ext.books.mapping.item import Item
from connect_ext.books.planning.digest import PATTERN, difference, digest_of
from tests.books.builders import TODAY, USD, proposed, the_invoice
from tests.books.document_builders import a_change, a_credit_note_to_make

NAME = "Alder & Ash Ltd"
NOTHING = NothingToInvoice(reason="Nothing to invoice.")


def digest(proposal: Proposal | None = None, name: str = NAME, **invoice: Any) -> str:
    found = proposal or proposed()
    return digest_of(replace(found, invoice=replace(the_invoice(found), **invoice)), name)


def with_line(**changes: Any) -> str:
    [line, *others] = the_invoice(proposed()).lines
    return digest(lines=(replace(line, **changes), *others))


def test_the_same_document_has_the_same_digest_on_another_day() -> None:
    another_day = digest(date=TODAY + timedelta(days=3), due_date=TODAY + timedelta(days=40))
    assert digest() == another_day
    assert difference(digest(), another_day) is None


def test_how_a_number_is_written_is_no_difference() -> None:
    line = the_invoice(proposed()).lines[0]
    assert digest() == with_line(
        quantity=line.quantity * Decimal("1.000"), unit_amount=line.unit_amount + Decimal("0.000")
    )


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (digest(name="Another Ltd"), "its contact"),
        (digest(number="PR-1"), "its number, reference, theme or status"),
        (digest(reference="PO-2"), "its number, reference, theme or status"),
        (digest(branding_theme="theme"), "its number, reference, theme or status"),
        (with_line(description="Something else"), "its lines"),
        (with_line(quantity=Decimal(3)), "its lines"),
        (with_line(unit_amount=Decimal(3)), "its lines"),
        (with_line(account_code="260"), "its accounts or tax types"),
        (with_line(tax_type="EXEMPTOUTPUT"), "its accounts or tax types"),
        (digest(replace(proposed(), items=(Item(code="SEAT", name="Seat"),))), "its accounts or tax types"),
    ],
)
def test_each_part_that_has_changed_is_named(other: str, words: str) -> None:
    assert difference(digest(), other) == f"what has changed is {words}"


def test_another_total_is_told_first() -> None:
    found = difference(digest(), with_line(line_amount=Decimal("99990.00")))
    assert (
        found
        == "it came to AUD 25.00 before tax, and now comes to AUD 99990.00 before tax; what has changed is its lines"
    )


def test_another_currency_is_another_total() -> None:
    assert "AUD 25.00 before tax, and now comes to USD 25.00" in str(difference(digest(), digest(currency=USD)))


@pytest.mark.parametrize("shown_first", [True, False])
def test_an_invoice_is_not_nothing(shown_first: bool) -> None:
    found = [digest_of(NOTHING, ""), digest()]
    words = difference(*(found if shown_first else found[::-1]))
    assert words is not None
    assert "nothing to invoice" in words
    assert "AUD 25.00 before tax" in words
    assert difference(found[0], digest_of(NOTHING, "")) is None


@pytest.mark.parametrize("made", [digest(), digest_of(NOTHING, ""), with_line(line_amount=Decimal(-3))])
def test_every_digest_looks_like_one(made: str) -> None:
    assert re.fullmatch(PATTERN, made)


def several(**changes: Any) -> str:
    whole = replace(proposed(), credit_notes=(a_credit_note_to_make(),), changes=(a_change(),))
    return digest_of(replace(whole, **changes), NAME)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (several(credit_notes=()), "its credit notes"),
        (several(credit_notes=(a_credit_note_to_make(reference="Else"),)), "its credit notes"),
        (several(credit_notes=(a_credit_note_to_make(credits=()),)), None),
        (several(changes=()), "the drafts that it changes"),
        (
            several(changes=(a_change(update=InvoiceUpdate(invoice_id=XeroId("invoice-1"))),)),
            "the drafts that it changes",
        ),
        (several(invoice=None), "its number, reference, theme or status, its lines, its accounts or tax types"),
        (digest(sent_as=SentAs.AUTHORISED), "its number, reference, theme or status, its credit notes, the drafts"),
    ],
)
def test_every_document_is_part_of_what_was_seen(other: str, words: str | None) -> None:
    assert re.fullmatch(PATTERN, other)
    found = difference(several(), other)
    assert (found is None) if words is None else (f"what has changed is {words}" in str(found))


def test_the_total_is_what_all_documents_come_to_together() -> None:
    """25.00 charged, 25.00 on a credit note, 6.00 taken off a draft."""
    assert several().startswith("-6.00 AUD ")


def test_amounts_of_two_currencies_are_told_apart() -> None:
    other = several(credit_notes=(a_credit_note_to_make(currency=USD),))
    assert re.fullmatch(PATTERN, other)
    assert "now comes to AUD 19.00 and USD -25.00 before tax" in str(difference(several(), other))
