"""What becomes of a credit note that is to be set off: nothing yet, an allocation, or an end with its reason."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from connect_ext.books.documents.allocations import APPROVED, AllocateTo, allocation_date, set_off_note
from connect_ext.books.documents.held import HeldCreditNote, HeldInvoice
from connect_ext.books.money import written

UNAPPROVED = ("DRAFT", "SUBMITTED")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """For somebody's approval, or for a period to be opened."""

    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Nothing is to be done any more."""

    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetsOff:
    """So much against each of the invoices, each with the date of its allocation."""

    parts: tuple[tuple[AllocateTo, datetime.date], ...]


def follow_up(
    note: HeldCreditNote | None,
    invoices: Sequence[HeldInvoice],
    *,
    name: str,
    today: datetime.date,
    locked_until: datetime.date | None = None,
) -> Waits | Ends | SetsOff:
    """As note and invoices are in Xero now; `name` is the note's, should it not be there any more.

    What a person has set off meanwhile is never done twice: only what is left of the note, and only what is still due.
    """
    if note is None or not note.alive:
        gone = "is not in Xero any more" if note is None else f"is {note.status.lower()}"
        return Ends(sentence=f"Credit note {name} {gone}: there is nothing to set off.")
    names = ", ".join(invoice.name for invoice in invoices) or "nothing"
    found = set_off_note(note, invoices)
    if found is None:
        return Waits(sentence=f"Credit note {note.name} waits for approval; then it is set off against {names}.")
    if not found.parts:
        return _nothing_to_set_off(note, invoices)
    dates = {one.id: allocation_date(note.date or today, one.date or today) for one in invoices}
    if locked_until and any(dates[part.invoice_id] <= locked_until for part in found.parts):
        locked = f"periods are locked until {locked_until.isoformat()}"
        return Waits(sentence=f"Credit note {note.name} cannot be set off against {names}: {locked}.")
    return SetsOff(parts=tuple((part, dates[part.invoice_id]) for part in found.parts))


def _nothing_to_set_off(note: HeldCreditNote, invoices: Sequence[HeldInvoice]) -> Waits | Ends:
    waiting = [one.name for one in invoices if one.status in UNAPPROVED]
    if note.remaining_credit > 0 and waiting:
        names = ", ".join(waiting)
        return Waits(sentence=f"Credit note {note.name} is set off against {names} once approved in Xero.")
    known = {one.id: one.name for one in invoices}
    made = [
        f"{known.get(one.invoice_id, 'another invoice')} ({written(one.amount, note.currency)} {note.currency})"
        for one in note.allocations
    ]
    told = f"Credit note {note.name} is set off against {', '.join(made)}" if made else f"Credit note {note.name}"
    if note.status != APPROVED or note.remaining_credit <= 0:
        return Ends(sentence=f"{told}." if made else f"{told} is settled without us.")
    left = f"{written(note.remaining_credit, note.currency)} {note.currency}"
    return Ends(sentence=f"{told}{';' if made else ':'} {left} stay open credit, since nothing more is due.")
