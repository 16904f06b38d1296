"""Setting a credit off against what is due: the newest invoice first, and never a cent more than is there."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from connect_ext.books.documents.held import HeldCreditNote, HeldInvoice
from connect_ext.books.ids import DocumentKey, XeroId
from connect_ext.books.money import Currency, written

APPROVED = "AUTHORISED"
"""Xero allocates between approved documents only
(https://developer.xero.com/documentation/api/accounting/creditnotes)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocateTo:
    """So much, with tax, against one invoice."""

    invoice_id: XeroId
    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOff:
    parts: tuple[AllocateTo, ...]
    left: Decimal
    """The credit that stays open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedSetOff:
    """What will become of a credit note that is only proposed, as Xero holds its invoices now: a follow-up."""

    note: DocumentKey
    currency: Currency
    part: AllocateTo

    @property
    def sentence(self) -> str:
        amount = f"{written(self.part.amount, self.currency)} {self.currency}"
        return f"{amount} of the credit note will be set off against {self.part.name} once both are approved."


def set_off(credit: Decimal, invoices: Sequence[HeldInvoice]) -> SetOff:
    """Spreads a credit, with tax, over what is due on approved invoices; parts and rest add up to it."""
    parts, left = list[AllocateTo](), credit
    for invoice in sorted(invoices, key=_age, reverse=True):
        amount = min(left, _due(invoice))
        if amount > 0:
            parts.append(AllocateTo(invoice_id=invoice.id, name=invoice.name, amount=amount))
            left -= amount
    return SetOff(parts=tuple(parts), left=left)


def set_off_note(note: HeldCreditNote, invoices: Sequence[HeldInvoice]) -> SetOff | None:
    """The same for a credit note as it is in Xero now; None while it waits for somebody's approval.

    Invoices of another contact or currency are passed over: Xero would refuse them.
    """
    if note.status not in (APPROVED, "PAID"):
        return None
    fitting = [one for one in invoices if (one.contact_id, one.currency) == (note.contact_id, note.currency)]
    return set_off(note.remaining_credit, fitting)


def allocation_date(note: datetime.date, invoice: datetime.date) -> datetime.date:
    """The later of the two documents' dates (money §2)."""
    return max(note, invoice)


def _due(invoice: HeldInvoice) -> Decimal:
    if invoice.status != APPROVED:
        return Decimal(0)
    return invoice.amount_due or Decimal(0)


def _age(invoice: HeldInvoice) -> tuple[datetime.date, str, str]:
    return invoice.date or datetime.date.min, invoice.number or "", invoice.id
