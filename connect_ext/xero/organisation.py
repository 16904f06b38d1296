"""One Xero organisation: its facts, what it holds, and the one way to create documents in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from connect_ext.books.days import Days
from connect_ext.books.documents.held import HeldContact, HeldCreditNote, HeldInvoice
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.ids import TenantId, XeroId
from connect_ext.books.mapping.contact_card import ContactCard
from connect_ext.books.mapping.item import HeldItem
from connect_ext.books.mapping.tracking import TrackingCategory
from connect_ext.work.intent import Call
from connect_ext.xero import decode, documents
from connect_ext.xero.allocated import Allocated, allocated
from connect_ext.xero.answer import Answer
from connect_ext.xero.asked import any_of, some, utc
from connect_ext.xero.contact_cards import contact_card
from connect_ext.xero.created import KINDS, Element, Kind, Refused, created, stored
from connect_ext.xero.dated import dated
from connect_ext.xero.encode import parsed
from connect_ext.xero.gate import Gate, Open
from connect_ext.xero.items import held_item
from connect_ext.xero.sender import XeroSender
from connect_ext.xero.shape import elements, text, text_or_none
from connect_ext.xero.timezones import zone
from connect_ext.xero.tracking import tracking_categories

PAGE = 200
"""Rows per page: with fifty lines each still far below the largest answer that is read."""

STANDING = ("DRAFT", "SUBMITTED", "AUTHORISED", "PAID")
LARGEST_PAGE = 1000
"""Rows per page where rows are small; Xero gives no more
(https://developer.xero.com/documentation/api/accounting/requests-and-responses)."""


class XeroOrganisation:
    """Every method raises `WorldFailed` and nothing else when Xero does not do as asked."""

    def __init__(self, sender: XeroSender, tenant_id: TenantId, access_token: str, gate: Gate | None = None) -> None:
        self._sender = sender
        self._tenant_id = tenant_id
        self._access_token = access_token
        self._gate = gate or Open()

    def facts(self) -> Organisation:
        """The organisation and the lists an invoice may choose from: five calls."""
        return decode.organisation(
            self._tenant_id,
            organisations=self._call("get_organisations").body,
            accounts=self._call("get_accounts").body,
            tax_rates=self._call("get_tax_rates").body,
            currencies=self._call("get_currencies").body,
            themes=self._call("get_branding_themes").body,
        )

    def timezone(self) -> ZoneInfo:
        """The organisation's own: one call."""
        found = elements(self._call("get_organisations").body, "Organisations")
        return zone(text_or_none(found[0], "Timezone") or "" if found else "")

    def contacts_by_id(self, ids: Sequence[XeroId]) -> tuple[HeldContact, ...]:
        """Those of the contacts that exist, archived ones too."""
        return tuple(found for part in some(ids) for found in self._contacts(i_ds=list(part)))

    def contact_pictures(self, ids: Sequence[XeroId]) -> dict[XeroId, Mapping[str, Any]]:
        """The same contacts with all that Xero tells of them, as it is stored."""
        rows = (row for part in some(ids) for row in self._contact_rows(i_ds=list(part)))
        return {XeroId(text(row, "ContactID", "Contacts")): stored(row) for row in rows}

    def contacts_by_number(self, numbers: Sequence[str]) -> tuple[HeldContact, ...]:
        """Those of the contacts that carry one of our numbers, archived ones too: one call for fifty."""
        return tuple(found for part in some(numbers) for found in self._contacts(where=any_of("ContactNumber", part)))

    def contact_cards(self) -> tuple[ContactCard, ...]:
        """Every contact of the organisation, archived ones too: one call for a thousand."""
        rows = self._pages("get_contacts", "Contacts", size=LARGEST_PAGE, include_archived="true", order="ContactID")
        return tuple(contact_card(row, f"Contacts[{position}]") for position, row in enumerate(rows))

    def items(self) -> tuple[HeldItem, ...]:
        """Every item: Xero gives them in one answer, without pages."""
        return self._items()

    def items_by_code(self, codes: Sequence[str]) -> tuple[HeldItem, ...]:
        """Those that exist: one call for fifty."""
        return tuple(found for part in some(codes) for found in self._items(where=any_of("Code", part)))

    def tracking_categories(self) -> tuple[TrackingCategory, ...]:
        """The active ones, with their active options: one call."""
        return tracking_categories(self._call("get_tracking_categories").body)

    def invoices_by_id(self, ids: Sequence[XeroId]) -> tuple[HeldInvoice, ...]:
        """Those of the sales invoices that exist, voided and deleted ones too: one call for fifty."""
        return tuple(found for part in some(ids) for found in self._invoices(i_ds=list(part)))

    def invoices_by_number(self, numbers: Sequence[str]) -> tuple[HeldInvoice, ...]:
        """The sales invoices that carry one of the numbers, voided and deleted ones too: one call for fifty."""
        for number in numbers:
            if "," in number:
                raise ValueError("an invoice number with a comma cannot be looked up")
        return tuple(found for part in some(numbers) for found in self._invoices(invoice_numbers=list(part)))

    def invoices_of_contact(self, contact: XeroId) -> tuple[HeldInvoice, ...]:
        """The contact's sales invoices, with their lines, whoever made them; not those that were voided or deleted."""
        return tuple(self._invoices(contact_i_ds=[contact], statuses=list(STANDING)))

    def invoices_since(self, modified_since: datetime, *, ours: bool) -> tuple[HeldInvoice, ...]:
        """Changed since then (aware), with lines; `ours`: made by this app. Of any contact: people move them."""
        whose = {"created_by_my_app": "true"} if ours else {}
        return tuple(self._invoices(**whose, if_modified_since=utc(modified_since)))

    def credit_notes_by_id(self, ids: Sequence[XeroId]) -> tuple[HeldCreditNote, ...]:
        """Those of the credit notes that exist, voided and deleted ones too: one call for fifty."""
        return self._notes_where("CreditNoteID", ids, guids=True)

    def credit_notes_by_number(self, numbers: Sequence[str]) -> tuple[HeldCreditNote, ...]:
        """The credit notes that carry one of the numbers, voided and deleted ones too: one call for fifty."""
        return self._notes_where("CreditNoteNumber", numbers)

    def credit_notes_since(self, modified_since: datetime) -> tuple[HeldCreditNote, ...]:
        """Whatever changed since then (aware), with the lines: Xero does not tell which app made a credit note. Not by
        contact: a person may have given the one that is looked for to another."""
        return tuple(self._notes(if_modified_since=utc(modified_since)))

    def invoices_dated(self, days: Days) -> tuple[HeldInvoice, ...]:
        """Whoever made them; not those that were voided or deleted. One call for two hundred."""
        return tuple(self._invoices(where=dated(days), statuses=list(STANDING)))

    def credit_notes_dated(self, days: Days) -> tuple[HeldCreditNote, ...]:
        """The same of credit notes, voided and deleted ones too: Xero does not choose among them by status."""
        return tuple(self._notes(where=dated(days)))

    def contacts_since(self, modified_since: datetime) -> tuple[HeldContact, ...]:
        """All that changed since then (aware), archived ones too."""
        return tuple(self._contacts(if_modified_since=utc(modified_since)))

    def create(self, call: Call, body: str, idempotency_key: str) -> tuple[Element, ...]:
        """Sends a stored body, byte for byte, and tells for each element, in order, what became of it.

        PUT creates and never edits, so that a number that is taken fails loudly. `summarizeErrors=false` lets the
        good elements of a batch through; the SDK would write False as `False`, so it is given as text. Four decimals
        of a unit amount are kept on request only.
        """
        return self._send(KINDS[call], body, idempotency_key)

    def change(self, call: Call, body: str, idempotency_key: str) -> tuple[Element, ...]:
        """The same for changes of what is there. Each names it by id: a POST without one could create."""
        return self._send(KINDS[call], body, idempotency_key)

    def allocate(self, note: XeroId, body: str, idempotency_key: str) -> tuple[Allocated | Refused, ...]:
        """Applies a credit note to invoices, and tells for each part, in order, what became of it."""
        sent = parsed(body)
        answer = self._call(
            "create_credit_note_allocation",
            credit_note_id=note,
            allocations=sent,
            summarize_errors="false",
            idempotency_key=idempotency_key,
        )
        return allocated(sent["Allocations"], answer.body)

    def email(self, invoice: XeroId, body: str, idempotency_key: str) -> None:
        """Has Xero e-mail an approved invoice to its contact, as people do with its button. The answer is empty."""
        self._call("email_invoice", invoice_id=invoice, request_empty=parsed(body), idempotency_key=idempotency_key)

    def _send(self, kind: Kind, body: str, idempotency_key: str) -> tuple[Element, ...]:
        sent = parsed(body)
        options: dict[str, Any] = {kind.argument: sent, "summarize_errors": "false"}
        if kind.exact:
            options["unitdp"] = 4
        answer = self._call(kind.method, idempotency_key=idempotency_key, **options)
        return created(kind, sent[kind.list], answer.body)

    def _contacts(self, **choice: Any) -> Iterator[HeldContact]:
        for position, item in enumerate(self._contact_rows(**choice)):
            yield decode.contact(item, f"Contacts[{position}]")

    def _contact_rows(self, **choice: Any) -> Iterator[Mapping[str, Any]]:
        return self._pages("get_contacts", "Contacts", include_archived="true", **choice)

    def _items(self, **choice: Any) -> tuple[HeldItem, ...]:
        rows = elements(self._call("get_items", unitdp=4, **choice).body, "Items")
        return tuple(held_item(row, f"Items[{position}]") for position, row in enumerate(rows))

    def _invoices(self, **choice: Any) -> Iterator[HeldInvoice]:
        """Sales invoices with their lines, which a list without page numbers leaves out.

        Bills may carry the same numbers and are left out. Ordered by id, since in Xero's own order, by last change, an
        invoice that changes between two pages would push another one over the edge.
        """
        for position, item in enumerate(self._pages("get_invoices", "Invoices", unitdp=4, order="InvoiceID", **choice)):
            if item.get("Type") == "ACCREC":
                yield documents.invoice(item, f"Invoices[{position}]")

    def _notes_where(self, field: str, values: Sequence[str], *, guids: bool = False) -> tuple[HeldCreditNote, ...]:
        """A list of credit notes has no parameter for ids or numbers, so `where` asks for them."""
        return tuple(found for part in some(values) for found in self._notes(where=any_of(field, part, guids=guids)))

    def _notes(self, **choice: Any) -> Iterator[HeldCreditNote]:
        """Of sales, with their lines."""
        rows = self._pages("get_credit_notes", "CreditNotes", unitdp=4, order="CreditNoteID", **choice)
        for position, item in enumerate(rows):
            if item.get("Type") == "ACCRECCREDIT":
                yield documents.credit_note(item, f"CreditNotes[{position}]")

    def _pages(self, method: str, name: str, *, size: int = PAGE, **choice: Any) -> Iterator[Mapping[str, Any]]:
        """All rows. A page that is not full proves nothing, as Xero may give fewer rows than were asked for."""
        page = 1
        while True:
            body = self._call(method, page=page, page_size=size, **choice).body
            rows = elements(body, name)
            yield from rows
            last = _last(body)
            if not rows or (last is not None and last <= page):
                return
            page += 1

    def _call(self, method: str, **options: Any) -> Answer:
        own = {"tenant_id": self._tenant_id, "access_token": self._access_token}
        with self._gate.call() as hear:
            return self._sender.accounting(method, **own, hear=hear, **options)


def _last(body: Mapping[str, Any]) -> int | None:
    """The number of the last page; None where the answer does not tell: an empty page ends it then."""
    pagination = body.get("pagination")
    count = pagination.get("pageCount") if isinstance(pagination, Mapping) else None
    return count if isinstance(count, int) else None
