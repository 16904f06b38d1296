"""How Xero echoes a credit note: what it shares with any document, and where its credit went."""

from __future__ import annotations

from sandbox.xero.balance import remaining_credit
from sandbox.xero.call import Call
from sandbox.xero.document_view import Detail, show_applied, show_document
from sandbox.xero.state import Allocation, CreditNote
from sandbox.xero.words import Json


def show_credit_note(call: Call, note: CreditNote, detail: Detail) -> Json:
    return {
        "Type": "ACCRECCREDIT",
        "CreditNoteID": note.document_id,
        "CreditNoteNumber": note.number,
        "RemainingCredit": remaining_credit(note),
        "Allocations": [_allocation(call, one) for one in note.allocations],
        "Payments": [],
        **show_document(call, note, detail),
    }


def _allocation(call: Call, allocation: Allocation) -> Json:
    invoice = call.books.invoices.get(allocation.invoice_id)
    assert invoice is not None, "invoices are never taken out of the books"
    return {
        "AllocationID": allocation.allocation_id,
        "Amount": allocation.amount,
        **show_applied(allocation),
        "Invoice": {
            "InvoiceID": invoice.document_id,
            "InvoiceNumber": invoice.number,
            "LineItems": [],
            "HasErrors": False,
        },
    }
