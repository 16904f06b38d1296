"""Whether a document that Xero holds is the one we meant (design: adopt only an equal one)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from connect_ext.books.documents.document import CreditNote, Invoice, LineAmountTypes
from connect_ext.books.documents.held import HeldDocument
from connect_ext.books.documents.reference import mark_of
from connect_ext.books.ids import XeroId
from connect_ext.books.money import Currency


@dataclass(frozen=True, slots=True, kw_only=True)
class IntendedLine:
    """`amount` is before tax unless the document's line amounts include it."""

    amount: Decimal
    tax_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IntendedDocument:
    """What we sent, or are about to send, as far as it tells one invoice or credit note from another."""

    number: str | None
    contact_id: XeroId
    currency: Currency
    lines: Mapping[str, IntendedLine]
    """By line mark."""
    line_amount_types: LineAmountTypes = LineAmountTypes.EXCLUSIVE

    @property
    def sum(self) -> Decimal:
        """Of the lines."""
        return sum((line.amount for line in self.lines.values()), Decimal(0))

    @property
    def with_tax(self) -> bool:
        return self.line_amount_types is LineAmountTypes.INCLUSIVE

    def sum_in(self, held: HeldDocument) -> Decimal:
        """What Xero's document says where this one says its sum."""
        return held.total if self.with_tax else held.subtotal

    @property
    def amounts(self) -> list[tuple[str, Decimal]]:
        return [(mark, line.amount) for mark, line in self.lines.items()]


def intended(document: Invoice | CreditNote, contact: XeroId) -> IntendedDocument:
    """What sending the document to this contact means."""
    return IntendedDocument(
        number=document.number,
        contact_id=contact,
        currency=document.currency,
        lines={line.mark: IntendedLine(amount=line.line_amount, tax_type=line.tax_type) for line in document.lines},
        line_amount_types=document.line_amount_types,
    )


def is_marked_as(intended: IntendedDocument, held: HeldDocument) -> bool:
    """Whether a held document carries our number or one of our line marks."""
    if intended.number is not None and held.number == intended.number:
        return True
    return any(mark_of(line.description) in intended.lines for line in held.lines)


def difference(intended: IntendedDocument, held: HeldDocument) -> str | None:
    """What differs in status, contact, currency, lines or total, as the end of a sentence; None when they are equal."""
    if not held.alive:
        return f"it is {held.status.lower()}"
    if held.contact_id != intended.contact_id:
        return "it goes to another contact"
    if held.currency != intended.currency:
        return f"its currency is {held.currency}, not {intended.currency}"
    if held.line_amount_types != intended.line_amount_types:
        return f"its amounts are {held.line_amount_types}, not {intended.line_amount_types}"
    found = [(mark_of(line.description), line.line_amount) for line in held.lines]
    if sorted(found, key=str) != sorted(intended.amounts, key=str):
        return other_lines(intended, held)
    if (sum_ := intended.sum_in(held)) != intended.sum:
        return f"its total {'with' if intended.with_tax else 'before'} tax is {sum_}, not {intended.sum}"
    return None


def other_lines(intended: IntendedDocument, held: HeldDocument) -> str:
    """Both sets of lines, as the end of a sentence."""
    found = [(mark_of(line.description), line.line_amount) for line in held.lines]
    return f"its lines are {_words(found)}, not {_words(intended.amounts)}"


def _words(lines: list[tuple[str | None, Decimal]] | list[tuple[str, Decimal]]) -> str:
    return ", ".join(f"{mark or 'an unmarked line'} {amount}" for mark, amount in lines)
