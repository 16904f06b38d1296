"""What a person does to a document in Xero's own pages, in the middle of a story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from connect_ext.books.documents.reference import mark_of
from sandbox.xero import BooksView
from sandbox.xero.person import Person
from tests.stories.language import NotUnderstood

Parts = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Keyboard:
    person: Person
    books: BooksView

    def act(self, parts: Parts, request: str) -> None:
        """Finds the newest document of that kind whose first line carries a mark of the request."""
        note = parts["what"] == "credit note"
        document = self._document(note, request)
        number = document["CreditNoteNumber" if note else "InvoiceNumber"]
        match parts["act"]:
            case "approves":
                self.person.approve(number)
            case "pays":
                self.person.pay(number, Decimal(parts["paid"]) if parts["paid"] else None)
            case "e-mails":
                self.person.edit(number, SentToContact=True)
            case "voids":
                self.person.void(number)
            case "deletes":
                self.person.delete(number)
            case "edits":
                self.person.edit(number, Reference="changed by hand")
            case "lowers":
                self._lower(number, document, Decimal(parts["lower"] or 0))

    def _lower(self, number: str, document: Mapping[str, Any], unit: Decimal) -> None:
        """The unit of the first line."""
        first, *others = document["LineItems"]
        lines = [{"LineItemID": first["LineItemID"], "UnitAmount": unit, "LineAmount": unit * first["Quantity"]}]
        kept = [{"LineItemID": line["LineItemID"]} for line in others]
        self.person.edit(number, LineItems=[*lines, *kept])

    def _document(self, note: bool, request: str) -> Mapping[str, Any]:
        documents = self.books.credit_notes if note else self.books.invoices
        for document in reversed(documents):
            marks = [mark_of(line["Description"]) or "" for line in document["LineItems"]]
            if marks and marks[0].startswith(f"{request}/"):
                return document
        raise NotUnderstood("a person touches a document that is not in the books")
