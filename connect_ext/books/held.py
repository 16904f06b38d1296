"""What Xero holds, read back: values to compare with what we mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from connect_ext.books.ids import DocumentKey, XeroId
from connect_ext.books.money import Currency
from connect_ext.books.organisation import PaymentTerms


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldContact:
    id: XeroId
    name: str
    number: str | None
    active: bool
    """False when archived or erased: such a contact cannot be invoiced."""
    sales_terms: PaymentTerms | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldLine:
    description: str
    line_amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldInvoice:
    """An invoice as Xero holds it; `status` is Xero's word, which may be one we do not know."""

    id: XeroId
    number: str | None
    status: str
    contact_id: XeroId
    currency: Currency
    reference: str
    url: str | None
    subtotal: Decimal
    total: Decimal
    lines: tuple[HeldLine, ...]
    total_tax: Decimal | None = None
    """None when Xero does not say."""

    @property
    def alive(self) -> bool:
        return self.status not in ("VOIDED", "DELETED")


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
    """By document key: the linked invoice as it is now."""
