"""The documents we mean to make, in Xero's own words. They name each other by document key, never by Xero id."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from connect_ext.books.coverage.stretch import Stretch
from connect_ext.books.documents.policies import SentAs
from connect_ext.books.ids import DocumentKey, XeroId
from connect_ext.books.money import Currency
from connect_ext.books.orders.order import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A Xero contact to create for a party. `number` is Xero's ContactNumber: our external key, at most 50 long."""

    key: DocumentKey
    number: str
    name: str
    first_name: str
    last_name: str
    email: str
    phone: str
    tax_number: str
    address: Address


class LineAmountTypes(StrEnum):
    """What the amounts of a document's lines say about tax, in Xero's words."""

    EXCLUSIVE = "Exclusive"
    INCLUSIVE = "Inclusive"
    NO_TAX = "NoTax"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracking:
    """One option of a tracking category, as a line names it."""

    category: str
    option: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineItem:
    """One line. `mark` ends the description; it tells the line apart in Xero whatever else is edited."""

    mark: str
    description: str
    quantity: Decimal
    unit_amount: Decimal
    line_amount: Decimal
    account_code: str
    tax_type: str
    explanation: str
    """The derivation as one readable sentence: quantity, price, where the price comes from, account, tax."""
    item_code: str | None = None
    tracking: tuple[Tracking, ...] = ()
    covers: tuple[Stretch, ...] = ()
    """What it bills by the day; nothing for what is charged once."""
    tax_inside: Decimal = Decimal(0)
    """The tax that `line_amount` has in it, as Xero works it out; nothing where the document's amounts are without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDates:
    """When a document is dated, and when it is due."""

    date: datetime.date
    due_date: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """A sales invoice (ACCREC). Amounts are in `currency`; whether they have the tax in them is for
    `line_amount_types` to say."""

    key: DocumentKey
    contact: DocumentKey
    number: str | None
    """None lets Xero number it."""
    reference: str
    url: str | None
    date: datetime.date
    due_date: datetime.date
    currency: Currency
    branding_theme: XeroId | None
    lines: tuple[LineItem, ...]
    line_amount_types: LineAmountTypes = LineAmountTypes.EXCLUSIVE
    sent_as: SentAs = SentAs.DRAFT
    """The status it is made with."""
    shared: bool = False
    """Whether later orders join it as long as it is a draft (money §9)."""
    closes_at: datetime.datetime | None = None
    """When that ends (aware); None where a person ends it, by approving it."""
    emailed: bool = False
    """Whether it is e-mailed once it is approved."""

    @property
    def subtotal(self) -> Decimal:
        """Without tax, as Xero's SubTotal is."""
        return sum((line.line_amount - line.tax_inside for line in self.lines), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditNote:
    """A credit note to a customer (ACCRECCREDIT). It has no due date and no link."""

    key: DocumentKey
    contact: DocumentKey
    contact_id: XeroId | None
    """The contact of the invoices that it credits, as Xero has it now; None where there are none: that of `contact`."""
    number: str | None
    """None lets Xero number it."""
    reference: str
    date: datetime.date
    currency: Currency
    currency_rate: Decimal | None
    """That of the invoice it credits, so that no gain or loss of exchange arises; None takes the day's."""
    branding_theme: XeroId | None
    line_amount_types: LineAmountTypes
    lines: tuple[LineItem, ...]
    credits: tuple[XeroId, ...] = ()
    """The invoices that it credits: it is set off against what is due on them once both sides are approved."""
    sent_as: SentAs = SentAs.DRAFT
    """The status it is made with."""

    @property
    def subtotal(self) -> Decimal:
        """The sum of the lines: without tax unless `line_amount_types` says otherwise."""
        return sum((line.line_amount for line in self.lines), Decimal(0))
