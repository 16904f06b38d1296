"""How an order is taken back, by what Xero holds of its documents now (money §15).

A draft is deleted. Voided is only what is unpaid, unallocated, never e-mailed, dated in the current month and outside
the lock; all else that was charged is credited by a note dated today. A credit note that may not be voided cannot be
taken back: its counterpart would be an invoice that nobody ordered. A draft that the order made smaller is what it was.
One order at a time, the newest first: what a later order of the subscription bills or gives back stands on this one.
All of its documents, or none: where one cannot be taken back, nothing is done.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from connect_ext.books.by_hand.undo_change import Changed, of_change
from connect_ext.books.by_hand.undo_invoice import Bills, of_invoice
from connect_ext.books.by_hand.undo_note import of_note
from connect_ext.books.by_hand.undo_steps import Forget, Step, Undo
from connect_ext.books.by_hand.undo_verdict import NotPossible
from connect_ext.books.coverage.stretch import Stretch
from connect_ext.books.documents.held import HeldCreditNote
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.ids import DocumentKey, OrderKey, invoice_key, is_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A credit note of the order's; None where Xero has it no more."""

    document: DocumentKey
    held: HeldCreditNote | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What an order has left in Xero."""

    order: OrderKey
    documents: Sequence[Bills | Changed | Note]
    coverage: Collection[Stretch]
    """All that is billed and credited of its asset."""


Verdict = Undo | NotPossible


def undo_of(made: Made, organisation: Organisation, today: date) -> Verdict:
    if (later := _later(made)) is not None:
        return NotPossible(why=f"{later} counts on what this order billed or gave back: undo that one first.")
    steps = [_step(one, made.order, organisation, today) for one in sorted(made.documents, key=_turn)]
    wrong = [one.why for one in steps if isinstance(one, NotPossible)]
    if wrong:
        return NotPossible(why=" ".join(wrong))
    found = tuple(one for one in steps if not isinstance(one, NotPossible))
    return Undo(steps=found or (Forget(document=invoice_key(made.order), why="It has no document in Xero."),))


def _turn(document: Bills | Changed | Note) -> tuple[int, str]:
    """What gives back before what charges: a process that dies between the two leaves nobody with too much."""
    kinds = (Note, Changed, Bills)
    return kinds.index(type(document)), document.document


def _step(
    document: Bills | Changed | Note, order: OrderKey, organisation: Organisation, today: date
) -> Step | NotPossible:
    if isinstance(document, Note):
        return of_note(document.document, document.held, organisation, today)
    if isinstance(document, Changed):
        return of_change(document, organisation)
    return of_invoice(document, order, organisation, today)


def _later(made: Made) -> str | None:
    """The document of another order of the asset that was written after this one's, or credits a line of it."""
    passed = False
    own_items = {one.item for one in made.coverage if is_of(one.line.document, made.order)}
    for one in made.coverage:
        mine, stands = is_of(one.line.document, made.order), one.bills or one.is_credit
        if one.is_credit and one.credits is not None and is_of(one.credits.document, made.order) and not mine:
            return _order_of(one.line.document)
        if passed and stands and not mine and one.item in own_items:
            return _order_of(one.line.document)
        passed = passed or (mine and stands)
    return None


def _order_of(document: DocumentKey) -> str:
    """Of an invoice, a credit note, or the change of a draft: `change:<order>:<document>`."""
    kind, _, rest = document.partition(":")
    for inner in (":invoice:", ":credit:"):
        if kind == "change" and inner in rest:
            return rest.partition(inner)[0]
    return rest
