"""What taking an order back comes to, document by document, and how it is told before it is done (money §15)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from connect_ext.books.documents.held import HeldCreditNote, HeldInvoice, HeldLine
from connect_ext.books.documents.update import InvoiceUpdate, KeptLine, NewStatus
from connect_ext.books.ids import DocumentKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Forget:
    """Nothing is sent: it is voided, deleted or gone already, or a person had named it."""

    document: DocumentKey
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteDraft:
    document: DocumentKey
    invoice: HeldInvoice

    @property
    def update(self) -> InvoiceUpdate:
        return InvoiceUpdate(invoice_id=self.invoice.id, status=NewStatus.DELETED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Void:
    document: DocumentKey
    invoice: HeldInvoice

    @property
    def update(self) -> InvoiceUpdate:
        return InvoiceUpdate(invoice_id=self.invoice.id, status=NewStatus.VOIDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """The order's lines of the invoice, by a note dated `day`; `why` it may not be voided."""

    document: DocumentKey
    invoice: HeldInvoice
    lines: tuple[HeldLine, ...]
    day: date
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOff:
    """The order's lines leave a draft on which other orders have theirs."""

    document: DocumentKey
    invoice: HeldInvoice
    lines: tuple[KeptLine, ...]
    """Those that stay."""

    @property
    def update(self) -> InvoiceUpdate:
        return _as_it_is(self.invoice, self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restore:
    """What the order took off a draft stands on it again."""

    document: DocumentKey
    invoice: HeldInvoice
    lines: tuple[KeptLine, ...]

    @property
    def update(self) -> InvoiceUpdate:
        return _as_it_is(self.invoice, self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Free:
    """Nothing is sent: Xero brings a draft that the order has deleted not back. The orders that it had billed are to be
    invoiced anew."""

    document: DocumentKey
    invoice: HeldInvoice
    frees: tuple[DocumentKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndNote:
    """A credit note of the order's is deleted or voided."""

    document: DocumentKey
    note: HeldCreditNote

    @property
    def status(self) -> NewStatus:
        return NewStatus.VOIDED if self.note.status == "AUTHORISED" else NewStatus.DELETED


Step = Forget | DeleteDraft | Void | Credit | TakeOff | Restore | Free | EndNote


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """The steps in the order in which they are carried out; at least one."""

    steps: tuple[Step, ...]


def touched(step: Step) -> HeldInvoice | HeldCreditNote | None:
    """The document of Xero's that it is about."""
    match step:
        case Forget():
            return None
        case EndNote(note=note):
            return note
        case _:
            return step.invoice


def months_of(undo: Undo) -> tuple[str, ...]:
    """The months whose figures change, as `2026-11`. A draft is in no figures."""
    return tuple(sorted({month for step in undo.steps for month in _months(step)}))


def _months(step: Step) -> Sequence[str]:
    match step:
        case Credit(day=day):
            return (f"{day:%Y-%m}",)
        case Void(invoice=invoice) if invoice.date:
            return (f"{invoice.date:%Y-%m}",)
        case EndNote(note=note) if step.status is NewStatus.VOIDED and note.date:
            return (f"{note.date:%Y-%m}",)
        case _:
            return ()


def sentence_of(undo: Undo) -> str:
    """What is done, for the person who is asked."""
    return " ".join(said(step) for step in undo.steps)


def said(step: Step) -> str:
    match step:
        case Forget(why=why):
            return why
        case DeleteDraft(invoice=invoice):
            return f"The {invoice.status.lower()} invoice {invoice.name} is deleted."
        case Void(invoice=invoice):
            return f"Invoice {invoice.name} is voided."
        case Credit(invoice=invoice, lines=lines, why=why):
            whole = len(lines) == sum(bool(line.line_amount) for line in invoice.lines)
            what = "its amount" if whole else "what it bills of the order"
            return f"Invoice {invoice.name} stays, and a credit note dated today gives {what} back, since {why}."
        case TakeOff(invoice=invoice):
            return f"The order's lines are taken off the {invoice.status.lower()} invoice {invoice.name}."
        case Restore(invoice=invoice):
            return f"What the order took off the {invoice.status.lower()} invoice {invoice.name} is put back."
        case Free(invoice=invoice, frees=frees):
            orders = ", ".join(_order(one) for one in frees)
            return f"Draft {invoice.name}, which the order deleted, does not come back: {orders} can be invoiced anew."
        case EndNote(note=note):
            word = "voided" if step.status is NewStatus.VOIDED else "deleted"
            return f"Credit note {note.name} is {word}."
        case _:
            assert_never(step)


def digest_of(undo: Undo) -> str:
    """Equal for equal undoings: what a person agrees to is what is carried out."""
    shown = [sentence_of(undo), months_of(undo), *(_content(step) for step in undo.steps)]
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:32]


def _content(step: Step) -> object:
    document = touched(step)
    kept = step.lines if isinstance(step, TakeOff | Restore) else ()
    return document and (document.id, document.status, document.total, document.lines, kept)


def _as_it_is(invoice: HeldInvoice, lines: tuple[KeptLine, ...]) -> InvoiceUpdate:
    """Names the status that was read: Xero refuses it for a draft that was approved meanwhile."""
    return InvoiceUpdate(invoice_id=invoice.id, status=NewStatus(invoice.status), lines=lines)


def _order(document: DocumentKey) -> str:
    return document.partition(":")[2]
