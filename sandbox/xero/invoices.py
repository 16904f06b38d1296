"""Invoices: made by PUT, made or changed by POST, listed with filters and pages.

https://developer.xero.com/documentation/api/accounting/invoices
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sandbox.xero.call import Call, elements, write_all
from sandbox.xero.invoice_rules import changed, created
from sandbox.xero.invoice_view import Detail, refused_invoice, show_invoice
from sandbox.xero.paging import is_paged, page_of
from sandbox.xero.state import Books, Invoice
from sandbox.xero.where import Field, filtered, ordered
from sandbox.xero.words import Invalid, Json, not_found


def read_invoices(call: Call) -> Json:
    """A list without pages leaves the lines out; a summary leaves out the contact's particulars too."""
    fields = _fields(call.books)
    rows = ordered(filtered(_asked_for(call), call.query.get("where"), fields), call.query.get("order"), fields)
    shown, pagination = page_of(rows, call)
    detail = Detail.FULL if is_paged(call) else Detail.WITHOUT_LINES
    if call.flag("summaryOnly"):
        detail = Detail.SUMMARY
    return {**pagination, "Invoices": [show_invoice(call, invoice, detail) for invoice in shown]}


def read_invoice(call: Call) -> Json:
    """One invoice, by InvoiceID or number, with its lines."""
    return {"Invoices": [show_invoice(call, _targeted(call), Detail.FULL)]}


def create_invoices(call: Call) -> Json:
    return _written(call, lambda sent: created(call, sent))


def upsert_invoices(call: Call) -> Json:
    def upserted(sent: Json) -> Invoice:
        before = _match(call.books, sent)
        return changed(call, sent, before) if before else created(call, sent)

    return _written(call, upserted)


def update_invoice(call: Call) -> Json:
    target = _targeted(call).invoice_id

    def updated(sent: Json) -> Invoice:
        before = call.books.invoices.get(target)
        assert before is not None
        return changed(call, sent, before)

    return _written(call, updated)


def _written(call: Call, make: Callable[[Json], Invoice]) -> Json:
    def write(sent: Json) -> Json:
        invoice = make(sent)
        call.books.invoices.put(invoice)
        return {**show_invoice(call, invoice, Detail.FULL), "StatusAttributeString": "OK"}

    return {"Invoices": write_all(call, elements(call, "Invoices"), write, refused_invoice)}


def _match(books: Books, sent: Json) -> Invoice | None:
    if invoice_id := sent.get("InvoiceID"):
        if (found := books.invoices.get(str(invoice_id).lower())) is None:
            raise Invalid(f"Invoice with InvoiceID {invoice_id} does not exist")
        return found
    return books.invoices.find("number", str(sent.get("InvoiceNumber") or ""))


def _targeted(call: Call) -> Invoice:
    target = call.target or ""
    invoice = call.books.invoices.get(target.lower()) or call.books.invoices.find("number", target)
    if invoice is None:
        raise not_found()
    return invoice


def _asked_for(call: Call) -> Iterable[Invoice]:
    contacts, statuses, since = call.listed("ContactIDs"), call.listed("Statuses"), call.since
    contacts = frozenset(one.lower() for one in contacts) if contacts is not None else None
    ours, term = call.flag("createdByMyApp"), call.query.get("searchTerm", "").casefold()
    for invoice in _named(call):
        if (
            (contacts is None or invoice.contact_id in contacts)
            and (statuses is None or invoice.status.value in statuses)
            and (since is None or invoice.updated_at >= since)
            and (not ours or (invoice.created_by is not None and invoice.created_by == call.client_id))
            and (not term or term in f"{invoice.number}\n{invoice.reference or ''}".casefold())
        ):
            yield invoice


def _named(call: Call) -> Iterable[Invoice]:
    table, ids, numbers = call.books.invoices, call.listed("IDs"), call.listed("InvoiceNumbers")
    if numbers is not None:
        found = [invoice for one in sorted(numbers) if (invoice := table.find("number", one))]
        return found if ids is None else [invoice for invoice in found if invoice.invoice_id in ids]
    if ids is not None:
        return [invoice for one in sorted(ids) if (invoice := table.get(one.lower()))]
    return table


def _fields(books: Books) -> dict[str, Field[Invoice]]:
    def contact_name(invoice: Invoice) -> str | None:
        contact = books.contacts.get(invoice.contact_id)
        return contact.name if contact else None

    return {
        "InvoiceID": lambda invoice: invoice.invoice_id,
        "InvoiceNumber": lambda invoice: invoice.number,
        "Reference": lambda invoice: invoice.reference,
        "Status": lambda invoice: invoice.status.value,
        "Type": lambda invoice: "ACCREC",
        "Date": lambda invoice: invoice.day,
        "DueDate": lambda invoice: invoice.due_date,
        "UpdatedDateUTC": lambda invoice: invoice.updated_at,
        "CurrencyCode": lambda invoice: invoice.currency,
        "Contact.ContactID": lambda invoice: invoice.contact_id,
        "Contact.Name": contact_name,
    }
