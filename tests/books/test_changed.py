"""A change of a draft: what it comes to, how it is shown, and whether it was done."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.documents.changed import IntendedChange, not_as_meant
from connect_ext.books.documents.deeds import Deed
from connect_ext.books.documents.held import HeldInvoice
from connect_ext.books.documents.update import InvoiceUpdate, KeptLine, NewStatus
from connect_ext.books.ids import XeroId
from connect_ext.books.planning.net import difference_of
from connect_ext.books.planning.shown_change import shown_change
from tests.books.document_builders import a_change, a_draft, a_new_line, as_sent
from tests.books.refund_builders import a_held_line

BEFORE = a_draft()
FIRST, SECOND = BEFORE.lines
REDUCED = replace(FIRST, quantity=Decimal(8), line_amount=Decimal(24))
MEANT = as_sent(a_change())
DONE = replace(BEFORE, lines=(REDUCED, SECOND))
DELETED = a_change(update=InvoiceUpdate(invoice_id=BEFORE.id, status=NewStatus.DELETED))
REMOVED = a_change(update=InvoiceUpdate(invoice_id=BEFORE.id, lines=(KeptLine(line=SECOND),)))
ADDED = a_change(
    update=InvoiceUpdate(invoice_id=BEFORE.id, lines=(KeptLine(line=FIRST), KeptLine(line=SECOND), a_new_line()))
)


def verdict(**changes: Any) -> str | None:
    return not_as_meant(MEANT, replace(DONE, **changes))


def test_a_change_is_done_when_every_line_is_as_it_was_sent() -> None:
    assert not_as_meant(MEANT, DONE) is None
    assert verdict(lines=(SECOND, REDUCED)) is None
    assert verdict(status="AUTHORISED") is None, "somebody may have approved it since"


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (BEFORE.lines, "line PR-1/1 has the amount 30.00, not 24"),
        ((REDUCED,), "it has 1 lines, not 2"),
        ((REDUCED, SECOND, a_held_line(3)), "it has 3 lines, not 2"),
        ((REDUCED, replace(SECOND, id=XeroId("another"))), "it has no line PR-1/2"),
        ((replace(REDUCED, account_code="260"), SECOND), "line PR-1/1 has the account 260, not 200"),
        ((replace(REDUCED, tax_type="NONE"), SECOND), "line PR-1/1 has the tax type NONE, not OUTPUT"),
        ((REDUCED, replace(SECOND, quantity=Decimal(9))), "line PR-1/2 has the quantity 9, not 10"),
        ((REDUCED, replace(SECOND, description="Else PR-1/2")), "line PR-1/2 has the description Else PR-1/2, not "),
    ],
)
def test_what_is_not_as_it_was_sent_is_named(lines: Any, words: str) -> None:
    assert str(verdict(lines=lines)).startswith(words)


@pytest.mark.parametrize(
    ("wanted", "reached", "deed"),
    [
        (NewStatus.SUBMITTED, {"SUBMITTED", "AUTHORISED", "PAID"}, Deed.SUBMITTED),
        (NewStatus.AUTHORISED, {"AUTHORISED", "PAID"}, Deed.APPROVED),
    ],
)
def test_an_invoice_that_is_closed_has_come_as_far_or_further(wanted: NewStatus, reached: set[str], deed: Deed) -> None:
    meant = as_sent(a_change(update=InvoiceUpdate(invoice_id=BEFORE.id, status=wanted)))
    assert meant.deed is deed
    done = {one for one in ("DRAFT", "SUBMITTED", "AUTHORISED", "PAID") if says(meant, one) is None}
    assert done == reached
    assert says(meant, "DRAFT") == f"its status is DRAFT, not {wanted}"
    assert says(meant, "VOIDED") == "it is voided"


def says(meant: IntendedChange, status: str) -> str | None:
    return not_as_meant(meant, replace(BEFORE, status=status))


def test_an_invoice_that_has_ended_was_not_changed_and_a_deletion_was_done() -> None:
    assert verdict(status="VOIDED") == "it is voided"
    assert not_as_meant(as_sent(DELETED), replace(BEFORE, status="DELETED")) is None
    assert not_as_meant(as_sent(DELETED), BEFORE) == "its status is DRAFT, not DELETED"


def test_a_new_line_is_found_by_its_mark() -> None:
    line = a_held_line(
        9,
        description=a_new_line().description,
        quantity=Decimal(2),
        unit_amount=Decimal("12.5"),
        line_amount=Decimal(25),
    )
    assert not_as_meant(as_sent(ADDED), replace(BEFORE, lines=(line, FIRST, SECOND))) is None
    unmarked = replace(line, description="Seats")
    assert not_as_meant(as_sent(ADDED), replace(BEFORE, lines=(unmarked, FIRST, SECOND))) is not None


@pytest.mark.parametrize(
    ("change", "deed", "difference"),
    [
        (a_change(), Deed.REDUCED, "-6.00"),
        (REMOVED, Deed.REDUCED, "-30.00"),
        (ADDED, Deed.EXTENDED, "25.00"),
        (DELETED, Deed.DELETED, "-60.00"),
    ],
)
def test_a_change_says_what_it_does_and_what_it_comes_to(change: Any, deed: Deed, difference: str) -> None:
    shown = shown_change(BEFORE, as_sent(change), change_reasons(change))
    assert (as_sent(change).deed, shown.does) == (deed, deed)
    assert difference_of(change) == shown.difference == Decimal(difference)


def change_reasons(change: Any) -> dict[str, str]:
    return dict.fromkeys(change.marks, change.reason)


def test_only_the_lines_that_become_others_are_shown_each_with_its_reason() -> None:
    [line] = shown_change(BEFORE, MEANT, change_reasons(a_change())).lines
    assert line.before is not None
    assert line.after is not None
    assert (line.before.line_amount, line.after.line_amount) == (Decimal(30), Decimal(24))
    assert (line.before.quantity, line.after.quantity) == (Decimal(10), Decimal(8))
    assert line.explanation == "2 of 10 seats cancelled"
    [gone] = shown_change(BEFORE, as_sent(REMOVED), {}).lines
    assert (gone.description, gone.after) == (FIRST.description, None)
    [new] = shown_change(BEFORE, as_sent(ADDED), {}).lines
    assert (new.before, new.description) == (None, a_new_line().description)
    assert [one.after for one in shown_change(BEFORE, as_sent(DELETED), {}).lines] == [None, None]


@pytest.mark.parametrize(("status", "sent"), [("DRAFT", "DRAFT"), ("SUBMITTED", "SUBMITTED"), ("AUTHORISED", None)])
def test_a_change_of_lines_names_the_status_that_was_read(status: str, sent: str | None) -> None:
    """Xero lets an approved invoice be edited; that it becomes a draft again it refuses."""
    before: HeldInvoice = replace(BEFORE, status=status)
    assert a_change(before=before).guarded.status == sent
    assert replace(DELETED, before=before).guarded.status is NewStatus.DELETED


def test_what_was_put_back_beside_lines_is_compared_too() -> None:
    meant = IntendedChange(
        invoice_id=BEFORE.id, status=None, lines=None, reference="PO-1", date=BEFORE.date, due_date=BEFORE.due_date
    )
    assert not_as_meant(meant, replace(BEFORE, reference="PO-1")) is None
    assert not_as_meant(meant, replace(BEFORE, reference="PO-2")) == "its reference is PO-2, not PO-1"
