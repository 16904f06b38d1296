"""What Xero holds, read back: values to compare with what we mean."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from connect_ext.books.documents.document import Tracking
from connect_ext.books.documents.organisation import PaymentTerms
from connect_ext.books.ids import DocumentKey, OrderKey, XeroId, is_of
from connect_ext.books.money import Currency


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldContact:
    id: XeroId
    name: str
    number: str | None
    active: bool
    """False when archived or erased: such a contact cannot be invoiced."""
    sales_terms: PaymentTerms | None = None
    email: str = ""
    merged_to: XeroId | None = None
    """The contact that a person has merged it into, which archives it."""
    branding_theme: XeroId | None = None
    account_code: str = ""
    tracking: tuple[Tracking, ...] = ()
    discount: Decimal = Decimal(0)
    """Percent."""
    tax_type: str = ""
    """These five are its own defaults for sales, as a person has set them in Xero."""
    tax_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldLine:
    """A line as Xero holds it. A line that is only a text has the amount 0, and none of the rest."""

    description: str
    line_amount: Decimal
    """After discount; without tax unless the document's line amount types say otherwise."""
    id: XeroId | None = None
    quantity: Decimal | None = None
    unit_amount: Decimal | None = None
    """Before discount."""
    account_code: str | None = None
    tax_type: str | None = None
    tax_amount: Decimal | None = None
    item_code: str | None = None
    discount_rate: Decimal | None = None
    discount_amount: Decimal | None = None
    tracking: tuple[Tracking, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDocument:
    """What Xero holds of any document; `status` is Xero's word, which may be one we do not know."""

    id: XeroId
    number: str | None
    status: str
    contact_id: XeroId
    currency: Currency
    reference: str
    subtotal: Decimal
    total: Decimal
    lines: tuple[HeldLine, ...]
    total_tax: Decimal | None = None
    """None when Xero does not say."""
    date: datetime.date | None = None
    line_amount_types: str = "Exclusive"
    """Xero's word, too."""
    currency_rate: Decimal | None = None
    branding_theme: XeroId | None = None

    @property
    def alive(self) -> bool:
        return self.status not in ("VOIDED", "DELETED")

    @property
    def name(self) -> str:
        """What people call it."""
        return self.number or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldInvoice(HeldDocument):
    url: str | None
    due_date: datetime.date | None = None
    amount_due: Decimal | None = None
    """With tax; None when Xero does not say."""
    amount_credited: Decimal | None = None
    """Set off against it by credit notes; None when Xero does not say."""
    sent_to_contact: bool = False
    """Whether it was e-mailed, as far as Xero says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldAllocation:
    """So much of a credit note, with tax, applied to an invoice."""

    id: XeroId | None
    invoice_id: XeroId
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCreditNote(HeldDocument):
    remaining_credit: Decimal
    """With tax."""
    allocations: tuple[HeldAllocation, ...]
    sent_to_contact: bool = False
    """As for an invoice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A document of ours and its twin in one organisation."""

    key: DocumentKey
    xero_id: XeroId
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Everything about a proposal's documents that is known to be in Xero already."""

    links: Mapping[DocumentKey, Link] = field(default_factory=dict)
    contacts: Mapping[DocumentKey, HeldContact] = field(default_factory=dict)
    """By document key: the linked contact as it is now, or the one that carries our number."""
    gone: frozenset[DocumentKey] = frozenset()
    """Linked, but no longer in the organisation."""
    invoices: Mapping[DocumentKey, HeldInvoice] = field(default_factory=dict)
    """By document key: the linked invoice, or the one that was changed, as it is now."""
    notes: Mapping[DocumentKey, HeldCreditNote] = field(default_factory=dict)
    """By document key: the linked credit note as it is now."""

    @property
    def documents(self) -> Mapping[DocumentKey, HeldDocument]:
        return {**self.invoices, **self.notes}

    def made_of(self, order: OrderKey) -> Mapping[DocumentKey, Link]:
        """The order's own documents that have a link."""
        # A batch has many links, and nearly none of them names the order at all.
        return {key: link for key, link in self.links.items() if order in key and is_of(key, order)}
