"""How a draft that an order made smaller becomes again what it was: only as long as it is as the order left it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from connect_ext.books.by_hand.undo_steps import Forget, Free, Restore
from connect_ext.books.by_hand.undo_verdict import OPEN, NotPossible, is_locked, locked_draft
from connect_ext.books.documents.changed import ENDS, IntendedChange, differs_from
from connect_ext.books.documents.edited import edited
from connect_ext.books.documents.held import HeldInvoice, HeldLine
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.documents.update import KeptLine
from connect_ext.books.ids import DocumentKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A draft of another order's that this one changed."""

    document: DocumentKey
    """`change_key`."""
    held: HeldInvoice | None
    """The draft as it is now; None where Xero has it no more."""
    picture: HeldInvoice | None
    """Xero's last answer about it."""
    before: HeldInvoice | None
    """As it was before the change, and None where that is not known."""
    meant: IntendedChange | None
    """What was sent."""
    on_it: tuple[DocumentKey, ...] = ()
    """All invoices of ours that stand on the draft."""


def of_change(changed: Changed, organisation: Organisation) -> Restore | Free | Forget | NotPossible:
    held, meant = changed.held, changed.meant
    if held is None:
        return Forget(document=changed.document, why="The draft that it changed is not in Xero any more.")
    if not held.alive and meant is not None and meant.status in ENDS and changed.on_it:
        return Free(document=changed.document, invoice=held, frees=changed.on_it)
    if not held.alive:
        return Forget(document=changed.document, why=f"Invoice {held.name} is {held.status.lower()} already.")
    if held.status not in OPEN:
        return NotPossible(
            why=f"Draft {held.name}, which it made smaller, was approved since: if the customer is to pay more after "
            "all, invoice that in Xero by hand."
        )
    if is_locked(held, organisation):
        return locked_draft(held, organisation)
    lines = _restored(changed, held)
    if isinstance(lines, str):
        return NotPossible(why=f"Draft {held.name} is not as this order left it, since {lines}: change it in Xero.")
    return Restore(document=changed.document, invoice=held, lines=lines)


def _restored(changed: Changed, held: HeldInvoice) -> tuple[KeptLine, ...] | str:
    """All lines of the draft, or the end of a sentence that says why they cannot be told."""
    before, meant = changed.before, changed.meant
    if before is None or meant is None or meant.lines is None or changed.picture is None:
        return "what it was is not known"
    if (why := edited(changed.picture, held)) is not None:
        return why
    left = {line.id: line for line in meant.lines}
    now = {line.id: line for line in held.lines}
    back, removed = dict[object, HeldLine](), list[HeldLine]()
    for line in before.lines:
        sent, stands = left.get(line.id), now.get(line.id)
        if sent is None:
            removed.append(line)
        elif differs_from(sent, line):
            if stands is None or differs_from(sent, stands):
                return "another order has changed the same lines"
            back[line.id] = line
    kept = [KeptLine(line=back.get(line.id, line)) for line in held.lines]
    return (*kept, *(KeptLine(line=_anew(line)) for line in removed))


def _anew(line: HeldLine) -> HeldLine:
    """Xero knows its id no more."""
    return replace(line, id=None)
