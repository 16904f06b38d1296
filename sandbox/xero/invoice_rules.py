"""What makes an invoice acceptable: contact, dates, locks, currency, number, status changes, lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from sandbox.xero.call import Call
from sandbox.xero.contacts import contact_named, sent_with_document
from sandbox.xero.invoice_lines import Heading, read_lines, reread
from sandbox.xero.rendering import number, parse_day
from sandbox.xero.state import Contact, Invoice, LineAmountTypes, Status
from sandbox.xero.totals import totals_of
from sandbox.xero.words import (
    CONTACT_ARCHIVED,
    CONTACT_NEEDED,
    CONTACT_UNKNOWN,
    DUE_DATE_NEEDED,
    HAS_PAYMENTS,
    LINES_NEEDED,
    NEGATIVE_TOTAL,
    NOT_MODIFIABLE,
    NUMBER_TAKEN,
    PERIOD_LOCKED,
    VOID_WITH_PAYMENTS,
    YEAR_LOCKED,
    Invalid,
    Json,
)

_NEXT: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.DRAFT, Status.SUBMITTED, Status.AUTHORISED, Status.DELETED}),
    Status.SUBMITTED: frozenset({Status.DRAFT, Status.SUBMITTED, Status.AUTHORISED, Status.DELETED}),
    Status.AUTHORISED: frozenset({Status.AUTHORISED, Status.VOIDED}),
}
_CREATABLE = frozenset({Status.DRAFT, Status.SUBMITTED, Status.AUTHORISED})
_NEEDS_DUE_DATE = frozenset({Status.SUBMITTED, Status.AUTHORISED})
_LONGEST_NUMBER = 255


def created(call: Call, sent: Json) -> Invoice:
    """The invoice as Xero would keep it. Raises `Invalid` with every reason at once."""
    problems: list[str] = []
    if sent.get("Type") != "ACCREC":
        problems.append("Invoice not of valid type; the stand-in keeps ACCREC only")
    contact = _contact(call, sent.get("Contact") or {}, problems)
    status = _status(sent, Status.DRAFT, _CREATABLE, problems)
    kind = _kind(sent, LineAmountTypes.EXCLUSIVE, problems)
    if not sent.get("LineItems"):
        problems.append(LINES_NEEDED)
    heading = Heading(call=call, status=status, kind=kind, problems=problems)
    currency = _currency(call, sent, call.books.organisation.base_currency, problems)
    invoice = Invoice(
        invoice_id=str(uuid4()),
        number=sent.get("InvoiceNumber") or call.books.next_number(),
        contact_id=contact.contact_id if contact else "",
        day=_day(sent, "Date", problems) or call.today,
        due_date=_day(sent, "DueDate", problems),
        status=status,
        line_amount_types=kind,
        lines=read_lines(heading, sent.get("LineItems") or [], ()),
        currency=currency,
        currency_rate=_rate(call, sent, currency),
        updated_at=call.now,
        created_by=call.client_id,
        **_plain(sent),
    )
    problems += _objections(call, invoice)
    if problems:
        raise Invalid(*problems)
    return invoice


def changed(call: Call, sent: Json, before: Invoice) -> Invoice:
    """`before` with what was sent applied. Raises `Invalid`; what was not sent stays."""
    if before.status not in _NEXT:
        raise Invalid(NOT_MODIFIABLE)
    problems = list(_locks(call, before.day))
    status = _status(sent, before.status, _NEXT[before.status], problems)
    if status is Status.VOIDED and _settled(before):
        raise Invalid(VOID_WITH_PAYMENTS)
    if status in (Status.VOIDED, Status.DELETED):
        return _or_invalid(replace(before, status=status, updated_at=call.now), problems)
    after = _edited(call, sent, before, status, problems)
    if _settled(before) and _money(after) != _money(before):
        raise Invalid(NOT_MODIFIABLE, HAS_PAYMENTS)
    problems += _objections(call, after)
    return _or_invalid(after, problems)


def _edited(call: Call, sent: Json, before: Invoice, status: Status, problems: list[str]) -> Invoice:
    kind = _kind(sent, before.line_amount_types, problems)
    heading = Heading(call=call, status=status, kind=kind, problems=problems)
    lines = before.lines
    if "LineItems" in sent:
        lines = read_lines(heading, sent["LineItems"] or [], before.lines)
    elif kind is not before.line_amount_types or status is not before.status:
        lines = reread(heading, before.lines, keep_tax=kind is before.line_amount_types)
    contact = _contact(call, sent["Contact"], problems) if sent.get("Contact") else None
    currency = _currency(call, sent, before.currency, problems)
    moved = currency != before.currency or "CurrencyRate" in sent
    return replace(
        before,
        number=sent.get("InvoiceNumber") or before.number,
        contact_id=contact.contact_id if contact else before.contact_id,
        day=_day(sent, "Date", problems) or before.day,
        due_date=_day(sent, "DueDate", problems) or before.due_date,
        status=status,
        line_amount_types=kind,
        lines=lines,
        currency=currency,
        currency_rate=_rate(call, sent, currency) if moved else before.currency_rate,
        updated_at=call.now,
        **_plain(sent),
    )


def _or_invalid(invoice: Invoice, problems: list[str]) -> Invoice:
    if problems:
        raise Invalid(*problems)
    return invoice


def _settled(invoice: Invoice) -> bool:
    return bool(invoice.amount_paid or invoice.amount_credited)


def _money(invoice: Invoice) -> tuple[Any, ...]:
    """What may not change once a payment or credit is applied."""
    heading = (invoice.day, invoice.currency, invoice.currency_rate, invoice.line_amount_types)
    lines = ((line.line_id, line.quantity, line.unit_amount, line.line_amount, line.tax_type) for line in invoice.lines)
    return heading, frozenset(lines)


def _objections(call: Call, invoice: Invoice) -> Iterable[str]:
    twin = call.books.invoices.find("number", invoice.number)
    if twin is not None and twin.invoice_id != invoice.invoice_id:
        yield NUMBER_TAKEN
    if len(invoice.number) > _LONGEST_NUMBER:
        yield f"InvoiceNumber must be {_LONGEST_NUMBER} characters or fewer"
    if invoice.status in _NEEDS_DUE_DATE and invoice.due_date is None:
        yield DUE_DATE_NEEDED
    if not invoice.lines:
        yield LINES_NEEDED
    if invoice.theme_id is not None and invoice.theme_id not in call.books.themes:
        yield f"Branding theme {invoice.theme_id} does not exist."
    if invoice.url is not None and ("xero" in invoice.url.lower() or "://" not in invoice.url):
        yield "Url must be a valid absolute URL and must not contain 'xero'"
    if totals_of(invoice.lines, invoice.line_amount_types).total < 0:
        yield NEGATIVE_TOTAL
    yield from _locks(call, invoice.day)


def _locks(call: Call, day: date) -> Iterable[str]:
    organisation = call.books.organisation
    if organisation.period_lock and day <= organisation.period_lock:
        yield f"{PERIOD_LOCKED} {organisation.period_lock:%d-%b-%Y}"
    if organisation.year_lock and day <= organisation.year_lock:
        yield f"{YEAR_LOCKED} {organisation.year_lock:%d-%b-%Y}"


def _contact(call: Call, sent: Json, problems: list[str]) -> Contact | None:
    contact: Contact | None = None
    if contact_id := sent.get("ContactID"):
        contact = call.books.contacts.get(str(contact_id).lower())
    elif number_sent := sent.get("ContactNumber"):
        contact = call.books.contacts.find("number", number_sent)
    elif name := sent.get("Name"):
        contact = contact_named(call, name)
    else:
        problems.append(CONTACT_NEEDED)
        return None
    if contact is None:
        problems.append(CONTACT_UNKNOWN)
    elif not contact.active:
        problems.append(CONTACT_ARCHIVED)
    elif sent.get("ContactID"):
        return sent_with_document(call, sent, contact)
    return contact


def _status(sent: Json, before: Status, allowed: frozenset[Status], problems: list[str]) -> Status:
    wanted = sent.get("Status") or before.value
    if wanted not in allowed:
        problems.append(f"Invoice not of valid status for modification: {before} cannot become {wanted}")
        return before
    return Status(wanted)


def _kind(sent: Json, before: LineAmountTypes, problems: list[str]) -> LineAmountTypes:
    wanted = sent.get("LineAmountTypes") or before.value
    if wanted not in list(LineAmountTypes):
        problems.append(f"LineAmountTypes '{wanted}' is not valid")
        return before
    return LineAmountTypes(wanted)


def _currency(call: Call, sent: Json, before: str, problems: list[str]) -> str:
    wanted = str(sent.get("CurrencyCode") or before)
    if wanted not in call.books.organisation.currencies:
        problems.append(f"Organisation is not subscribed to currency {wanted}")
    return wanted


def _rate(call: Call, sent: Json, currency: str) -> Decimal:
    if sent.get("CurrencyRate") is not None:
        return number(sent["CurrencyRate"])
    return call.books.organisation.currencies.get(currency, Decimal(1))


def _day(sent: Json, name: str, problems: list[str]) -> date | None:
    if not (text := sent.get(name)):
        return None
    try:
        return parse_day(text)
    except ValueError:
        problems.append(f"{name} '{text}' is not a valid date")
        return None


def _plain(sent: Json) -> dict[str, Any]:
    """What is kept as it was sent, when it was sent."""
    names = {"Reference": "reference", "Url": "url", "BrandingThemeID": "theme_id", "SentToContact": "sent_to_contact"}
    return {ours: sent[theirs] for theirs, ours in names.items() if sent.get(theirs) is not None}
