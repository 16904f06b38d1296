"""How the lines of an order leave the invoice that bills them: with it, off a draft, or by a credit (money §15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from connect_ext.books.by_hand.undo_steps import Credit, DeleteDraft, Forget, TakeOff, Void
from connect_ext.books.by_hand.undo_verdict import (
    OPEN,
    STANDING,
    NotPossible,
    is_locked,
    locked_draft,
    why_not_of_today,
)
from connect_ext.books.documents.edited import edited
from connect_ext.books.documents.held import HeldInvoice, HeldLine
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.documents.reference import mark_of
from connect_ext.books.documents.update import KeptLine
from connect_ext.books.ids import DocumentKey, OrderKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Bills:
    """The invoice on which an order's charges stand, its own or one that it shares."""

    document: DocumentKey
    held: HeldInvoice | None
    """As it is now; None where Xero has none."""
    picture: HeldInvoice | None = None
    """Xero's last answer about it."""
    by_us: bool = True
    """False for an invoice that a person has named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """An invoice that stands, and whose its lines are."""

    bills: Bills
    held: HeldInvoice
    marks: tuple[str, ...]
    """The order of each line; empty for a person's."""
    order: OrderKey
    organisation: Organisation

    @property
    def others(self) -> list[str]:
        """Further orders that it bills."""
        return sorted({mark for mark in self.marks if mark and mark != self.order})

    @property
    def by_hand(self) -> bool:
        return any(not mark and line.line_amount for mark, line in zip(self.marks, self.held.lines, strict=True))

    @property
    def locked(self) -> bool:
        return is_locked(self.held, self.organisation)

    @property
    def own(self) -> tuple[HeldLine, ...]:
        """The order's lines."""
        pairs = zip(self.marks, self.held.lines, strict=True)
        return tuple(line for mark, line in pairs if mark == self.order and line.line_amount)


def of_invoice(
    bills: Bills, order: OrderKey, organisation: Organisation, today: date
) -> Forget | DeleteDraft | TakeOff | Void | Credit | NotPossible:
    held, document = bills.held, bills.document
    if not bills.by_us:
        return Forget(document=document, why="A person had named the invoice; it stays in Xero as it is.")
    if held is None:
        return Forget(document=document, why="Its invoice is not in Xero any more.")
    if not held.alive:
        return Forget(document=document, why=f"Invoice {held.name} is {held.status.lower()} already.")
    if held.amount_credited:
        return NotPossible(why=f"Part of invoice {held.name} was credited in Xero already: credit the rest there.")
    marks = tuple((mark_of(line.description) or "").partition("/")[0] for line in held.lines)
    looked = Looked(bills=bills, held=held, marks=marks, order=order, organisation=organisation)
    if held.status in OPEN:
        return _of_draft(looked)
    if held.status not in STANDING:
        return NotPossible(why=f"The status of invoice {held.name} is {held.status}, which is not known here.")
    return _of_approved(looked, today)


def _of_draft(looked: Looked) -> DeleteDraft | TakeOff | NotPossible:
    held, picture = looked.held, looked.bills.picture
    if looked.locked:
        return locked_draft(held, looked.organisation)
    if not looked.others:
        if looked.by_hand:
            return NotPossible(
                why=f"A person has added lines to draft {held.name}: delete it in Xero if that is right."
            )
        return DeleteDraft(document=looked.bills.document, invoice=held)
    why = edited(picture, held) if picture else "what Xero answered about it is not known"
    if why:
        named = ", ".join(looked.others)
        return NotPossible(why=f"Invoice {held.name} bills {named} too, and {why}: take the lines off it in Xero.")
    pairs = zip(looked.marks, held.lines, strict=True)
    kept = tuple(KeptLine(line=line) for mark, line in pairs if mark != looked.order)
    return TakeOff(document=looked.bills.document, invoice=held, lines=kept)


def _of_approved(looked: Looked, today: date) -> Void | Credit | NotPossible:
    held, organisation = looked.held, looked.organisation
    why = _why_not_void(looked, today)
    if not why:
        return Void(document=looked.bills.document, invoice=held)
    if organisation.is_locked(today):
        return NotPossible(why=f"{organisation.name} is locked until {organisation.locked_until}, today included.")
    lines = looked.own
    if not lines or any(line.account_code is None for line in lines):
        return NotPossible(why=f"The lines of invoice {held.name} cannot be told any more: credit it in Xero by hand.")
    return Credit(document=looked.bills.document, invoice=held, lines=lines, day=today, why=why)


def _why_not_void(looked: Looked, today: date) -> str:
    """The end of a sentence; empty where it may be voided."""
    held = looked.held
    if looked.others:
        return f"it bills {', '.join(looked.others)} too"
    if held.status == "PAID" or held.amount_due is None or held.amount_due != held.total:
        return "it is paid, or part of it is"
    if held.sent_to_contact:
        return "it was e-mailed to the customer"
    return why_not_of_today(held, today, locked=looked.locked) or (
        "a person has added lines to it" if looked.by_hand else ""
    )
