from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.documents.compare import IntendedDocument, IntendedLine, difference, is_marked_as
from connect_ext.books.documents.compare import intended as intended_of
from connect_ext.books.documents.held import HeldInvoice, HeldLine
from connect_ext.books.ids import XeroId
from tests.books.builders import CONTACT, REQUEST, USD, a_fee, an_order, as_held, proposed, the_invoice

INVOICE = the_invoice(proposed(an_order(a_fee(1), a_fee(2, "3"))))
MADE = as_held(INVOICE)
FIRST, SECOND = MADE.lines


def intended(**changes: Any) -> IntendedDocument:
    return replace(intended_of(INVOICE, CONTACT), **changes)


def held(**changes: Any) -> HeldInvoice:
    return replace(MADE, **changes)


def test_what_xero_made_of_our_invoice_does_not_differ() -> None:
    assert difference(intended(), MADE) is None
    assert intended().sum == MADE.subtotal == Decimal("62.50")


@pytest.mark.parametrize("status", ["DRAFT", "SUBMITTED", "AUTHORISED", "PAID", "A WORD WE DO NOT KNOW"])
def test_an_equal_invoice_is_ours_in_every_living_status(status: str) -> None:
    assert difference(intended(), held(status=status)) is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"status": "VOIDED"}, "it is voided"),
        ({"status": "DELETED"}, "it is deleted"),
        ({"contact_id": XeroId("another")}, "it goes to another contact"),
        ({"currency": USD}, "its currency is USD, not AUD"),
        ({"lines": (FIRST,)}, f"its lines are {REQUEST}/1 25.00, not {REQUEST}/1 25.00, {REQUEST}/2 37.50"),
        ({"subtotal": Decimal("62.51")}, "its total before tax is 62.51, not 62.50"),
    ],
)
def test_each_difference_is_told(change: dict[str, Any], words: str) -> None:
    assert difference(intended(), held(**change)) == words


@pytest.mark.parametrize(
    "lines",
    [
        (FIRST, replace(SECOND, line_amount=Decimal("37.51"))),
        (FIRST, SECOND, HeldLine(description="Added by hand", line_amount=Decimal(0))),
        (FIRST, FIRST),
        (FIRST, SECOND, SECOND),
        (FIRST, replace(SECOND, description="Mark removed")),
        (),
    ],
)
def test_any_other_line_is_a_difference(lines: tuple[HeldLine, ...]) -> None:
    found = difference(intended(), held(lines=lines))
    assert found is not None
    assert found.startswith("its lines are ")


def test_an_unmarked_line_is_named_as_such() -> None:
    found = difference(intended(), held(lines=(HeldLine(description="By hand", line_amount=Decimal(5)),)))
    assert found is not None
    assert "an unmarked line 5" in found


def test_neither_the_order_of_lines_nor_trailing_zeros_matter() -> None:
    shuffled = (replace(SECOND, line_amount=Decimal("37.5")), replace(FIRST, line_amount=Decimal("25.0000")))
    assert difference(intended(), held(lines=shuffled)) is None


def test_neither_number_nor_reference_nor_link_matter() -> None:
    assert difference(intended(number="A"), held(number="B", reference="changed", url=None)) is None


@given(st.dictionaries(st.integers(1, 99), st.integers(1, 10**6), min_size=1), st.randoms())
def test_the_same_marks_and_amounts_are_equal_in_any_order(cents: dict[int, int], shuffle: Any) -> None:
    lines = {f"{REQUEST}/{number}": Decimal(amount).scaleb(-2) for number, amount in cents.items()}
    found = [HeldLine(description=f"Seat {mark}", line_amount=amount) for mark, amount in lines.items()]
    shuffle.shuffle(found)
    total = sum(lines.values(), Decimal(0))
    meant = {mark: IntendedLine(amount=amount, tax_type="OUTPUT") for mark, amount in lines.items()}
    assert difference(intended(lines=meant), held(lines=tuple(found), subtotal=total)) is None


def test_an_invoice_is_recognised_by_our_number_or_by_any_of_our_marks() -> None:
    foreign = HeldLine(description="By hand", line_amount=Decimal(5))
    assert is_marked_as(intended(), MADE)
    assert is_marked_as(intended(), held(lines=(foreign, SECOND)))
    assert is_marked_as(intended(number="PR-1"), held(number="PR-1", lines=(foreign,)))


def test_an_invoice_of_another_number_without_our_marks_is_not_ours() -> None:
    foreign = (HeldLine(description="Seat PR-9999-0000-0000-001/1", line_amount=Decimal(25)),)
    assert not is_marked_as(intended(number="PR-1"), held(number="PR-2", lines=foreign))
    assert not is_marked_as(intended(number=None), held(number=None, lines=foreign))
    assert not is_marked_as(intended(), held(lines=(HeldLine(description="By hand", line_amount=Decimal(5)),)))
