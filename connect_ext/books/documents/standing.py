"""What Xero holds now of the documents that bill and credit an asset: what may be given back is measured on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.documents.held import HeldCreditNote, HeldDocument, HeldInvoice
from connect_ext.books.ids import DocumentKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """By document key; a document that cannot be found is not there."""

    invoices: Mapping[DocumentKey, HeldInvoice] = field(default_factory=dict)
    pictures: Mapping[DocumentKey, HeldInvoice] = field(default_factory=dict)
    """Xero's last answer about each invoice: what differs from it now, a person has changed."""
    notes: Mapping[DocumentKey, HeldCreditNote] = field(default_factory=dict)

    def document(self, key: DocumentKey) -> HeldDocument | None:
        return self.notes.get(key) or self.invoices.get(key)


NOTHING_STANDS = Standing()


def fallen_credits(coverage: Coverage, standing: Standing) -> frozenset[DocumentKey]:
    """Documents that credited days and were voided or deleted by a person: their days are billed again (money §5)."""
    crediting = {one.line.document for one in coverage.stretches if one.is_credit}
    return frozenset(
        key for key in crediting if (document := standing.document(key)) is not None and not document.alive
    )


def without(coverage: Coverage, documents: frozenset[DocumentKey]) -> Coverage:
    """As it is once these are released."""
    lines = [line for document in documents for line in coverage.lines_of(document)]
    return coverage.release(lines).coverage if lines else coverage
