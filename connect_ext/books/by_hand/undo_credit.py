"""The credit note that takes an invoice back whole: everything as Xero holds it of the lines (money §8, §15)."""

from __future__ import annotations

from connect_ext.books.by_hand.undo_steps import Credit
from connect_ext.books.crediting.credit_lines import credit_reference, figures
from connect_ext.books.documents.document import CreditNote, LineAmountTypes, LineItem
from connect_ext.books.documents.held import HeldInvoice, HeldLine
from connect_ext.books.documents.policies import SentAs
from connect_ext.books.documents.reference import MARK, marked
from connect_ext.books.ids import DocumentKey
from connect_ext.books.money import plain


def credit_of(undo: Credit, key: DocumentKey, mark: str, sent_as: SentAs) -> CreditNote:
    """To the invoice's contact as it is now, at the invoice's rate; `mark` begins the marks of its lines."""
    invoice = undo.invoice
    lines = tuple(_line(invoice, line, f"{mark}/{number}") for number, line in enumerate(undo.lines, start=1))
    return CreditNote(
        key=key,
        contact=key,
        contact_id=invoice.contact_id,
        number=None,
        reference=credit_reference([invoice]),
        date=undo.day,
        currency=invoice.currency,
        currency_rate=invoice.currency_rate,
        branding_theme=invoice.branding_theme,
        line_amount_types=LineAmountTypes(invoice.line_amount_types),
        lines=lines,
        credits=(invoice.id,),
        sent_as=sent_as,
    )


def _line(invoice: HeldInvoice, line: HeldLine, mark: str) -> LineItem:
    made = figures(line, line.line_amount, invoice.currency)
    return LineItem(
        mark=mark,
        description=marked(f"Credit: {MARK.sub('', line.description).rstrip()}", mark),
        quantity=made.quantity,
        unit_amount=made.unit_amount,
        line_amount=made.amount,
        account_code=line.account_code or "",
        tax_type=line.tax_type or "NONE",
        explanation=(
            f"All of {plain(line.line_amount)} {invoice.currency} of {invoice.name}; account and tax type as billed."
        ),
        item_code=line.item_code,
        tracking=line.tracking,
    )
