"""How the invoice of an order is taken back, as Xero holds it now (money §15).

A draft is deleted. Voided is only what is unpaid, unallocated, never e-mailed, dated in the current month and outside
the lock; all else is credited by a note dated today. One order at a time, the newest first: what a later order of the
subscription bills or gives back stands on what this one billed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from connect_ext.books.coverage.stretch import Stretch
from connect_ext.books.documents.held import HeldInvoice, HeldLine, Link
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.documents.reference import mark_of
from connect_ext.books.documents.update import InvoiceUpdate, NewStatus
from connect_ext.books.ids import DocumentKey, OrderKey, invoice_key, is_of

OPEN = ("DRAFT", "SUBMITTED")
STANDING = ("AUTHORISED", "PAID")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What an order has left in Xero."""

    order: OrderKey
    documents: Sequence[Link]
    """All of them; contacts are none."""
    held: HeldInvoice | None
    """Its invoice as it is now; None where Xero has none."""
    by_us: bool
    """False for an invoice that a person has named."""
    coverage: Collection[Stretch]
    """All that is billed and credited of its asset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forget:
    """Nothing is sent: it is voided, deleted or gone already, or a person had named it."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteDraft:
    invoice: HeldInvoice

    @property
    def update(self) -> InvoiceUpdate:
        return InvoiceUpdate(invoice_id=self.invoice.id, status=NewStatus.DELETED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Void:
    invoice: HeldInvoice

    @property
    def update(self) -> InvoiceUpdate:
        return InvoiceUpdate(invoice_id=self.invoice.id, status=NewStatus.VOIDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """All of the order's lines, by a note dated `day`; `why` it may not be voided."""

    invoice: HeldInvoice
    lines: tuple[HeldLine, ...]
    day: date
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPossible:
    """`why` is a sentence that says what to do instead."""

    why: str


Undo = Forget | DeleteDraft | Void | Credit
Verdict = Undo | NotPossible


def undo_of(made: Made, organisation: Organisation, today: date) -> Verdict:
    others = [one.number or one.xero_id for one in made.documents if one.key != invoice_key(made.order)]
    if others:
        named = ", ".join(others)
        return NotPossible(why=f"The order has more than its invoice in Xero ({named}): take that back there by hand.")
    if (later := _later(made)) is not None:
        return NotPossible(why=f"{later} counts on what this order billed: undo that one first.")
    if not made.by_us:
        return Forget(why="A person had named the invoice; it stays in Xero as it is.")
    if made.held is None:
        return Forget(why="Its invoice is not in Xero any more.")
    if not made.held.alive:
        return Forget(why=f"Invoice {made.held.name} is {made.held.status.lower()} already.")
    return _of_living(made, made.held, organisation, today)


def months_of(undo: Undo) -> tuple[str, ...]:
    """The months whose figures change, as `2026-11`. A draft is in no figures."""
    match undo:
        case Void(invoice=invoice):
            return (f"{invoice.date:%Y-%m}",) if invoice.date else ()
        case Credit(day=day):
            return (f"{day:%Y-%m}",)
        case _:
            return ()


def sentence_of(undo: Undo) -> str:
    """What is done, for the person who is asked."""
    match undo:
        case Forget(why=why):
            return why
        case DeleteDraft(invoice=invoice):
            return f"The {invoice.status.lower()} invoice {invoice.name} is deleted."
        case Void(invoice=invoice):
            return f"Invoice {invoice.name} is voided."
        case Credit(invoice=invoice, why=why):
            return f"Invoice {invoice.name} stays, and a credit note dated today gives its amount back, since {why}."
        case _:
            assert_never(undo)


def digest_of(undo: Undo) -> str:
    """Equal for equal undoings: what a person agrees to is what is carried out."""
    invoice = None if isinstance(undo, Forget) else undo.invoice
    shown = (sentence_of(undo), months_of(undo), invoice and (invoice.id, invoice.status, invoice.total, invoice.lines))
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:32]


def _later(made: Made) -> str | None:
    """The document of another order of the asset that was written after this one's, or credits a line of it."""
    passed = False
    own_items = {one.item for one in made.coverage if _of(one.line.document, made.order)}
    for one in made.coverage:
        mine = _of(one.line.document, made.order)
        if one.is_credit and one.credits is not None and _of(one.credits.document, made.order) and not mine:
            return one.line.document.partition(":")[2]
        if passed and one.bills and not mine and one.item in own_items:
            return one.line.document.partition(":")[2]
        passed = passed or (mine and one.bills)
    return None


def _of(document: DocumentKey, order: OrderKey) -> bool:
    return is_of(document, order)


def _of_living(made: Made, held: HeldInvoice, organisation: Organisation, today: date) -> Verdict:
    marks = [(mark_of(line.description) or "").partition("/")[0] for line in held.lines]
    strangers = sorted({mark for mark in marks if mark and mark != made.order})
    if strangers:
        return NotPossible(why=f"Invoice {held.name} bills {', '.join(strangers)} too: take the lines off it in Xero.")
    if held.amount_credited:
        return NotPossible(why=f"Part of invoice {held.name} was credited in Xero already: credit the rest there.")
    by_hand = any(not mark and line.line_amount for mark, line in zip(marks, held.lines, strict=True))
    locked = held.date is not None and organisation.is_locked(held.date)
    if held.status in OPEN:
        return _of_draft(held, organisation, locked=locked, by_hand=by_hand)
    if held.status not in STANDING:
        return NotPossible(why=f"The status of invoice {held.name} is {held.status}, which is not known here.")
    why = _why_not_void(held, today, locked=locked, by_hand=by_hand)
    if not why:
        return Void(invoice=held)
    if organisation.is_locked(today):
        return NotPossible(why=f"{organisation.name} is locked until {organisation.locked_until}, today included.")
    lines = tuple(line for mark, line in zip(marks, held.lines, strict=True) if mark and line.line_amount)
    if not lines or any(line.account_code is None for line in lines):
        return NotPossible(why=f"The lines of invoice {held.name} cannot be told any more: credit it in Xero by hand.")
    return Credit(invoice=held, lines=lines, day=today, why=why)


def _of_draft(held: HeldInvoice, organisation: Organisation, *, locked: bool, by_hand: bool) -> Verdict:
    if by_hand:
        return NotPossible(why=f"A person has added lines to draft {held.name}: delete it in Xero if that is right.")
    if locked:
        return NotPossible(
            why=f"Draft {held.name} is dated {held.date}, and {organisation.name} is locked until "
            f"{organisation.locked_until}: give it another date in Xero first."
        )
    return DeleteDraft(invoice=held)


def _why_not_void(held: HeldInvoice, today: date, *, locked: bool, by_hand: bool) -> str:
    """The end of a sentence; empty where it may be voided."""
    if held.status == "PAID" or held.amount_due is None or held.amount_due != held.total:
        return "it is paid, or part of it is"
    if held.sent_to_contact:
        return "it was e-mailed to the customer"
    if locked:
        return f"it is dated {held.date}, in a period that is locked"
    if held.date is None or (held.date.year, held.date.month) != (today.year, today.month):
        return "it is not of this month"
    return "a person has added lines to it" if by_hand else ""
