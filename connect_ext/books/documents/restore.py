"""How an invoice that a person has edited is made to say again what we posted, where Xero still lets it."""

from __future__ import annotations

from dataclasses import replace

from connect_ext.books.documents.drift import Difference
from connect_ext.books.documents.held import HeldInvoice, HeldLine
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.documents.reference import mark_of
from connect_ext.books.documents.update import InvoiceUpdate, KeptLine, NewStatus

RESTORABLE = ("date", "due date", "reference")
"""What is put back beside lines."""
DRAFTS = ("DRAFT", "SUBMITTED")
OPEN = (*DRAFTS, "AUTHORISED")


def restore_of(
    posted: HeldInvoice, now: HeldInvoice, differences: tuple[Difference, ...], organisation: Organisation
) -> InvoiceUpdate | str:
    """What is to be sent, or a sentence why it is not possible. Only what differs is named; of lines all are, since
    Xero removes a line that is not sent."""
    if why := _why_not(posted, now, differences, organisation):
        return why
    changed = {one.what for one in differences}
    lines = tuple(_line(line, now) for line in posted.lines) if any(_is_line(one) for one in differences) else None
    return InvoiceUpdate(
        invoice_id=now.id,
        # Xero refuses it for a draft that was approved meanwhile.
        status=NewStatus(now.status) if now.status in DRAFTS else None,
        lines=lines,
        reference=posted.reference if "reference" in changed else None,
        date=posted.date if "date" in changed else None,
        due_date=posted.due_date if "due date" in changed else None,
    )


def _why_not(
    posted: HeldInvoice, now: HeldInvoice, differences: tuple[Difference, ...], organisation: Organisation
) -> str:
    """Empty where it is possible."""
    if now.status not in OPEN:
        return f"Invoice {now.name} is {now.status.lower()}: change it in Xero, or accept what it says."
    if now.status == "AUTHORISED" and now.amount_due != now.total:
        return f"Invoice {now.name} is paid or credited in part: Xero changes it no more. Accept what it says."
    if any(day is not None and organisation.is_locked(day) for day in (posted.date, now.date)):
        return f"{organisation.name} is locked until {organisation.locked_until}: accept what the invoice says."
    others = [one.what for one in differences if one.what not in RESTORABLE and not _is_line(one)]
    if others:
        return f"The {', '.join(others)} of invoice {now.name} cannot be put back from here: change it in Xero."
    standing = {line.id for line in now.lines}
    if any(line.id not in standing and mark_of(line.description) is None for line in posted.lines):
        return f"A line of invoice {now.name} that was removed cannot be told apart: put it back in Xero."
    return ""


def _is_line(one: Difference) -> bool:
    return one.what.startswith("line ")


def _line(line: HeldLine, now: HeldInvoice) -> KeptLine:
    """One that was removed is new to Xero."""
    stands = any(line.id == one.id for one in now.lines)
    return KeptLine(line=line if stands else replace(line, id=None))
