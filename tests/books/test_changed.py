"""A draft after it was changed, compared with what was sent."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.changed import IntendedChange, IntendedChangedLine, not_as_meant
from connect_ext.books.deeds import Deed
from connect_ext.books.held import HeldLine
from connect_ext.books.ids import XeroId
from tests.books.refund_builders import a_held_invoice, a_held_line

KEPT, NEW = a_held_line(1), a_held_line(2)
HELD = a_held_invoice(KEPT, NEW, status="DRAFT")


def as_sent(line: HeldLine, **changes: Any) -> IntendedChangedLine:
    values: dict[str, Any] = {
        "id": line.id,
        "description": line.description,
        "quantity": line.quantity,
        "unit_amount": line.unit_amount,
        "line_amount": line.line_amount,
        "account_code": line.account_code,
        "tax_type": line.tax_type,
        "item_code": line.item_code,
    }
    return IntendedChangedLine(**values | changes)


def meant(*lines: IntendedChangedLine, status: str | None = None) -> IntendedChange:
    return IntendedChange(invoice_id=XeroId("invoice-1"), status=status, lines=lines or None)


BOTH = (as_sent(KEPT), as_sent(NEW, id=None))


@pytest.mark.parametrize(
    ("change", "deed"),
    [
        (meant(status="DELETED"), Deed.DELETED),
        (meant(*BOTH, status="VOIDED"), Deed.DELETED),
        (meant(*BOTH), Deed.EXTENDED),
        (meant(*BOTH[:1], status="DRAFT"), Deed.REDUCED),
        (meant(), Deed.REDUCED),
    ],
)
def test_a_change_ends_extends_or_reduces_an_invoice(change: IntendedChange, deed: Deed) -> None:
    assert change.deed is deed


def test_lines_without_an_id_are_new_and_known_by_their_marks() -> None:
    unmarked = as_sent(NEW, id=None, description="Thank you")
    assert meant(*BOTH, unmarked).new_marks == {"PR-1/2", ""}


def test_what_xero_has_made_of_it_line_by_line_is_as_meant() -> None:
    assert not_as_meant(meant(*BOTH), HELD) is None
    assert not_as_meant(meant(*BOTH[::-1]), HELD) is None
    assert not_as_meant(meant(status="DRAFT"), HELD) is None


def test_that_somebody_has_approved_it_since_is_no_difference() -> None:
    assert not_as_meant(meant(*BOTH, status="DRAFT"), replace(HELD, status="AUTHORISED")) is None


def test_what_was_not_sent_is_not_compared() -> None:
    silent = as_sent(KEPT, description="", quantity=None, unit_amount=None, account_code=None, tax_type=None)
    assert not_as_meant(meant(silent, BOTH[1]), HELD) is None


@pytest.mark.parametrize("status", ["DELETED", "VOIDED"])
def test_an_invoice_that_was_to_end_has_ended_or_says_its_status(status: str) -> None:
    assert not_as_meant(meant(status=status), replace(HELD, status=status)) is None
    assert not_as_meant(meant(status=status), HELD) == f"its status is DRAFT, not {status}"


def test_an_invoice_that_has_ended_is_not_what_a_change_meant() -> None:
    assert not_as_meant(meant(*BOTH), replace(HELD, status="VOIDED")) == "it is voided"


def test_a_line_too_many_or_too_few_is_told_first() -> None:
    assert not_as_meant(meant(BOTH[0]), HELD) == "it has 2 lines, not 1"


def test_a_line_that_is_missing_is_named_by_its_mark_or_by_its_words() -> None:
    other = as_sent(KEPT, id=XeroId("line-9"))
    assert not_as_meant(meant(other, BOTH[1]), HELD) == "it has no line PR-1/1"
    words = as_sent(KEPT, id=None, description="Thank you for your order of this month, and of the last")
    assert not_as_meant(meant(words, BOTH[1]), HELD) == "it has no line “Thank you for your order of this month, ”"


@pytest.mark.parametrize(
    ("held", "why"),
    [
        ({"line_amount": Decimal("30.01")}, "amount 30.01, not 30.00"),
        ({"quantity": Decimal(9)}, "quantity 9, not 10"),
        ({"unit_amount": Decimal("3.1")}, "unit amount 3.1, not 3.0000"),
        ({"account_code": "201"}, "account 201, not 200"),
        ({"tax_type": None}, "tax type None, not OUTPUT"),
        ({"description": "Other PR-1/1"}, "description Other PR-1/1, not Mailbox, per month from 2026-11-01 PR-1/1"),
    ],
)
def test_what_differs_in_a_line_is_named(held: dict[str, Any], why: str) -> None:
    found = replace(HELD, lines=(replace(KEPT, **held), NEW))
    assert not_as_meant(meant(*BOTH), found) == f"line PR-1/1 has the {why}"


def test_the_item_of_a_line_is_compared_too() -> None:
    assert not_as_meant(meant(as_sent(KEPT, item_code="MBX"), BOTH[1]), HELD) == (
        "line PR-1/1 has the item None, not MBX"
    )
