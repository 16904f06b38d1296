"""E-mailing an invoice to its contact, as people do with its button; every e-mail is kept.

https://developer.xero.com/documentation/api/accounting/invoices#emailing-an-invoice
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sandbox.xero.call import Call
from sandbox.xero.invoices import INVOICES
from sandbox.xero.rendering import answer
from sandbox.xero.state import Email, Invoice, Status
from sandbox.xero.words import Json, Refused, validation_errors, validation_exception


def email(call: Call) -> Json:
    """The answer has no content. Raises `Refused` for what nobody can e-mail, and above the day's limit."""
    invoice = INVOICES.targeted(call)
    if problems := list(_objections(call, invoice)):
        raise Refused(answer(400, validation_exception([{"ValidationErrors": validation_errors(problems)}])))
    call.books.emails.append(Email(number=invoice.number, to=_address(call, invoice), at=call.now))
    call.books.invoices.put(replace(invoice, sent_to_contact=True, updated_at=call.now))
    call.books.undo.settle()
    return {}


def _objections(call: Call, invoice: Invoice) -> Iterable[str]:
    if invoice.status not in (Status.AUTHORISED, Status.PAID):
        yield "Invoice must be approved to be emailed"
    if not _address(call, invoice):
        yield "The contact does not have an email address"
    sent_today = [one for one in call.books.emails if call.books.today(one.at) == call.today]
    if len(sent_today) >= call.books.emails_a_day:
        yield "Daily Email Rate Limit has been exceeded"


def _address(call: Call, invoice: Invoice) -> str:
    contact = call.books.contacts.get(invoice.contact_id)
    return str(contact.details.get("EmailAddress") or "") if contact else ""
