"""Invoices: which of them a list asks for, and how they are written.

https://developer.xero.com/documentation/api/accounting/invoices
"""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.xero.call import Call
from sandbox.xero.documents import Documents
from sandbox.xero.invoice_rules import RULES
from sandbox.xero.invoice_view import show_invoice
from sandbox.xero.state import Invoice


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
        return found if ids is None else [invoice for invoice in found if invoice.document_id in ids]
    if ids is not None:
        return [invoice for one in sorted(ids) if (invoice := table.get(one.lower()))]
    return table


INVOICES: Documents[Invoice] = Documents(
    name="Invoice",
    type="ACCREC",
    table=lambda books: books.invoices,
    asked_for=_asked_for,
    created=RULES.created,
    changed=RULES.changed,
    show=show_invoice,
    fields={"DueDate": lambda invoice: invoice.due_date},
)
