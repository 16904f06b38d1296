"""Whether an approved invoice is e-mailed (money §14)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from connect_ext.books.documents.emailing import Emails, NotEmailed, emailing
from connect_ext.books.documents.follow_up import Ends
from connect_ext.books.documents.held import HeldContact, HeldInvoice
from tests.books.builders import a_held_contact
from tests.books.refund_builders import a_held_invoice

APPROVED = a_held_invoice(number="INV-1", status="AUTHORISED")
CONTACT = replace(a_held_contact(), email="books@harbour.example")


def found(
    held: HeldInvoice | None = APPROVED, contact: HeldContact | None = CONTACT, **about: Any
) -> Emails | NotEmailed | Ends:
    return emailing(held, contact, **{"name": "INV-1", "by_us": False, "unanswered": False, "confirmed": 10, **about})


def why(what: Emails | NotEmailed | Ends) -> str:
    assert isinstance(what, NotEmailed)
    return what.problem.sentence


def test_an_approved_or_paid_one_goes_out() -> None:
    assert found() == Emails(invoice=APPROVED)
    paid = replace(APPROVED, status="PAID")
    assert found(paid) == Emails(invoice=paid)


def test_one_that_was_e_mailed_is_not_e_mailed_again() -> None:
    done = Ends(sentence="Invoice INV-1 was e-mailed to its contact.")
    assert found(by_us=True) == found(replace(APPROVED, sent_to_contact=True)) == found(None, by_us=True) == done


def test_one_that_may_have_been_e_mailed_is_left_to_a_person() -> None:
    told = "Xero did not answer whether invoice INV-1 was e-mailed; it is not tried again."
    assert why(found(unanswered=True)) == why(found(None, unanswered=True)) == told


def test_what_is_no_approved_invoice_any_more_is_not_e_mailed() -> None:
    assert found(None) == Ends(sentence="Invoice INV-1 is not in Xero any more, and is not e-mailed.")
    assert found(replace(APPROVED, status="VOIDED")) == Ends(sentence="Invoice INV-1 is voided, and is not e-mailed.")
    assert found(replace(APPROVED, status="SUBMITTED")) == Ends(
        sentence="Invoice INV-1 is submitted, and is not e-mailed."
    )


def test_a_person_sends_ten_approved_documents_first() -> None:
    assert why(found(confirmed=9)) == (
        "Invoice INV-1 was not e-mailed: there are only 9 of the 10 approved documents that a person sends first."
    )


def test_without_an_address_a_person_is_told() -> None:
    told = "Invoice INV-1 was not e-mailed: its contact has no e-mail address."
    assert why(found(contact=None)) == why(found(contact=replace(CONTACT, email=""))) == told
