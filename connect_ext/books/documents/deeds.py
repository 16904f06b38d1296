"""What was done in Xero for an order, as one sentence that names every document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from connect_ext.books.ids import DocumentKey, is_credit_note


class Deed(StrEnum):
    """What became of one document."""

    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    MADE = "made"
    """With another status than these."""
    REDUCED = "reduced"
    EXTENDED = "extended"
    """Lines were added."""
    DELETED = "deleted"
    FOUND = "found"
    """A send without an answer had made it."""


CREATED = {Deed.DRAFTED: "draft ", Deed.SUBMITTED: "submitted ", Deed.APPROVED: "approved ", Deed.MADE: ""}
OF_STATUS = {"DRAFT": Deed.DRAFTED, "SUBMITTED": Deed.SUBMITTED, "AUTHORISED": Deed.APPROVED}
FOUND = "was already in Xero from a send whose answer was lost; it is linked"
CHANGED = {Deed.REDUCED: "reduced", Deed.EXTENDED: "extended", Deed.DELETED: "deleted", Deed.FOUND: FOUND}


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    key: DocumentKey
    name: str
    """What people call it in Xero."""
    deed: Deed | None
    """None where it was linked without being sent."""


def created_as(status: str) -> Deed:
    """Of a document that Xero has just made; `status` is Xero's word."""
    return OF_STATUS.get(status, Deed.MADE)


def sentence(done: Sequence[Done], organisation: str) -> str:
    """Such as “Draft invoice INV-0007 and draft credit note CN-0003 created in Harbour; invoice INV-0005 reduced.”"""
    text = "; ".join(_clauses(done, organisation))
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _clauses(done: Sequence[Done], organisation: str) -> Iterator[str]:
    made = [f"{CREATED[one.deed]}{_noun(one)} {one.name}" for one in done if one.deed in CREATED]
    if made:
        yield f"{' and '.join([', '.join(made[:-1]), made[-1]] if made[:-1] else made)} created in {organisation}"
    for one in done:
        if one.deed not in CREATED:
            yield f"{_noun(one)} {one.name} {CHANGED.get(one.deed, 'is in Xero') if one.deed else 'is in Xero'}"


def _noun(done: Done) -> str:
    return "credit note" if is_credit_note(done.key) else "invoice"
