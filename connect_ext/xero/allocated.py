"""What Xero answered to allocations of a credit note: made or refused, each, in the request's order.

Xero's own example of the answer has no AllocationID: only the credit note, read again, is sure to tell it.
https://developer.xero.com/documentation/api/accounting/creditnotes
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from connect_ext.books.ids import XeroId
from connect_ext.xero.created import Json, Refused, paired, refused, unclear


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocated:
    """So much is now applied to the invoice."""

    invoice_id: XeroId
    amount: Decimal


def allocated(sent: Sequence[Json], body: Any) -> tuple[Allocated | Refused, ...]:
    """One element for each that was sent. Raises `WorldFailed` (uncertain) when they cannot be told apart."""
    return tuple(refused(theirs) or _made(mine, theirs) for mine, theirs in paired("Allocations", sent, body))


def _made(mine: Json, theirs: Json) -> Allocated:
    asked, answered = mine["Invoice"]["InvoiceID"], theirs.get("Invoice")
    given = answered.get("InvoiceID") if isinstance(answered, Mapping) else None
    amount = Decimal(str(mine["Amount"]))
    if str(given).lower() != asked.lower() or theirs.get("Amount") != amount:
        unclear("its allocations are others than what was sent")
    return Allocated(invoice_id=XeroId(asked), amount=amount)
