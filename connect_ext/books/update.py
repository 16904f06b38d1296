"""A change to an invoice that Xero holds: its status, or all of its lines, each named by its own id."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from connect_ext.books.document import LineItem
from connect_ext.books.held import HeldLine
from connect_ext.books.ids import XeroId
from connect_ext.books.money import LineFigures


class NewStatus(StrEnum):
    """Where a document of ours may be sent (https://developer.xero.com/documentation/api/accounting/invoices)."""

    SUBMITTED = "SUBMITTED"
    AUTHORISED = "AUTHORISED"
    DELETED = "DELETED"
    """Drafts and submitted ones only."""
    VOIDED = "VOIDED"
    """Approved ones only, with nothing paid or credited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLine:
    """A line that stays, with everything that Xero holds of it; None for figures that stay as they are."""

    line: HeldLine
    figures: LineFigures | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceUpdate:
    """`lines` are all that the invoice is to have, since Xero removes a line that is not sent; None leaves them."""

    invoice_id: XeroId
    status: NewStatus | None = None
    lines: tuple[KeptLine | LineItem, ...] | None = None
