"""One row as a story: what happens first, what a person does in Xero then, what happens later, and the books."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

from sandbox.tales.cast import Cast

FIRST = datetime(2027, 2, 1, 2, 0, tzinfo=UTC)
"""Afternoon in Sydney."""

FIFTEENTH = FIRST.replace(day=15)
FIRST_OF_MARCH = FIRST.replace(month=3)

Step = Callable[[Cast], None]


class Hand(StrEnum):
    """What a person does in Xero to the invoice of the first order."""

    NOTHING = "nothing"
    APPROVES = "approves"
    PAYS = "pays"
    PAYS_A_PART = "pays a part"
    VOIDS = "voids"


PART = Decimal("400.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tale:
    """`first` happens on 1 February 2027, `later` on the 15th, or still on the first day where `same_day`; in the end
    it is 1 March."""

    name: str
    about: str
    first: Step
    later: Step | None = None
    hand: Hand = Hand.NOTHING
    same_day: bool = False
    submitted: bool = False
    """Whether documents are made to await approval, and not as drafts."""
    books: tuple[str, ...]
    """The documents of the row, and what is said of its orders that have none, in any order."""

    def tell(self, cast: Cast) -> None:
        """All of it at once, with nobody in Xero, for whoever plays it from the control panel."""
        self.first(cast)
        if self.later is not None:
            self.later(cast)
