"""What one Xero organisation holds: its settings, chart of accounts, contacts, items, invoices and credit notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.xero.tables import Table, Undo
from sandbox.xero.words import Json


class Status(StrEnum):
    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    AUTHORISED = "AUTHORISED"
    PAID = "PAID"
    VOIDED = "VOIDED"
    DELETED = "DELETED"


class LineAmountTypes(StrEnum):
    EXCLUSIVE = "Exclusive"
    INCLUSIVE = "Inclusive"
    NO_TAX = "NoTax"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    account_id: str
    code: str
    name: str
    type: str
    account_class: str
    tax_type: str
    system: str | None = None
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRate:
    """`rate` in percent; `applies_to` holds account classes as Xero names them."""

    tax_type: str
    name: str
    rate: Decimal
    report_as: str
    applies_to: frozenset[str]
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    theme_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """`currencies` maps each enabled currency to units of it per one unit of the base currency."""

    tenant_id: str
    name: str
    base_currency: str
    country: str
    version: str
    timezone: str
    zone: ZoneInfo
    short_code: str
    tax_number: str
    currencies: Mapping[str, Decimal]
    sales_terms: Json
    created_at: datetime
    plan: str = "PREMIUM"
    period_lock: date | None = None
    year_lock: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """`details` are further properties in Xero's names, kept as they were sent."""

    contact_id: str
    name: str
    number: str | None
    status: str
    updated_at: datetime
    details: Json = field(default_factory=dict)

    @property
    def active(self) -> bool:
        return self.status == "ACTIVE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    item_id: str
    code: str
    updated_at: datetime
    details: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Amounts in the invoice's currency; a line of words only has zeros and no account."""

    line_id: str
    description: str | None
    quantity: Decimal
    unit_amount: Decimal
    line_amount: Decimal
    tax_amount: Decimal
    tax_type: str | None = None
    account_code: str | None = None
    item_code: str | None = None
    discount_rate: Decimal | None = None
    discount_amount: Decimal | None = None
    tracking: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """So much of a credit note's credit applied to an invoice."""

    allocation_id: str
    credit_note_id: str
    invoice_id: str
    amount: Decimal
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What an invoice and a credit note have in common.

    `created_by` is the client id of the app that made it, None when a person did. `allocations` stand on both sides:
    a credit note's own, and those of any credit note that an invoice was credited by.
    """

    document_id: str
    number: str
    contact_id: str
    day: date
    status: Status
    line_amount_types: LineAmountTypes
    lines: tuple[Line, ...]
    currency: str
    currency_rate: Decimal
    updated_at: datetime
    created_by: str | None
    reference: str | None = None
    theme_id: str | None = None
    sent_to_contact: bool = False
    allocations: tuple[Allocation, ...] = ()

    @property
    def allocated(self) -> Decimal:
        return sum((one.amount for one in self.allocations), Decimal("0.00"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice(Document):
    due_date: date | None
    url: str | None = None
    amount_paid: Decimal = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditNote(Document):
    """`refunded` is what was paid back to the customer."""

    refunded: Decimal = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    """An invoice that was e-mailed."""

    number: str
    to: str
    at: datetime


class Books:
    """One organisation's books. Every change can be undone until `undo.settle()`."""

    def __init__(
        self, organisation: Organisation, accounts: list[Account], rates: list[TaxRate], themes: list[Theme]
    ) -> None:
        self.organisation = organisation
        self.accounts = {account.code: account for account in accounts}
        self.rates = {rate.tax_type: rate for rate in rates}
        self.themes = {theme.theme_id: theme for theme in themes}
        self.tracking: dict[str, dict[str, bool]] = {}
        """Categories, and of each the options: whether they are active."""
        self.emails: list[Email] = []
        self.emails_a_day = 1000
        """What Xero lets a paying organisation send; one on trial 20
        (https://developer.xero.com/documentation/guides/oauth2/limits)."""
        self.undo = Undo()
        self.contacts: Table[Contact] = Table(
            self.undo,
            lambda row: row.contact_id,
            {"name": lambda row: row.name.casefold() if row.active else None, "number": lambda row: row.number},
        )
        self.items: Table[Item] = Table(self.undo, lambda row: row.item_id, {"code": lambda row: row.code})
        self.invoices: Table[Invoice] = self._documents()
        self.credit_notes: Table[CreditNote] = self._documents()
        self._last_numbers: dict[str, int] = {}

    def next_number(self, prefix: str, taken: Callable[[str], object | None]) -> str:
        """The number Xero gives a document that was sent without one; each prefix counts by itself."""
        before = self._last_numbers.get(prefix, 0)
        self.undo.add(lambda: self._last_numbers.update({prefix: before}))
        for last in count(before + 1):
            if taken(number := f"{prefix}-{last:04d}") is None:
                self._last_numbers[prefix] = last
                return number
        raise AssertionError("numbers never end")

    def _documents(self) -> Table[Any]:
        return Table(self.undo, lambda row: row.document_id, {"number": lambda row: row.number})

    def today(self, now: datetime) -> date:
        return now.astimezone(self.organisation.zone).date()
