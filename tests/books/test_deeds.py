from __future__ import annotations

import pytest

from connect_ext.books.documents.deeds import Deed, Done, created_as, sentence
from connect_ext.books.ids import DocumentKey, OrderKey, change_key, credit_key, invoice_key, is_of

ORDER = OrderKey("PR-2")
INVOICE, NOTE = invoice_key(ORDER), credit_key(ORDER)
CHANGE = change_key(ORDER, invoice_key(OrderKey("PR-1")))


def done(key: DocumentKey, name: str, deed: Deed | None) -> Done:
    return Done(key=key, name=name, deed=deed)


DRAFTED = done(INVOICE, "INV-7", Deed.DRAFTED)


@pytest.mark.parametrize(
    ("documents", "words"),
    [
        ([DRAFTED], "Draft invoice INV-7 created in Harbour."),
        (
            [DRAFTED, done(CHANGE, "INV-5", Deed.REDUCED), done(NOTE, "CN-3", Deed.DRAFTED)],
            "Draft invoice INV-7 and draft credit note CN-3 created in Harbour; invoice INV-5 reduced.",
        ),
        (
            [DRAFTED, done(NOTE, "CN-3", Deed.APPROVED), done(credit_key(ORDER, 2), "CN-4", Deed.SUBMITTED)],
            "Draft invoice INV-7, approved credit note CN-3 and submitted credit note CN-4 created in Harbour.",
        ),
        ([done(CHANGE, "INV-5", Deed.DELETED)], "Invoice INV-5 deleted."),
        ([done(INVOICE, "INV-5", Deed.EXTENDED)], "Invoice INV-5 extended."),
        (
            [done(NOTE, "CN-3", Deed.FOUND)],
            "Credit note CN-3 was already in Xero from a send whose answer was lost; it is linked.",
        ),
        ([done(INVOICE, "INV-5", None)], "Invoice INV-5 is in Xero."),
        ([], ""),
    ],
)
def test_one_sentence_names_every_document(documents: list[Done], words: str) -> None:
    assert sentence(documents, "Harbour") == words


def test_what_was_made_is_called_by_the_status_that_xero_gave_it() -> None:
    assert [created_as(status) for status in ("DRAFT", "SUBMITTED", "AUTHORISED", "PAID")] == [
        Deed.DRAFTED, Deed.SUBMITTED, Deed.APPROVED, Deed.MADE,
    ]  # fmt: skip


def test_an_order_knows_its_own_documents() -> None:
    own = [INVOICE, NOTE, credit_key(ORDER, 2), CHANGE]
    assert all(is_of(key, ORDER) for key in own)
    longer = OrderKey("PR-22")
    assert not any(is_of(key, longer) or is_of(key, OrderKey("PR-1")) for key in own)
