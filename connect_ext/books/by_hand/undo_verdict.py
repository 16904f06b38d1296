"""An undo that is not possible, and what every undo of a document asks of it first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from connect_ext.books.documents.held import HeldDocument
from connect_ext.books.documents.organisation import Organisation

OPEN = ("DRAFT", "SUBMITTED")
STANDING = ("AUTHORISED", "PAID")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPossible:
    """`why` is a sentence that says what to do instead."""

    why: str


def is_locked(held: HeldDocument, organisation: Organisation) -> bool:
    return held.date is not None and organisation.is_locked(held.date)


def locked_draft(held: HeldDocument, organisation: Organisation) -> NotPossible:
    return NotPossible(
        why=f"Draft {held.name} is dated {held.date}, and {organisation.name} is locked until "
        f"{organisation.locked_until}: give it another date in Xero first."
    )


def why_not_of_today(held: HeldDocument, today: date, *, locked: bool) -> str:
    """Why its date lets nobody void it, as the end of a sentence; empty where it may be voided."""
    if locked:
        return f"it is dated {held.date}, in a period that is locked"
    if held.date is None or (held.date.year, held.date.month) != (today.year, today.month):
        return "it is not of this month"
    return ""
