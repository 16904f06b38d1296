"""Allocations: so much of a credit note applied to an invoice, and taken back.

https://developer.xero.com/documentation/api/accounting/creditnotes#put-allocations
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

from sandbox.xero.balance import amount_due, remaining_credit, settled_status
from sandbox.xero.call import Call, elements, write_all
from sandbox.xero.credit_notes import CREDIT_NOTES
from sandbox.xero.document_rules import locks, read_day
from sandbox.xero.document_view import show_applied
from sandbox.xero.rendering import answer, number
from sandbox.xero.state import Allocation, CreditNote, Invoice, Status
from sandbox.xero.words import (
    ALLOCATION_PAID_OFF,
    ALLOCATION_TOO_LARGE,
    ALLOCATION_WRONG_TYPE,
    Invalid,
    Json,
    Refused,
    not_found,
    validation_errors,
    validation_exception,
)


def allocate(call: Call) -> Json:
    """The answer names no AllocationID, as in Xero's own example: the credit note tells it."""
    note_id = CREDIT_NOTES.targeted(call).document_id

    def write(sent: Json) -> Json:
        note = call.books.credit_notes.get(note_id)
        assert note is not None
        made = _allocated(call, note, sent)
        return {**_echo(made), "StatusAttributeString": "OK", "ValidationErrors": []}

    return {"Allocations": write_all(call, elements(call, "Allocations"), write, _refused)}


def take_back(call: Call) -> Json:
    """Both documents are as they were before; an allocation inside a locked period stays."""
    note = CREDIT_NOTES.targeted(call)
    found = next((one for one in note.allocations if one.allocation_id == (call.part or "").lower()), None)
    if found is None:
        raise not_found()
    if locked := list(locks(call, found.day)):
        raise Refused(answer(400, validation_exception([{"ValidationErrors": validation_errors(locked)}])))
    invoice = call.books.invoices.get(found.invoice_id)
    assert invoice is not None
    left = tuple(one for one in note.allocations if one != found)
    _keep(call, replace(note, allocations=left))
    _keep(call, replace(invoice, allocations=tuple(one for one in invoice.allocations if one != found)))
    call.books.undo.settle()
    return {"AllocationID": found.allocation_id, **_echo(found), "IsDeleted": True}


def _allocated(call: Call, note: CreditNote, sent: Json) -> Allocation:
    problems: list[str] = []
    invoice = _invoice(call, sent.get("Invoice") or {})
    amount = number(sent.get("Amount") or 0)
    day = read_day(sent, "Date", problems) or call.today
    problems += _objections(note, invoice, amount, day)
    problems += locks(call, day)
    if problems or invoice is None:
        raise Invalid(*problems)
    made = Allocation(
        allocation_id=str(uuid4()),
        credit_note_id=note.document_id,
        invoice_id=invoice.document_id,
        amount=amount,
        day=day,
    )
    _keep(call, replace(note, allocations=(*note.allocations, made)))
    _keep(call, replace(invoice, allocations=(*invoice.allocations, made)))
    return made


def _objections(note: CreditNote, invoice: Invoice | None, amount: Decimal, day: date) -> Iterable[str]:
    if note.status is not Status.AUTHORISED:
        yield "Credit Note must be authorised to be allocated"
    if invoice is None:
        yield "The invoice could not be found"
        return
    if invoice.contact_id != note.contact_id or invoice.currency != note.currency:
        yield ALLOCATION_WRONG_TYPE
    if invoice.status is Status.PAID:
        yield ALLOCATION_PAID_OFF
    elif invoice.status is not Status.AUTHORISED:
        yield "The invoice must be authorised to be allocated to"
    if amount <= 0:
        yield "The amount of an allocation must be greater than zero"
    if amount > min(remaining_credit(note), amount_due(invoice)):
        yield ALLOCATION_TOO_LARGE
    if day < max(note.day, invoice.day):
        yield "The date of an allocation cannot be before the date of the credit note or of the invoice"
    if amount != round(amount, 2):
        yield "The amount of an allocation must not have more than 2 decimal places"


def _invoice(call: Call, sent: Json) -> Invoice | None:
    if invoice_id := sent.get("InvoiceID"):
        return call.books.invoices.get(str(invoice_id).lower())
    return call.books.invoices.find("number", str(sent.get("InvoiceNumber") or ""))


def _keep(call: Call, document: Invoice | CreditNote) -> None:
    after = replace(document, status=settled_status(document), updated_at=call.now)
    if isinstance(after, Invoice):
        call.books.invoices.put(after)
    else:
        call.books.credit_notes.put(after)


def _echo(made: Allocation) -> Json:
    return {
        "Amount": made.amount,
        **show_applied(made),
        "Invoice": {"InvoiceID": made.invoice_id, "LineItems": [], "HasErrors": False},
        "CreditNote": {"CreditNoteID": made.credit_note_id, "LineItems": []},
    }


def _refused(sent: Json, messages: tuple[str, ...]) -> Json:
    return {**sent, "StatusAttributeString": "ERROR", "ValidationErrors": validation_errors(messages)}
