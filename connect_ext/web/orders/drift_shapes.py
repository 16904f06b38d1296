"""What Xero says now of an order's documents, as answers show it."""

from __future__ import annotations

import datetime

from pydantic import Field

from connect_ext.books.documents.payment import Payment
from connect_ext.books.money import written
from connect_ext.sync.hearing.accepting import Now
from connect_ext.web.door.shapes import Out


class DifferenceOut(Out):
    what: str = Field(..., description="What of it was changed.", example="reference")
    posted: str = Field(..., description="As we posted it; empty for nothing.", example="PO-77")
    now: str = Field(..., description="As Xero has it now; empty for nothing.", example="PO-78")


class NowOut(Out):
    """A document as Xero last showed it, since it was made."""

    xero_id: str = Field(..., example="0f3b6d1c-0000-4000-8000-000000000001")
    name: str = Field(..., description="What people call it in Xero.", example="INV-0042")
    seen_at: datetime.datetime = Field(..., description="When Xero was last asked about it.")
    status: str = Field(..., description="Xero's word.", example="AUTHORISED")
    payment: Payment | None = Field(..., description="Null for a credit note.", example="part_paid")
    amount_due: str | None = Field(..., description="With tax; null where Xero does not say.", example="12.50")
    currency: str | None = Field(..., example="AUD")
    differences: list[DifferenceOut] = Field(..., description="What a person has edited; empty: it is as we posted it.")
    digest: str | None = Field(..., description="Pass it to accept or restore what is shown; null: nothing differs.")


def now_out(found: Now) -> NowOut:
    invoice = found.invoice
    due = invoice.amount_due if invoice else None
    return NowOut(
        xero_id=found.xero_id,
        name=found.name,
        seen_at=found.seen.seen_at,
        status=found.status,
        payment=found.payment,
        amount_due=written(due, invoice.currency) if invoice and due is not None else None,
        currency=invoice.currency if invoice else None,
        differences=[DifferenceOut(what=one.what, posted=one.posted, now=one.now) for one in found.differences],
        digest=found.digest if found.differences else None,
    )
