"""Which of the documents that Xero holds is the one that we meant (design: adopt only an equal one, never guess)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from connect_ext.books.documents.compare import IntendedDocument, difference, is_marked_as
from connect_ext.books.documents.held import HeldDocument

Doc = TypeVar("Doc", bound=HeldDocument)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotThere:
    """None carries our number or one of our marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """It was made, and a person has voided or deleted every one that was: whether another one is wanted is theirs to
    say. One that is ended counts for nothing where another is alive."""

    difference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours(Generic[Doc]):
    """Exactly one, alive and equal."""

    document: Doc


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """It cannot be told which is ours, or it is not what we meant; `difference` ends a sentence."""

    difference: str


Recognition = NotThere | Ended | Ours[Doc] | Doubtful


def recognise(intended: IntendedDocument, held: Sequence[Doc]) -> Recognition[Doc]:
    """`held` are all among which ours must be, if it was made; voided and deleted ones too."""
    marked = [document for document in held if is_marked_as(intended, document)]
    alive = [document for document in marked if document.alive]
    if not marked:
        return NotThere()
    if not alive:
        return Ended(difference=f"it is {marked[-1].status.lower()}")
    if len(alive) > 1:
        names = ", ".join(document.name for document in alive)
        return Doubtful(difference=f"there are several: {names}")
    differs = difference(intended, alive[0])
    return Ours(document=alive[0]) if differs is None else Doubtful(difference=differs)
