"""No two documents may have one number, in Xero or among those that are to be made."""

from __future__ import annotations

from dataclasses import replace

from connect_ext.books.documents.document import Invoice
from connect_ext.books.documents.held import HeldInvoice
from connect_ext.books.ids import DocumentKey
from connect_ext.books.planning.numbers import numbered_invoices, numbered_notes, taken
from connect_ext.books.planning.plan import CreateContact, CreateCreditNote, CreateInvoice
from connect_ext.books.problems.problem import Code
from tests.books.builders import as_held, proposed, the_invoice
from tests.books.test_holds import a_credit

INVOICE = replace(the_invoice(proposed()), number="4711")
OTHER = replace(INVOICE, key=DocumentKey("invoice:PR-2"))


def in_xero(status: str = "DRAFT", *, ours: bool = False) -> HeldInvoice:
    held = as_held(INVOICE, number="4711", status=status)
    return held if ours else replace(held, lines=tuple(replace(one, description="By hand") for one in held.lines))


def said(*documents: tuple[str, Invoice], held: HeldInvoice | None = None) -> list[str]:
    found = taken(documents, [held] if held else [])
    assert {one.code for one in found.values()} <= {Code.NUMBER_TAKEN}
    return [one.sentence for one in found.values()]


def test_a_number_that_nobody_has_is_free() -> None:
    assert said(("PR-1", INVOICE), ("PR-2", replace(OTHER, number="4712"))) == []


def test_of_two_with_one_number_neither_takes_it() -> None:
    assert said(("PR-1", INVOICE), ("PR-2", OTHER)) == [
        "The number that PR-1 would have is taken: PR-2 would have 4711 as well.",
        "The number that PR-2 would have is taken: PR-1 would have 4711 as well.",
    ]


def test_one_that_is_in_xero_is_taken_also_when_it_is_voided() -> None:
    told = "The number that PR-1 would have is taken: 4711 is in Xero already ({})."
    assert said(("PR-1", INVOICE), held=in_xero()) == [told.format("draft")]
    assert said(("PR-1", INVOICE), held=in_xero("VOIDED")) == [told.format("voided")]


def test_whether_a_deleted_draft_keeps_its_number_is_left_to_xero() -> None:
    assert said(("PR-1", INVOICE), held=in_xero("DELETED")) == []


def test_what_bears_its_own_marks_is_the_document_itself() -> None:
    assert said(("PR-1", INVOICE), held=in_xero(ours=True)) == []


def test_only_documents_that_are_made_with_a_number_of_ours_are_looked_at() -> None:
    note = a_credit().credit_notes[0]
    changes = (
        CreateContact(contact=proposed().contact),
        CreateInvoice(invoice=INVOICE),
        CreateInvoice(invoice=replace(INVOICE, number=None)),
        CreateCreditNote(note=replace(note, number="CN-1")),
        CreateCreditNote(note=replace(note, number=None)),
    )
    assert [one.number for one in numbered_invoices(changes)] == ["4711"]
    assert [one.number for one in numbered_notes(changes)] == ["CN-1"]
