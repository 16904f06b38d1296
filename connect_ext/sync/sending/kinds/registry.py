"""All kinds of calls, and the order in which an order's documents are carried to Xero."""

from __future__ import annotations

from collections.abc import Mapping

from connect_ext.books.planning.plan import (
    Change,
    CreateContact,
    CreateCreditNote,
    CreateInvoice,
    CreateItem,
    UpdateInvoice,
)
from connect_ext.sync.sending.kinds.allocations import ALLOCATIONS
from connect_ext.sync.sending.kinds.changes import CHANGES
from connect_ext.sync.sending.kinds.contact_changes import CONTACT_CHANGES
from connect_ext.sync.sending.kinds.contacts import CONTACTS
from connect_ext.sync.sending.kinds.credit_notes import CREDIT_NOTES
from connect_ext.sync.sending.kinds.emails import EMAILS
from connect_ext.sync.sending.kinds.invoices import INVOICES
from connect_ext.sync.sending.kinds.items import ITEMS
from connect_ext.sync.sending.kinds.kind import Kind
from connect_ext.sync.sending.kinds.note_ends import NOTE_ENDS
from connect_ext.work.intent import Call

IN_ORDER: Mapping[type[Change], Kind] = {
    CreateContact: CONTACTS,
    CreateItem: ITEMS,
    CreateInvoice: INVOICES,
    UpdateInvoice: CHANGES,
    CreateCreditNote: CREDIT_NOTES,
}
"""By what they carry: a contact and items before what names them, and charges before credits."""

LATER = (NOTE_ENDS, ALLOCATIONS, EMAILS)

KINDS: Mapping[Call, Kind] = {kind.call: kind for kind in (*IN_ORDER.values(), CONTACT_CHANGES, *LATER)}
