from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.documents.held import HeldInvoice, HeldLine
from connect_ext.books.ids import AssetId
from connect_ext.books.reports.reconcile import (
    Cell,
    InXero,
    Known,
    Row,
    Verdict,
    counts,
    in_cells,
    reconciled,
    said_by,
    shares,
    totals,
)
from tests.books.builders import as_held, invoice_of
from tests.books.day_builders import AUD, JPY, day

ONE, OTHER = AssetId("AS-1"), AssetId("AS-2")
CELL = Cell(customer="TA-1", currency=AUD, asset=ONE)
WAITS, UNBILLED, DOUBTFUL = Known(waits=True), Known(unbilled=True), Known(doubtful=True)


def a_document(*lines: tuple[str, str], **changes: Any) -> HeldInvoice:
    held = tuple(HeldLine(description=text, line_amount=Decimal(amount)) for text, amount in lines)
    known = {"status": "AUTHORISED", "date": day("21 Nov"), "subtotal": Decimal(100), "lines": held}
    return as_held(invoice_of(), **{**known, **changes})


def rows(expected: str | None, approved: str | None = None, drafts: str = "0", known: Known | None = None) -> Any:
    there = {} if approved is None else {CELL: InXero(approved=Decimal(approved), drafts=Decimal(drafts))}
    due = {} if expected is None else {CELL: Decimal(expected)}
    return reconciled(due, there, {} if known is None else {CELL: known})


def only(*about: Any, **more: Any) -> Row:
    (row,) = rows(*about, **more)
    assert isinstance(row, Row)
    return row


@pytest.mark.parametrize(
    ("row", "verdict", "difference"),
    [
        (only("100", "100"), Verdict.MATCHED, "0"),
        (only("100", "60", "40"), Verdict.MATCHED, "0"),
        (only("100", "99.99"), Verdict.DIFFERS, "0.01"),
        (only("100", "0", "120"), Verdict.DIFFERS, "-20"),
        (only(None, "70"), Verdict.ONLY_IN_XERO, "-70"),
        (only("100"), Verdict.LEAK, "100"),
        (only("-30"), Verdict.DIFFERS, "-30"),
        (only("100", known=WAITS), Verdict.ONLY_HERE, "100"),
        (only("100", "60", known=UNBILLED), Verdict.LEAK, "40"),
        (only("60", "100", known=UNBILLED), Verdict.DIFFERS, "-40"),
        (only("100", "60", known=Known(unbilled=True, waits=True)), Verdict.DIFFERS, "40"),
        (only("0", known=UNBILLED), Verdict.LEAK, "0"),
        (only("0", known=Known(unbilled=True, waits=True)), Verdict.ONLY_HERE, "0"),
        (only("100", "100", known=DOUBTFUL), Verdict.NOT_KNOWN, "0"),
    ],
)
def test_what_is_expected_stands_beside_what_xero_has(row: Row, verdict: Verdict, difference: str) -> None:
    assert (row.verdict, row.difference) == (verdict, Decimal(difference))


def test_what_comes_to_nothing_has_no_row() -> None:
    assert rows("0", "0") == rows(None, None, known=WAITS) == ()


def test_a_draft_stands_in_its_own_column_and_a_credit_note_takes_away() -> None:
    hundred = Decimal(100)
    assert said_by(a_document(), hundred, credit=False) == InXero(approved=hundred)
    assert said_by(a_document(status="PAID"), hundred, credit=True) == InXero(approved=-hundred)
    assert said_by(a_document(status="SUBMITTED"), hundred, credit=False) == InXero(drafts=hundred)


@pytest.mark.parametrize("changed", [{"status": "VOIDED"}, {"status": "DELETED"}, {"date": None}, {"status": "NEW"}])
def test_what_was_taken_back_does_not_count(changed: dict[str, Any]) -> None:
    assert counts(a_document())
    assert not counts(a_document(**changed))


def whose(line: HeldLine) -> AssetId | None:
    return {"one": ONE, "other": OTHER}.get(line.description)


def test_a_document_is_laid_over_the_subscriptions_of_its_lines_and_adds_up_to_xeros_total() -> None:
    held = a_document(("one", "60"), ("other", "30"), ("one", "9.99"))
    assert shares(held, whose) == {ONE: Decimal("70.00"), OTHER: Decimal(30)}
    held = a_document(("one", "60"), ("desk", "40"))
    assert shares(held, whose) == {ONE: Decimal(60), None: Decimal(40)}


def test_a_line_of_text_makes_no_share_and_a_document_without_lines_is_nobodys() -> None:
    assert shares(a_document(("thanks", "0"), ("one", "100")), whose) == {ONE: Decimal(100)}
    assert shares(a_document(), whose) == {None: Decimal(100)}
    assert shares(a_document(subtotal=Decimal(0)), whose) == {None: Decimal(0)}


def test_tax_that_is_inside_the_lines_does_not_count() -> None:
    line = HeldLine(description="one", line_amount=Decimal(110), tax_amount=Decimal(10))
    untaxed = HeldLine(description="other", line_amount=Decimal(5))
    held = a_document(lines=(line, untaxed), line_amount_types="Inclusive", subtotal=Decimal(105))
    assert shares(held, whose) == {ONE: Decimal(100), OTHER: Decimal(5)}


def test_documents_of_a_cell_add_up() -> None:
    found = [(CELL, InXero(approved=Decimal(100))), (CELL, InXero(drafts=Decimal(5)))]
    assert in_cells(found) == {CELL: InXero(approved=Decimal(100), drafts=Decimal(5))}


def test_totals_are_by_currency_and_currencies_never_add_up() -> None:
    yen = Cell(customer="TA-0", currency=JPY, asset=OTHER)
    there = {CELL: InXero(approved=Decimal(100)), yen: InXero(drafts=Decimal(3))}
    found = reconciled({CELL: Decimal(100), yen: Decimal(5)}, there, {})
    assert [row.cell for row in found] == [yen, CELL]
    australian, japanese = totals(found)
    assert (australian.currency, australian.rows, australian.matched, australian.difference) == (AUD, 1, 1, Decimal(0))
    assert (japanese.currency, japanese.rows, japanese.matched, japanese.difference) == (JPY, 1, 0, Decimal(2))
