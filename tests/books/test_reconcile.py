from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.documents.held import HeldInvoice
from connect_ext.books.money import Currency
from connect_ext.books.reports.reconcile import Cell, InXero, Row, Verdict, cell_of, in_cells, reconciled, said_by
from tests.books.builders import as_held, invoice_of
from tests.books.day_builders import AUD, JPY, day

NOV = Cell(customer="TA-1", currency=AUD, month=day("1 Nov"))


def a_document(**changes: Any) -> HeldInvoice:
    return as_held(invoice_of(), **{"status": "AUTHORISED", "date": day("21 Nov"), "subtotal": Decimal(100), **changes})


def only(
    expected: str | None, approved: str | None = None, drafts: str = "0", waiting: tuple[tuple[str, Currency], ...] = ()
) -> Row:
    there = {} if approved is None else {NOV: InXero(approved=Decimal(approved), drafts=Decimal(drafts))}
    [row] = reconciled({} if expected is None else {NOV: Decimal(expected)}, there, waiting)
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
        (only("100", waiting=(("TA-1", AUD),)), Verdict.ONLY_HERE, "100"),
        (only("100", waiting=(("TA-1", JPY), ("TA-2", AUD))), Verdict.LEAK, "100"),
    ],
)
def test_what_is_expected_stands_beside_what_xero_has(row: Row, verdict: Verdict, difference: str) -> None:
    assert (row.verdict, row.difference) == (verdict, Decimal(difference))


def test_a_draft_stands_in_its_own_column_and_a_credit_note_takes_away() -> None:
    assert said_by(a_document(), credit=False) == InXero(approved=Decimal(100))
    assert said_by(a_document(status="PAID"), credit=True) == InXero(approved=Decimal(-100))
    assert said_by(a_document(status="SUBMITTED"), credit=False) == InXero(drafts=Decimal(100))


@pytest.mark.parametrize("changed", [{"status": "VOIDED"}, {"status": "DELETED"}, {"date": None}, {"status": "NEW"}])
def test_what_was_taken_back_is_nowhere(changed: dict[str, Any]) -> None:
    assert cell_of("TA-1", a_document(**changed)) is None


def test_documents_of_a_month_add_up_and_currencies_never_do() -> None:
    found = [(cell, said_by(one, credit=False)) for one in DOCUMENTS if (cell := cell_of("TA-1", one))]
    yen = Cell(customer="TA-1", currency=JPY, month=day("1 Nov"))
    december = Cell(customer="TA-1", currency=AUD, month=day("1 Dec"))
    assert in_cells(found) == {
        NOV: InXero(approved=Decimal(100), drafts=Decimal(100)),
        yen: InXero(approved=Decimal(100)),
        december: InXero(approved=Decimal(100)),
    }


DOCUMENTS = (
    a_document(),
    a_document(status="DRAFT"),
    a_document(currency=JPY),
    a_document(date=day("1 Dec")),
)


def test_rows_are_in_order_and_what_comes_to_nothing_has_none() -> None:
    later = Cell(customer="TA-1", currency=AUD, month=day("1 Dec"))
    first = Cell(customer="TA-0", currency=JPY, month=day("1 Dec"))
    in_xero = {first: InXero(drafts=Decimal(5)), later: InXero(), NOV: InXero(approved=Decimal(1))}
    assert [row.cell for row in reconciled({later: Decimal(0)}, in_xero, ())] == [first, NOV]
