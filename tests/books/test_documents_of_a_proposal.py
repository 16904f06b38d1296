from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from connect_ext.books.document import CreditNote, LineAmountTypes, LineItem
from connect_ext.books.ids import DocumentKey, OrderKey, XeroId, change_key, credit_key
from connect_ext.books.update import InvoiceChange, InvoiceUpdate
from tests.books.builders import AUD, REQUEST, TODAY, proposed
from tests.books.day_builders import a_stretch
from tests.books.refund_builders import a_held_invoice

ORDER = OrderKey(REQUEST)
PROPOSAL = proposed()
DRAFT = DocumentKey("invoice:PR-1895-0864-1238-000")


def a_note(*lines: LineItem) -> CreditNote:
    return CreditNote(
        key=credit_key(ORDER),
        contact=PROPOSAL.contact.key,
        contact_id=None,
        number=None,
        reference="",
        date=TODAY,
        currency=AUD,
        currency_rate=None,
        branding_theme=None,
        line_amount_types=LineAmountTypes.EXCLUSIVE,
        lines=lines,
    )


def a_change() -> InvoiceChange:
    return InvoiceChange(
        key=change_key(ORDER, DRAFT),
        document=DRAFT,
        before=a_held_invoice(status="DRAFT"),
        update=InvoiceUpdate(invoice_id=XeroId("invoice-1")),
        reason="2 of 10 seats cancelled",
        covers=(a_stretch(quantity="2"),),
    )


def test_the_notes_of_an_order_have_names_of_their_own_and_so_has_each_draft_that_it_changes() -> None:
    assert credit_key(ORDER) == f"credit:{REQUEST}"
    assert credit_key(ORDER, 2) == f"credit:{REQUEST}/2"
    assert change_key(ORDER, DRAFT) == f"change:{REQUEST}:{DRAFT}"


def test_the_subtotal_of_a_credit_note_is_the_sum_of_its_lines() -> None:
    (line,) = PROPOSAL.lines
    assert a_note(line, replace(line, line_amount=Decimal("0.01"))).subtotal == line.line_amount + Decimal("0.01")
    assert a_note().subtotal == 0


def test_an_order_is_carried_to_xero_as_its_invoice_then_its_changes_then_its_notes() -> None:
    (line,) = PROPOSAL.lines
    all_of_it = replace(PROPOSAL, credit_notes=(a_note(line),), changes=(a_change(),))
    assert all_of_it.keys == (f"invoice:{REQUEST}", f"change:{REQUEST}:{DRAFT}", f"credit:{REQUEST}")
    assert replace(all_of_it, invoice=None).keys == all_of_it.keys[1:]
    assert all_of_it.lines == (line, line)


def test_a_proposal_covers_what_its_lines_and_its_changes_cover_and_what_is_waived() -> None:
    (line,) = PROPOSAL.lines
    waived = a_stretch(quantity="7")
    note = a_note(replace(line, covers=(a_stretch(quantity="1"),)))
    found = replace(PROPOSAL, invoice=None, credit_notes=(note,), changes=(a_change(),), waived=(waived,))
    assert [one.quantity for one in found.covers] == [1, 2, 7]
