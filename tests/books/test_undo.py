"""How an order that is in Xero is taken back, by what Xero holds of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.by_hand.undo import Made, Note, Verdict, undo_of
from connect_ext.books.by_hand.undo_change import Changed
from connect_ext.books.by_hand.undo_credit import credit_of
from connect_ext.books.by_hand.undo_invoice import Bills
from connect_ext.books.by_hand.undo_steps import (
    Credit,
    DeleteDraft,
    EndNote,
    Forget,
    Step,
    Undo,
    Void,
    digest_of,
    months_of,
    sentence_of,
)
from connect_ext.books.by_hand.undo_verdict import NotPossible
from connect_ext.books.coverage.stretch import LineKey, Stretch
from connect_ext.books.documents.document import Tracking
from connect_ext.books.documents.held import HeldInvoice
from connect_ext.books.documents.policies import SentAs
from connect_ext.books.documents.update import InvoiceUpdate, NewStatus
from connect_ext.books.ids import (
    DocumentKey,
    OrderKey,
    XeroId,
    change_key,
    credit_key,
    invoice_key,
    set_aside_key,
    undo_credit_key,
    undo_key,
)
from tests.books.builders import an_organisation
from tests.books.day_builders import STORAGE, a_stretch, day
from tests.books.refund_builders import a_credit_note, a_held_invoice, a_held_line

ORDER = OrderKey("PR-1")
OURS = invoice_key(ORDER)
TODAY = date(2026, 11, 20)
BY_HAND = a_held_line(description="Thank you", line_amount=Decimal(1))
OF_ORDER = LineKey(document=OURS, mark="PR-1/1")
OF_LATER = LineKey(document=invoice_key(OrderKey("PR-2")), mark="PR-2/1")
NOTE = LineKey(document=credit_key(OrderKey("PR-3")), mark="PR-3/1")
BILLED = a_stretch(line=OF_ORDER)


def made(held: HeldInvoice | None, *coverage: Stretch, by_us: bool = True) -> Made:
    return Made(order=ORDER, documents=(Bills(document=OURS, held=held, by_us=by_us),), coverage=coverage)


def undo(*lines: Any, locked_until: date | None = None, **held: Any) -> Verdict:
    organisation = an_organisation(locked_until=locked_until)
    return undo_of(made(a_held_invoice(*lines, **held)), organisation, TODAY)


def step(found: Verdict) -> Step:
    """The only one."""
    assert isinstance(found, Undo)
    (only,) = found.steps
    return only


def why(found: Verdict) -> str:
    if isinstance(found, NotPossible):
        return found.why
    only = step(found)
    assert isinstance(only, Forget | Credit)
    return only.why


@pytest.mark.parametrize("status", ["DRAFT", "SUBMITTED"])
def test_what_nobody_has_approved_is_deleted(status: str) -> None:
    found = undo(status=status)
    only = step(found)
    assert isinstance(found, Undo)
    assert isinstance(only, DeleteDraft)
    assert only.update == InvoiceUpdate(invoice_id=XeroId("invoice-1"), status=NewStatus.DELETED)
    assert months_of(found) == ()
    assert sentence_of(found) == f"The {status.lower()} invoice INV-0001 is deleted."


def test_an_approved_invoice_of_this_month_that_nobody_has_touched_is_voided() -> None:
    found = undo()
    only = step(found)
    assert isinstance(found, Undo)
    assert isinstance(only, Void)
    assert only.update == InvoiceUpdate(invoice_id=XeroId("invoice-1"), status=NewStatus.VOIDED)
    assert months_of(found) == ("2026-11",)
    assert months_of(Undo(steps=(Void(document=OURS, invoice=a_held_invoice(date=None)),))) == ()
    assert sentence_of(found) == "Invoice INV-0001 is voided."


@pytest.mark.parametrize(
    ("held", "reason"),
    [
        ({"status": "PAID"}, "it is paid, or part of it is"),
        ({"amount_due": Decimal(1)}, "it is paid, or part of it is"),
        ({"amount_due": None}, "it is paid, or part of it is"),
        ({"sent_to_contact": True}, "it was e-mailed to the customer"),
        ({"date": date(2026, 10, 31)}, "it is not of this month"),
        ({"date": date(2025, 11, 20)}, "it is not of this month"),
        ({"date": None}, "it is not of this month"),
    ],
)
def test_all_else_is_credited_by_a_note_of_today(held: dict[str, Any], reason: str) -> None:
    found = undo(**held)
    only = step(found)
    assert isinstance(found, Undo)
    assert isinstance(only, Credit)
    assert (only.lines, only.day, only.why) == ((a_held_line(),), TODAY, reason)
    assert months_of(found) == ("2026-11",)
    assert sentence_of(found) == (
        f"Invoice INV-0001 stays, and a credit note dated today gives its amount back, since {reason}."
    )


def test_a_locked_invoice_is_credited_while_today_is_open() -> None:
    assert why(undo(locked_until=date(2026, 11, 1))) == "it is dated 2026-11-01, in a period that is locked"
    assert why(undo(locked_until=TODAY)) == "Harbour Cloud is locked until 2026-11-20, today included."


def test_lines_that_a_person_has_added_stay_and_only_ours_are_given_back() -> None:
    found = step(undo(a_held_line(), BY_HAND))
    assert isinstance(found, Credit)
    assert (found.lines, found.why) == ((a_held_line(),), "a person has added lines to it")
    words_only = replace(BY_HAND, line_amount=Decimal(0))
    assert isinstance(step(undo(a_held_line(), words_only)), Void)


def test_a_draft_that_a_person_has_added_to_or_that_is_locked_is_left_to_people() -> None:
    assert why(undo(a_held_line(), BY_HAND, status="DRAFT")) == (
        "A person has added lines to draft INV-0001: delete it in Xero if that is right."
    )
    assert why(undo(status="DRAFT", locked_until=date(2026, 11, 1))) == (
        "Draft INV-0001 is dated 2026-11-01, and Harbour Cloud is locked until 2026-11-01: "
        "give it another date in Xero first."
    )
    assert isinstance(step(undo(status="DRAFT", date=None, locked_until=TODAY)), DeleteDraft)


@pytest.mark.parametrize(
    ("held", "reason"),
    [
        ({"amount_credited": Decimal(1)}, "Part of invoice INV-0001 was credited in Xero already"),
        ({"status": "ONHOLD"}, "The status of invoice INV-0001 is ONHOLD"),
        ({"lines": (BY_HAND,)}, "The lines of invoice INV-0001 cannot be told any more"),
        ({"lines": (a_held_line(account_code=None),), "date": None}, "The lines of invoice INV-0001 cannot be told"),
    ],
)
def test_what_cannot_be_undone_here_says_what_to_do(held: dict[str, Any], reason: str) -> None:
    found = undo(**held)
    assert isinstance(found, NotPossible)
    assert found.why.startswith(reason)


def test_credit_notes_go_first_then_drafts_and_the_invoice_last() -> None:
    documents = (
        Bills(document=OURS, held=a_held_invoice()),
        Changed(document=change_key(ORDER, OURS), held=None, picture=None, before=None, meant=None),
        Note(document=credit_key(ORDER), held=a_credit_note(date=date(2026, 11, 3))),
    )
    found = undo_of(Made(order=ORDER, documents=documents, coverage=()), an_organisation(), TODAY)
    assert isinstance(found, Undo)
    assert [type(one) for one in found.steps] == [EndNote, Forget, Void]
    assert sentence_of(found) == (
        "Credit note CN-0001 is voided. The draft that it changed is not in Xero any more. Invoice INV-0001 is voided."
    )
    assert months_of(found) == ("2026-11",)


def test_where_one_document_cannot_be_taken_back_none_is() -> None:
    documents = (
        Bills(document=OURS, held=a_held_invoice()),
        Note(document=credit_key(ORDER), held=a_credit_note(status="PAID")),
        Note(document=credit_key(ORDER, 2), held=a_credit_note(sent_to_contact=True)),
    )
    found = undo_of(Made(order=ORDER, documents=documents, coverage=()), an_organisation(), TODAY)
    assert isinstance(found, NotPossible)
    assert found.why.count("cannot be undone") == 2


def test_an_order_that_only_covered_days_is_forgotten() -> None:
    found = undo_of(Made(order=ORDER, documents=(), coverage=()), an_organisation(), TODAY)
    assert found == Undo(steps=(Forget(document=OURS, why="It has no document in Xero."),))


@pytest.mark.parametrize(
    "later",
    [a_stretch(line=OF_LATER, dated=day("2 Feb")), BILLED.credited_by(NOTE, day("2 Feb"))],
    ids=["bills after it", "credits it"],
)
def test_what_a_later_order_counts_on_is_undone_after_that_one(later: Stretch) -> None:
    found = undo_of(made(a_held_invoice(), BILLED, later), an_organisation(), TODAY)
    order = later.line.document.partition(":")[2]
    assert why(found) == f"{order} counts on what this order billed or gave back: undo that one first."


def test_so_is_what_a_later_order_counts_on_of_one_that_only_gave_back() -> None:
    draft = LineKey(document=change_key(ORDER, OF_LATER.document), mark="PR-2/1")
    earlier, credit = a_stretch(line=OF_LATER), a_stretch(line=OF_LATER).credited_by(draft, day("2 Feb"))
    for document in ("invoice:PR-3", "change:PR-3:invoice:PR-2", "change:PR-3:credit:PR-2"):
        line = LineKey(document=DocumentKey(document), mark="PR-3/1")
        later = a_stretch(line=line, dated=day("3 Feb"))
        found = undo_of(Made(order=ORDER, documents=(), coverage=(earlier, credit, later)), an_organisation(), TODAY)
        assert why(found).startswith("PR-3 counts on what this order billed or gave back")


def test_what_was_billed_before_or_of_another_item_counts_on_nothing_of_it() -> None:
    before, other = a_stretch(line=OF_LATER), a_stretch(line=OF_LATER, item=STORAGE)
    own_credit = BILLED.credited_by(LineKey(document=credit_key(ORDER), mark="PR-1/2"), day("2 Feb"))
    found = undo_of(made(a_held_invoice(), before, BILLED, other, own_credit), an_organisation(), TODAY)
    assert isinstance(step(found), Void)


@pytest.mark.parametrize(
    ("held", "by_us", "reason"),
    [
        (a_held_invoice(), False, "A person had named the invoice; it stays in Xero as it is."),
        (None, True, "Its invoice is not in Xero any more."),
        (a_held_invoice(status="VOIDED"), True, "Invoice INV-0001 is voided already."),
    ],
)
def test_where_nothing_is_to_be_sent_the_order_only_forgets(held: HeldInvoice | None, by_us: bool, reason: str) -> None:
    found = undo_of(made(held, by_us=by_us), an_organisation(), TODAY)
    assert found == Undo(steps=(Forget(document=OURS, why=reason),))
    assert (sentence_of(found), months_of(found)) == (reason, ())


def test_what_a_person_agrees_to_is_what_is_carried_out() -> None:
    first = Void(document=OURS, invoice=a_held_invoice())
    others: list[Step] = [
        DeleteDraft(document=OURS, invoice=a_held_invoice()),
        Void(document=OURS, invoice=a_held_invoice(id=XeroId("invoice-2"))),
        Void(document=OURS, invoice=a_held_invoice(a_held_line(quantity=Decimal(9)))),
        Void(document=OURS, invoice=a_held_invoice(date=date(2026, 10, 1))),
        Forget(document=OURS, why="Its invoice is not in Xero any more."),
    ]
    digests = [digest_of(Undo(steps=(one,))) for one in (first, *others)]
    assert len(set(digests)) == len(digests)
    assert digest_of(Undo(steps=(Void(document=OURS, invoice=a_held_invoice()),))) == digests[0]
    assert digest_of(Undo(steps=(first, *others))) not in digests


def test_the_note_that_takes_an_invoice_back_gives_all_of_each_line() -> None:
    tracked = a_held_line(2, item_code="MBX", tracking=(Tracking(category="Region", option="North"),), tax_type=None)
    found = step(undo(a_held_line(), tracked, sent_to_contact=True, currency_rate=Decimal("0.7")))
    assert isinstance(found, Credit)
    note = credit_of(found, undo_credit_key(OURS, 1), "PR-1-U1", SentAs.SUBMITTED)
    assert (note.key, note.contact_id, note.credits) == (undo_credit_key(OURS, 1), "contact-1", ("invoice-1",))
    assert (note.currency_rate, note.date, note.sent_as) == (Decimal("0.7"), TODAY, SentAs.SUBMITTED)
    assert note.reference == "Credit for INV-0001 of 2026-11-01"
    assert note.subtotal == a_held_invoice(a_held_line(), tracked).subtotal
    first, second = note.lines
    assert first.description == "Credit: Mailbox, per month from 2026-11-01 PR-1-U1/1"
    assert (first.quantity, first.unit_amount, first.account_code) == (Decimal(10), Decimal(3), "200")
    assert (second.mark, second.item_code, second.tracking) == ("PR-1-U1/2", "MBX", tracked.tracking)
    assert (first.tax_type, second.tax_type) == ("OUTPUT", "NONE")
    assert first.explanation == "All of 30 AUD of INV-0001; account and tax type as billed."


def test_a_document_that_is_taken_back_frees_its_name() -> None:
    assert undo_key(OURS, 2) == "undo:2:invoice:PR-1"
    assert undo_credit_key(OURS, 2) == "credit:undo:2:invoice:PR-1"
    assert set_aside_key(OURS, 2) == "undone:2:invoice:PR-1"
