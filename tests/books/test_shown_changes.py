from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from connect_ext.books.documents.changed import IntendedChange, IntendedChangedLine
from connect_ext.books.documents.deeds import Deed
from connect_ext.books.documents.held import HeldLine
from connect_ext.books.ids import XeroId
from connect_ext.books.planning.shown_change import ShownChange, shown_change
from tests.books.refund_builders import a_held_invoice, a_held_line


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


FIRST, SECOND = a_held_line(1), a_held_line(2)
BEFORE = a_held_invoice(FIRST, SECOND, status="DRAFT")
EIGHT = as_sent(FIRST, quantity=Decimal(8), line_amount=Decimal("24.00"))
NEW = as_sent(a_held_line(3), id=None, description="Storage PR-2/1")


def shown(*lines: IntendedChangedLine, status: str | None = None, **before: Any) -> ShownChange:
    meant = IntendedChange(invoice_id=XeroId("invoice-1"), status=status, lines=lines or None)
    return shown_change(replace(BEFORE, **before), meant, {"PR-1/1": "2 of 10 seats cancelled", "PR-2/1": "1 at 30."})


def amounts(found: ShownChange) -> list[tuple[str, str]]:
    """Of each line, before and after."""
    return [
        (str(one.before.line_amount) if one.before else "none", str(one.after.line_amount) if one.after else "none")
        for one in found.lines
    ]


def test_only_the_lines_that_change_are_shown_with_what_they_were_and_become() -> None:
    found = shown(EIGHT, as_sent(SECOND))
    assert amounts(found) == [("30.00", "24.00")]
    assert (found.number, found.currency, found.does) == ("INV-0001", "AUD", Deed.REDUCED)
    assert found.difference == Decimal("-6.00")
    (line,) = found.lines
    assert (line.description, line.explanation) == (FIRST.description, "2 of 10 seats cancelled")
    assert line.after is not None
    assert (line.after.quantity, line.after.unit_amount) == (Decimal(8), Decimal("3.0000"))
    assert (line.after.account_code, line.after.tax_type) == ("200", "OUTPUT")


def test_a_line_that_is_not_sent_is_removed_and_one_without_an_id_is_added() -> None:
    found = shown(as_sent(FIRST), NEW)
    assert amounts(found) == [("30.00", "none"), ("none", "30.00")]
    assert [one.explanation for one in found.lines] == ["", "1 at 30."]
    assert [one.description for one in found.lines] == [SECOND.description, "Storage PR-2/1"]
    assert (found.does, found.difference) == (Deed.EXTENDED, Decimal(0))


def test_an_amount_that_is_not_sent_stays() -> None:
    assert amounts(shown(as_sent(FIRST, line_amount=None), as_sent(SECOND))) == []


def test_a_draft_that_is_deleted_loses_every_line() -> None:
    found = shown(status="DELETED")
    assert amounts(found) == [("30.00", "none"), ("30.00", "none")]
    assert (found.does, found.difference) == (Deed.DELETED, Decimal("-60.00"))


def test_a_change_of_the_status_alone_shows_no_line() -> None:
    assert shown(status="AUTHORISED").lines == ()


def test_a_line_that_xero_gave_no_id_is_not_taken_for_a_new_one() -> None:
    nameless = replace(FIRST, id=None)
    assert amounts(shown(NEW, as_sent(SECOND), lines=(nameless, SECOND))) == [("30.00", "none"), ("none", "30.00")]
