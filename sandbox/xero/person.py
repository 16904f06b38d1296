"""What a person does in Xero's own pages: writes without an app, payments, lock dates."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sandbox.clock import Clock
from sandbox.xero.accounting import endpoint, place_of
from sandbox.xero.call import Call
from sandbox.xero.contract import BASE
from sandbox.xero.invoice_view import amount_due
from sandbox.xero.state import Books, Invoice, Status
from sandbox.xero.words import Json


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
            )
            return serve(call)

    def pay(self, number: str, amount: Decimal | None = None) -> None:
        """Receive a payment on an approved invoice, all that is due unless told; a full one makes it PAID."""
        with self._lock:
            invoice = self._invoice(number)
            if invoice.status is not Status.AUTHORISED:
                raise ValueError(f"{number} is {invoice.status}, only an approved invoice can be paid")
            paid = replace(invoice, amount_paid=invoice.amount_paid + (amount or amount_due(invoice)))
            status = Status.PAID if not amount_due(paid) else Status.AUTHORISED
            self._books.invoices.put(replace(paid, status=status, updated_at=self._clock()))
            self._books.undo.settle()

    def lock_until(self, *, period: date | None = None, year: date | None = None) -> None:
        """Set the lock dates as given; None lifts one."""
        with self._lock:
            self._books.organisation = replace(self._books.organisation, period_lock=period, year_lock=year)

    def _invoice(self, number: str) -> Invoice:
        invoice = self._books.invoices.find("number", number)
        if invoice is None:
            raise ValueError(f"no invoice {number}")
        return invoice
