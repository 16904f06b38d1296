"""Invoices and credit notes as endpoints: made by PUT, made or changed by POST, listed with filters and pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sandbox.xero.call import Call, elements, write_all
from sandbox.xero.document_view import Detail
from sandbox.xero.paging import is_paged, page_of
from sandbox.xero.state import Books, Document
from sandbox.xero.tables import Table
from sandbox.xero.where import Field, filtered, ordered
from sandbox.xero.words import NO_ID, Invalid, Json, not_found, validation_errors

Row = TypeVar("Row", bound=Document)


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents(Generic[Row]):
    """One kind of document; `name` is how Xero's properties begin, as in InvoiceID and InvoiceNumber."""

    name: str
    type: str
    table: Callable[[Books], Table[Row]]
    asked_for: Callable[[Call], Iterable[Row]]
    created: Callable[[Call, Json], Row]
    changed: Callable[[Call, Json, Row], Row]
    show: Callable[[Call, Row, Detail], Json]
    fields: dict[str, Field[Row]]

    @property
    def resource(self) -> str:
        return f"{self.name}s"

    def read_all(self, call: Call) -> Json:
        """A list without pages leaves the lines out; a summary leaves out the contact's particulars too."""
        fields = self._fields(call.books)
        rows = ordered(filtered(self.asked_for(call), call.query.get("where"), fields), call.query.get("order"), fields)
        shown, pagination = page_of(rows, call)
        detail = Detail.FULL if is_paged(call) else Detail.WITHOUT_LINES
        if call.flag("summaryOnly"):
            detail = Detail.SUMMARY
        return {**pagination, self.resource: [self.show(call, row, detail) for row in shown]}

    def read_one(self, call: Call) -> Json:
        """One document, by its id or number, with its lines."""
        return {self.resource: [self.show(call, self.targeted(call), Detail.FULL)]}

    def create(self, call: Call) -> Json:
        return self._written(call, lambda sent: self.created(call, sent))

    def upsert(self, call: Call) -> Json:
        def upserted(sent: Json) -> Row:
            before = self._match(call.books, sent)
            return self.changed(call, sent, before) if before else self.created(call, sent)

        return self._written(call, upserted)

    def update(self, call: Call) -> Json:
        target = self.targeted(call).document_id

        def updated(sent: Json) -> Row:
            before = self.table(call.books).get(target)
            assert before is not None
            return self.changed(call, sent, before)

        return self._written(call, updated)

    def targeted(self, call: Call) -> Row:
        table, target = self.table(call.books), call.target or ""
        row = table.get(target.lower()) or table.find("number", target)
        if row is None:
            raise not_found()
        return row

    def _written(self, call: Call, make: Callable[[Json], Row]) -> Json:
        def write(sent: Json) -> Json:
            row = make(sent)
            self.table(call.books).put(row)
            return {**self.show(call, row, Detail.FULL), "StatusAttributeString": "OK"}

        return {self.resource: write_all(call, elements(call, self.resource), write, self._refused)}

    def _refused(self, sent: Json, messages: tuple[str, ...]) -> Json:
        """The element as it was sent, with Xero's objections and an empty id."""
        marks = {"HasErrors": True, "StatusAttributeString": "ERROR", "ValidationErrors": validation_errors(messages)}
        return {f"{self.name}ID": NO_ID, **sent, **marks}

    def _match(self, books: Books, sent: Json) -> Row | None:
        if document_id := sent.get(f"{self.name}ID"):
            if (found := self.table(books).get(str(document_id).lower())) is None:
                raise Invalid(f"{self.name} with {self.name}ID {document_id} does not exist")
            return found
        return self.table(books).find("number", str(sent.get(f"{self.name}Number") or ""))

    def _fields(self, books: Books) -> dict[str, Field[Row]]:
        def contact_name(row: Row) -> str | None:
            contact = books.contacts.get(row.contact_id)
            return contact.name if contact else None

        own: dict[str, Field[Any]] = {
            f"{self.name}ID": lambda row: row.document_id,
            f"{self.name}Number": lambda row: row.number,
            "Reference": lambda row: row.reference,
            "Status": lambda row: row.status.value,
            "Type": lambda _: self.type,
            "Date": lambda row: row.day,
            "UpdatedDateUTC": lambda row: row.updated_at,
            "CurrencyCode": lambda row: row.currency,
            "Contact.ContactID": lambda row: row.contact_id,
            "Contact.Name": contact_name,
        }
        return {**own, **self.fields}
