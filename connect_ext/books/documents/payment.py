"""Whether an invoice is paid, as Xero tells."""

from __future__ import annotations

from enum import StrEnum

from connect_ext.books.documents.held import HeldInvoice


class Payment(StrEnum):
    NOT_DUE = "not_due"
    """Nobody owes it: it is not approved, or does not stand any more."""
    UNPAID = "unpaid"
    PART_PAID = "part_paid"
    """By money or by a credit note."""
    PAID = "paid"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


def payment_of(held: HeldInvoice) -> Payment:
    if held.status == "PAID":
        return Payment.PAID
    if held.status != "AUTHORISED":
        return Payment.NOT_DUE
    return Payment.UNPAID if held.amount_due is None or held.amount_due >= held.total else Payment.PART_PAID
