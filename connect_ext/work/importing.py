"""An import of one Xero contact as a customer of the marketplace: written down before it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from connect_ext.books.ids import TierAccountId, XeroId

UNDER_WAY = timedelta(minutes=2)
"""Longer than one call to the marketplace can take: until then nobody else asks for the same customer."""


class ImportStatus(StrEnum):
    ASKED = "asked"
    """The marketplace was, or is about to be, asked to create the customer; its answer is not known."""
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    contact_id: XeroId
    status: ImportStatus
    asked_at: datetime
    customer: TierAccountId | None = None

    def is_under_way(self, now: datetime) -> bool:
        return self.status is ImportStatus.ASKED and now - self.asked_at < UNDER_WAY
