from __future__ import annotations

import pytest

from connect_ext.books.deeds import Deed, Done, created_as, sentence
from connect_ext.books.ids import DocumentKey


def invoice(name: str, deed: Deed | None) -> Done:
    return Done(key=DocumentKey("invoice:PR-1"), name=name, deed=deed)


def note(name: str, deed: Deed | None) -> Done:
    return Done(key=DocumentKey("credit:PR-1"), name=name, deed=deed)


@pytest.mark.parametrize(
    ("status", "deed"),
    [
        ("DRAFT", Deed.DRAFTED), ("SUBMITTED", Deed.SUBMITTED), ("AUTHORISED", Deed.APPROVED), ("PAID", Deed.MADE),
    ],
)  # fmt: skip
def test_what_was_made_is_called_by_its_status(status: str, deed: Deed) -> None:
    assert created_as(status) is deed


@pytest.mark.parametrize(
    ("done", "told"),
    [
        ((), ""),
        ((invoice("INV-1", Deed.DRAFTED),), "Draft invoice INV-1 created in Harbour."),
        ((invoice("INV-1", Deed.MADE),), "Invoice INV-1 created in Harbour."),
        (
            (invoice("INV-7", Deed.DRAFTED), note("CN-3", Deed.SUBMITTED), invoice("INV-5", Deed.REDUCED)),
            "Draft invoice INV-7 and submitted credit note CN-3 created in Harbour; invoice INV-5 reduced.",
        ),
        (
            (invoice("INV-1", Deed.APPROVED), note("CN-1", Deed.DRAFTED), note("CN-2", Deed.DRAFTED)),
            "Approved invoice INV-1, draft credit note CN-1 and draft credit note CN-2 created in Harbour.",
        ),
        (
            (invoice("INV-1", Deed.EXTENDED), invoice("INV-2", Deed.DELETED)),
            "Invoice INV-1 extended; invoice INV-2 deleted.",
        ),
        ((note("CN-1", None),), "Credit note CN-1 is in Xero."),
        (
            (invoice("INV-1", Deed.FOUND),),
            "Invoice INV-1 was already in Xero from a send whose answer was lost; it is linked.",
        ),
    ],
)
def test_one_sentence_names_every_document(done: tuple[Done, ...], told: str) -> None:
    assert sentence(done, "Harbour") == told
