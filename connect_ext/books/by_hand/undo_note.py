"""How a credit note of an order's is taken back: deleted as a draft, voided if nobody counts on it (money §15)."""

from __future__ import annotations

from datetime import date

from connect_ext.books.by_hand.undo_steps import EndNote, Forget
from connect_ext.books.by_hand.undo_verdict import OPEN, NotPossible, is_locked, locked_draft, why_not_of_today
from connect_ext.books.documents.held import HeldCreditNote
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.ids import DocumentKey
from connect_ext.books.money import written


def of_note(
    document: DocumentKey, held: HeldCreditNote | None, organisation: Organisation, today: date
) -> EndNote | Forget | NotPossible:
    if held is None:
        return Forget(document=document, why="Its credit note is not in Xero any more.")
    if not held.alive:
        return Forget(document=document, why=f"Credit note {held.name} is {held.status.lower()} already.")
    locked = is_locked(held, organisation)
    if held.status in OPEN:
        return locked_draft(held, organisation) if locked else EndNote(document=document, note=held)
    why = _why_not_void(held, today, locked=locked)
    return _left_to_people(held, why) if why else EndNote(document=document, note=held)


def _why_not_void(held: HeldCreditNote, today: date, *, locked: bool) -> str:
    """The end of a sentence; empty where it may be voided."""
    if held.allocations:
        return "it is set off against an invoice"
    if held.status != "AUTHORISED" or held.remaining_credit != held.total:
        return "it is paid back, or part of it is"
    if held.sent_to_contact:
        return "it was e-mailed to the customer"
    return why_not_of_today(held, today, locked=locked)


def _left_to_people(held: HeldCreditNote, why: str) -> NotPossible:
    """No counterpart is made: it would be an invoice that nobody ordered."""
    amount = f"{written(held.total, held.currency)} {held.currency}"
    told = f"Credit note {held.name} cannot be undone, since {why}:"
    if held.allocations:
        return NotPossible(why=f"{told} take that off in Xero and undo the order again, or invoice {amount} by hand.")
    return NotPossible(why=f"{told} if the customer is to pay {amount} after all, invoice it in Xero by hand.")
