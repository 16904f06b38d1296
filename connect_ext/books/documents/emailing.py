"""Whether an invoice that we have approved is e-mailed to its contact: once at most (money §14)."""

from __future__ import annotations

from dataclasses import dataclass

from connect_ext.books.documents.follow_up import Ends
from connect_ext.books.documents.held import HeldContact, HeldInvoice
from connect_ext.books.problems.problem import Code, Problem, problem

CONFIRMED_FIRST = 10
"""So many approved documents a person must have sent before the first is e-mailed by itself (money §14)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Emails:
    """It goes out now."""

    invoice: HeldInvoice


@dataclass(frozen=True, slots=True, kw_only=True)
class NotEmailed:
    """It is left to a person, who is told why."""

    problem: Problem


def emailing(
    held: HeldInvoice | None,
    contact: HeldContact | None,
    *,
    name: str,
    by_us: bool,
    unanswered: bool,
    confirmed: int,
) -> Emails | NotEmailed | Ends:
    """As invoice and contact are in Xero now. `by_us`: it was e-mailed; `unanswered`: it was asked for once, and
    nobody knows whether it was; `confirmed`: how many approved documents a person has sent."""
    if by_us or (held is not None and held.sent_to_contact):
        return Ends(sentence=f"Invoice {held.name if held else name} was e-mailed to its contact.")
    if unanswered:
        return NotEmailed(problem=problem(Code.EMAIL_UNANSWERED, invoice=held.name if held else name))
    if held is None or not held.alive:
        gone = "is not in Xero any more" if held is None else f"is {held.status.lower()}"
        return Ends(sentence=f"Invoice {name} {gone}, and is not e-mailed.")
    if held.status not in ("AUTHORISED", "PAID"):
        return Ends(sentence=f"Invoice {held.name} is {held.status.lower()}, and is not e-mailed.")
    if confirmed < CONFIRMED_FIRST:
        left = f"{confirmed} of the {CONFIRMED_FIRST} approved documents that a person sends first"
        return NotEmailed(problem=not_emailed(held.name, f"there are only {left}"))
    if contact is None or not contact.email:
        return NotEmailed(problem=not_emailed(held.name, "its contact has no e-mail address"))
    return Emails(invoice=held)


def not_emailed(invoice: str, why: str) -> Problem:
    return problem(Code.EMAIL_NOT_SENT, invoice=invoice, why=why)
