"""What makes a credit note acceptable: it has neither a due date nor a link, and its lines have no discounts."""

from __future__ import annotations

from sandbox.xero.document_rules import Rules
from sandbox.xero.state import CreditNote

RULES: Rules[CreditNote] = Rules(
    make=CreditNote,
    table=lambda books: books.credit_notes,
    type="ACCRECCREDIT",
    noun="Credit note",
    number="CreditNoteNumber",
    prefix="CN",
    discounts=False,
    plain={"Reference": "reference", "BrandingThemeID": "theme_id", "SentToContact": "sent_to_contact"},
    dated=lambda sent, problems: {},
    objections=lambda call, note: (),
    settled=lambda note: bool(note.refunded or note.allocated),
)
