from __future__ import annotations

from datetime import date
from decimal import Decimal

from connect_ext.books.planning.shown import InvoiceState, ShownInvoice, ShownLine
from connect_ext.books.planning.shown import proposed as shown
from tests.books.builders import AUD, proposed


def test_a_proposed_invoice_says_all_that_will_be_sent_and_leaves_to_xero_what_xero_works_out() -> None:
    invoice = proposed().invoice
    assert invoice is not None
    (line,) = invoice.lines
    assert shown(invoice, "Reseller TA-1000-0000-0001") == ShownInvoice(
        state=InvoiceState.PROPOSED,
        contact="Reseller TA-1000-0000-0001",
        number=None,
        reference="PR-1895-0864-1238-001",
        status=None,
        date=date(2026, 11, 20),
        due_date=date(2026, 12, 20),
        currency=AUD,
        subtotal=Decimal("25.00"),
        tax=None,
        made_as="DRAFT",
        total=None,
        lines=(
            ShownLine(
                description=line.description,
                quantity=Decimal(2),
                unit_amount=Decimal("12.50"),
                line_amount=Decimal("25.00"),
                account_code="200",
                tax_type="OUTPUT",
                explanation=line.explanation,
            ),
        ),
    )
