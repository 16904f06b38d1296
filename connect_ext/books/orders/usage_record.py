"""What a usage file says of one use: how much, for how much money, for whom, and when (money §7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from connect_ext.books.ids import UsageRecordId
from connect_ext.books.money import Currency


class UsageSchema(StrEnum):
    """What the amounts of a file are. What each of them means is believed, not proven."""

    TIERED = "tr"
    """Each record is for one tier, and its amount is what that tier pays."""
    PRICED = "pr"
    """The amount is the price."""
    QUANTITY = "qt"
    """Only quantities: what they cost is for us to know."""
    COST = "cr"
    """The amount is what the usage costs this account, not what it is sold for."""

    @property
    def names_the_price(self) -> bool:
        return self in (UsageSchema.TIERED, UsageSchema.PRICED)


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageRecord:
    """One use of an item. Its id is what is billed once."""

    id: UsageRecordId
    quantity: Decimal | None
    """Negative where earlier usage is corrected; None where it is not known in what it is counted."""
    amount: Decimal | None
    """In the file's currency; None where the file does not price."""
    tier: int | None
    """Whom it is for in a file of schema `tr`: 0 the customer, 1 and 2 the resellers."""
    start: datetime
    end: datetime
    """Aware UTC, as the marketplace says; a day at midnight is a day that counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageFile:
    """What all records of an order have in common."""

    id: str
    name: str
    schema: UsageSchema
    currency: Currency | None
    """Of the amounts; None where there are none."""
    skipped: tuple[str, ...] = ()
    """Sentences about records that do not count."""
