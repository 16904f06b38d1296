"""Each document that an order may have is known by a key of its own, whatever was done with it."""

from __future__ import annotations

from connect_ext.books.ids import (
    OrderKey,
    TierAccountId,
    XeroId,
    change_key,
    close_key,
    contact_key,
    credit_key,
    details_key,
    email_key,
    invoice_key,
    is_credit_note,
    is_of,
    is_set_aside,
    restore_key,
    set_aside_key,
    stands_for_an_order,
    undo_credit_key,
    undo_key,
)

ORDER = OrderKey("PR-1895-0864-1238-001")
INVOICE = invoice_key(ORDER)


def test_no_two_deeds_share_a_key() -> None:
    keys = [
        INVOICE,
        credit_key(ORDER),
        credit_key(ORDER, 2),
        undo_key(INVOICE, 1),
        undo_key(INVOICE, 2),
        undo_credit_key(INVOICE, 1),
        restore_key(INVOICE),
        set_aside_key(INVOICE, 1),
        close_key(XeroId("x-1")),
        email_key(XeroId("x-1")),
    ]
    assert len(set(keys)) == len(keys)


def test_what_is_put_back_is_no_document_of_the_order() -> None:
    assert not is_of(restore_key(INVOICE), ORDER)
    assert is_of(INVOICE, ORDER)


def test_a_credit_of_an_undo_is_a_credit_note() -> None:
    assert is_credit_note(undo_credit_key(INVOICE, 1))
    assert not is_credit_note(undo_key(INVOICE, 1))


def test_only_documents_that_stand_are_shown_with_an_order() -> None:
    standing = [INVOICE, credit_key(ORDER), change_key(ORDER, INVOICE)]
    others = [
        set_aside_key(INVOICE, 1),
        restore_key(INVOICE),
        close_key(XeroId("x-1")),
        contact_key(TierAccountId("TA")),
    ]
    assert [stands_for_an_order(key) for key in [*standing, *others]] == [True] * 3 + [False] * 4


def test_changing_a_contact_is_another_deed_than_making_it() -> None:
    assert details_key(TierAccountId("TA-1")) != contact_key(TierAccountId("TA-1"))


def test_what_was_set_aside_is_known_by_its_key() -> None:
    assert is_set_aside(set_aside_key(INVOICE, 1))
    assert not is_set_aside(INVOICE)
    assert not is_set_aside(undo_key(INVOICE, 1))
