"""How Xero echoes an invoice: what it shares with any document, and what was paid and credited."""

from __future__ import annotations

from sandbox.xero.balance import amount_due
from sandbox.xero.call import Call
from sandbox.xero.document_view import Detail, show_applied, show_document
from sandbox.xero.rendering import day_string, ms_day
from sandbox.xero.state import Allocation, Invoice
from sandbox.xero.words import Json


def show_invoice(call: Call, invoice: Invoice, detail: Detail) -> Json:
    shown: Json = {
        "Type": "ACCREC",
        "InvoiceID": invoice.document_id,
        "InvoiceNumber": invoice.number,
        **_applied(call, invoice),
        "IsDiscounted": any(line.discount_rate or line.discount_amount for line in invoice.lines),
        **show_document(call, invoice, detail),
        **_due(invoice),
    }
    if invoice.url is not None:
        shown["Url"] = invoice.url
    return shown


def _applied(call: Call, invoice: Invoice) -> Json:
    return {
        "Payments": [],
        "CreditNotes": [_credit(call, one) for one in invoice.allocations],
        "Prepayments": [],
        "Overpayments": [],
        "AmountDue": amount_due(invoice),
        "AmountPaid": invoice.amount_paid,
        "AmountCredited": invoice.allocated,
    }


def _credit(call: Call, allocation: Allocation) -> Json:
    note = call.books.credit_notes.get(allocation.credit_note_id)
    assert note is not None, "credit notes are never taken out of the books"
    return {
        "CreditNoteID": note.document_id,
        "CreditNoteNumber": note.number,
        "AppliedAmount": allocation.amount,
        **show_applied(allocation),
        "LineItems": [],
        "HasErrors": False,
    }


def _due(invoice: Invoice) -> Json:
    if invoice.due_date is None:
        return {}
    return {"DueDateString": day_string(invoice.due_date), "DueDate": ms_day(invoice.due_date)}
