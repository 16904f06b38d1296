"""What a person does in Xero's own pages: writes without an app, approvals, payments, lock dates, the time zone."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sandbox.clock import Clock
from sandbox.xero.accounting import endpoint, place_of
from sandbox.xero.balance import amount_due, remaining_credit, settled_status
from sandbox.xero.call import Call
from sandbox.xero.contract import BASE
from sandbox.xero.state import Books, Document, Status
from sandbox.xero.tables import Table
from sandbox.xero.words import Json

Row = TypeVar("Row", bound=Document)


class Person:
    """Someone at the keyboard of one organisation; bound by its rules, by no token, scope or limit."""

    def __init__(self, books: Books, clock: Clock, lock: threading.RLock) -> None:
        self._books = books
        self._clock = clock
        self._lock = lock

    def write(self, method: str, path: str, body: Any) -> Json:
        """Do as `method` on `path` ("Invoices/INV-0001") with an API body does. Raises `Refused` like the API."""
        place = place_of(f"{BASE}/{path}")
        serve = endpoint(method, place) if place else None
        if place is None or serve is None:
            raise ValueError(f"no {method} on {path}")
        with self._lock:
            call = Call(
                books=self._books,
                now=self._clock(),
                client_id=None,
                query={"unitdp": "4"},
                body=body,
                target=place.target,
                part=place.part,
            )
            return serve(call)

    def edit(self, number: str, **changes: Any) -> None:
        """Change an invoice or a credit note, in Xero's property names. Raises `Refused` like the API."""
        resource = "CreditNotes" if self._books.credit_notes.find("number", number) else "Invoices"
        self.write("POST", f"{resource}/{number}", {resource: [changes]})

    def approve(self, number: str) -> None:
        self.edit(number, Status="AUTHORISED")

    def void(self, number: str) -> None:
        self.edit(number, Status="VOIDED")

    def delete(self, number: str) -> None:
        self.edit(number, Status="DELETED")

    def allocate(self, note: str, invoice: str, amount: Decimal) -> None:
        """Apply so much of an approved credit note to an approved invoice."""
        content = {"Allocations": [{"Amount": amount, "Invoice": {"InvoiceNumber": invoice}}]}
        self.write("PUT", f"CreditNotes/{note}/Allocations", content)

    def pay(self, number: str, amount: Decimal | None = None) -> None:
        """Receive a payment on an approved invoice, all that is due unless told; a full one makes it PAID."""
        with self._lock:
            invoice = _approved(self._books.invoices, number)
            paid = replace(invoice, amount_paid=invoice.amount_paid + (amount or amount_due(invoice)))
            self._books.invoices.put(replace(paid, status=settled_status(paid), updated_at=self._clock()))
            self._books.undo.settle()

    def refund(self, number: str, amount: Decimal | None = None) -> None:
        """Pay back an approved credit note, all that remains unless told."""
        with self._lock:
            note = _approved(self._books.credit_notes, number)
            repaid = replace(note, refunded=note.refunded + (amount or remaining_credit(note)))
            self._books.credit_notes.put(replace(repaid, status=settled_status(repaid), updated_at=self._clock()))
            self._books.undo.settle()

    def merge(self, contact_id: str, into: str) -> None:
        """Merge a contact into another one, as Xero's page does: it is archived and says where it went, and keeps its
        name and number."""
        with self._lock:
            merged, kept = self._books.contacts.get(contact_id), self._books.contacts.get(into)
            if merged is None or kept is None:
                raise ValueError(f"there is no contact {contact_id if merged is None else into}")
            details = {**merged.details, "MergedToContactID": kept.contact_id}
            gone = replace(merged, status="ARCHIVED", details=details, updated_at=self._clock())
            self._books.contacts.put(gone)

    def track(self, category: str, *options: str, archived: str = "") -> None:
        """Have a tracking category with these options, one of them archived if told, in place of what it had."""
        with self._lock:
            self._books.tracking[category] = {option: option != archived for option in options}

    def enable_currency(self, code: str, rate: Decimal) -> None:
        """Adds it under Settings → Currencies; `rate` is units of it per one unit of the base currency."""
        with self._lock:
            organisation = self._books.organisation
            currencies = {**organisation.currencies, code: rate}
            self._books.organisation = replace(organisation, currencies=currencies)

    def email_at_most(self, a_day: int) -> None:
        """Xero lets the organisation e-mail so many invoices a day."""
        with self._lock:
            self._books.emails_a_day = a_day

    def lock_until(self, *, period: date | None = None, year: date | None = None) -> None:
        """Set the lock dates as given; None lifts one."""
        with self._lock:
            self._books.organisation = replace(self._books.organisation, period_lock=period, year_lock=year)

    def archive_account(self, code: str, *, archived: bool = True) -> None:
        """Take an account out of use, or back into it."""
        with self._lock:
            self._books.accounts[code] = replace(self._books.accounts[code], active=not archived)

    def move_to(self, zone: ZoneInfo, timezone: str) -> None:
        """The organisation keeps its days in this zone; `timezone` is what Xero calls it."""
        with self._lock:
            self._books.organisation = replace(self._books.organisation, zone=zone, timezone=timezone)


def _approved(table: Table[Row], number: str) -> Row:
    document = table.find("number", number)
    if document is None:
        raise ValueError(f"there is no {number}")
    if document.status is not Status.AUTHORISED:
        raise ValueError(f"{number} is {document.status}, only an approved document can be paid")
    return document
