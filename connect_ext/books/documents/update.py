"""A change to an invoice that Xero holds: its status, or all of its lines, each named by its own id."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from enum import StrEnum

from connect_ext.books.coverage.stretch import Stretch
from connect_ext.books.documents.document import LineItem
from connect_ext.books.documents.held import HeldInvoice, HeldLine
from connect_ext.books.documents.reference import mark_of
from connect_ext.books.ids import DocumentKey, XeroId
from connect_ext.books.money import LineFigures


class NewStatus(StrEnum):
    """Where a document of ours may be sent (https://developer.xero.com/documentation/api/accounting/invoices)."""

    DRAFT = "DRAFT"
    """Drafts only, which stay so: Xero refuses it for one that a person has approved meanwhile."""
    SUBMITTED = "SUBMITTED"
    """Drafts and submitted ones only."""
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
    """`lines` are all that the invoice is to have, since Xero removes a line that is not sent; None leaves them, as it
    leaves the reference and the dates."""

    invoice_id: XeroId
    status: NewStatus | None = None
    lines: tuple[KeptLine | LineItem, ...] | None = None
    reference: str | None = None
    date: datetime.date | None = None
    due_date: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceChange:
    """What an order changes on an invoice of ours that Xero still holds as a draft: less on it, or more."""

    key: DocumentKey
    """`change_key`; for lines that are added, the order's own `invoice_key`."""
    document: DocumentKey
    """Our name of the invoice that is changed."""
    before: HeldInvoice
    """As it was read: whoever has changed it since is asked first."""
    update: InvoiceUpdate
    reason: str
    """Such as “2 of 10 seats cancelled”."""
    explanation: str = ""
    """The derivation as one readable sentence for each line."""
    covers: tuple[Stretch, ...] = ()
    """What it takes back, or bills in addition, by the day."""

    @property
    def added(self) -> tuple[LineItem, ...]:
        """Its new lines."""
        return tuple(one for one in self.update.lines or () if isinstance(one, LineItem))

    @property
    def marks(self) -> frozenset[str]:
        """Of our lines that become others, or are removed."""
        kept = {one.line.id: one for one in self.update.lines or () if isinstance(one, KeptLine)}
        ends = self.update.status in (NewStatus.DELETED, NewStatus.VOIDED)
        if self.update.lines is None and not ends:
            return frozenset()
        stays = {line_id for line_id, one in kept.items() if one.figures is None}
        gone = (line for line in self.before.lines if ends or line.id not in stays)
        return frozenset(mark for line in gone if (mark := mark_of(line.description)))

    @property
    def guarded(self) -> InvoiceUpdate:
        """The update as it is sent: where it leaves the status, it names the one that was read. Xero lets an approved
        invoice be edited, but never become a draft again, so one that was approved meanwhile is refused and kept."""
        if self.update.status is None and self.before.status in (NewStatus.DRAFT, NewStatus.SUBMITTED):
            return replace(self.update, status=NewStatus(self.before.status))
        return self.update
