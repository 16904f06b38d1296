"""What makes an invoice acceptable beside what any document must be: its due date and its link."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sandbox.xero.call import Call
from sandbox.xero.document_rules import Rules, read_day
from sandbox.xero.state import Invoice, Status
from sandbox.xero.words import DUE_DATE_NEEDED, Json

_NEEDS_DUE_DATE = frozenset({Status.SUBMITTED, Status.AUTHORISED})


def _due(sent: Json, problems: list[str]) -> dict[str, date | None]:
    return {"due_date": read_day(sent, "DueDate", problems)}


def _objections(_: Call, invoice: Invoice) -> Iterable[str]:
    if invoice.status in _NEEDS_DUE_DATE and invoice.due_date is None:
        yield DUE_DATE_NEEDED
    if invoice.url is not None and ("xero" in invoice.url.lower() or "://" not in invoice.url):
        yield "Url must be a valid absolute URL and must not contain 'xero'"


RULES: Rules[Invoice] = Rules(
    make=Invoice,
    table=lambda books: books.invoices,
    type="ACCREC",
    noun="Invoice",
    number="InvoiceNumber",
    prefix="INV",
    discounts=True,
    plain={"Reference": "reference", "Url": "url", "BrandingThemeID": "theme_id", "SentToContact": "sent_to_contact"},
    dated=_due,
    objections=_objections,
    settled=lambda invoice: bool(invoice.amount_paid or invoice.allocated),
)
