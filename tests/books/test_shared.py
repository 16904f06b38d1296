from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from connect_ext.books.documents.compare import intended
from connect_ext.books.documents.document import LineAmountTypes
from connect_ext.books.documents.held import HeldInvoice, HeldLine
from connect_ext.books.documents.posted import Equal, posted
from connect_ext.books.placing.shared import own_part
from tests.books.builders import CONTACT, REQUEST, a_rate, as_held, facts, invoice_of, some_settings

INVOICE = invoice_of()
MEANT = intended(INVOICE, CONTACT)
OTHERS = HeldLine(description="Seat PR-2895-0864-1238-001/1", line_amount=Decimal("12.50"))


def with_lines(*lines: HeldLine) -> HeldInvoice:
    held = as_held(INVOICE)
    total = sum((line.line_amount for line in lines), held.subtotal)
    return replace(held, lines=(*lines, *held.lines), subtotal=total, total=total, total_tax=Decimal("99.00"))


def test_an_invoice_of_one_order_is_whole() -> None:
    held = replace(as_held(INVOICE), total_tax=Decimal("2.50"))
    assert own_part(MEANT, held) == held


def test_the_lines_of_other_orders_do_not_count() -> None:
    assert posted(MEANT, own_part(MEANT, with_lines(OTHERS)), [a_rate()], "INV-1") == Equal()


def test_neither_do_they_where_amounts_have_the_tax_in_them() -> None:
    invoice = invoice_of(about=facts(settings=some_settings(line_amounts=LineAmountTypes.INCLUSIVE)))
    meant, held = intended(invoice, CONTACT), as_held(invoice, line_amount_types="Inclusive")
    shared = replace(held, lines=(OTHERS, *held.lines), total=Decimal("40.00"), subtotal=Decimal("36.37"))
    assert posted(meant, own_part(meant, shared), [a_rate()], "INV-1") == Equal()


@pytest.mark.parametrize("text", ["Travel", f"Travel {REQUEST}/9"])
def test_what_a_person_has_added_to_the_order_s_own_lines_counts(text: str) -> None:
    added = HeldLine(description=text, line_amount=Decimal(5))
    assert posted(MEANT, own_part(MEANT, with_lines(OTHERS, added)), None, "INV-1") != Equal()
