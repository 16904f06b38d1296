"""How drafts that several orders share, drafts that an order made smaller, and credit notes are taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.by_hand.undo_change import Changed, of_change
from connect_ext.books.by_hand.undo_invoice import Bills, of_invoice
from connect_ext.books.by_hand.undo_note import of_note
from connect_ext.books.by_hand.undo_steps import (
    Credit,
    EndNote,
    Forget,
    Free,
    Restore,
    TakeOff,
    Undo,
    digest_of,
    months_of,
    sentence_of,
)
from connect_ext.books.by_hand.undo_verdict import NotPossible
from connect_ext.books.documents.changed import IntendedChange, IntendedChangedLine
from connect_ext.books.documents.held import HeldAllocation, HeldInvoice, HeldLine
from connect_ext.books.documents.update import InvoiceUpdate, KeptLine, NewStatus
from connect_ext.books.ids import OrderKey, XeroId, change_key, credit_key, invoice_key
from tests.books.builders import an_organisation
from tests.books.refund_builders import a_credit_note, a_held_invoice, a_held_line

ORDER = OrderKey("PR-1")
OURS = invoice_key(ORDER)
TODAY = date(2026, 11, 20)
THEIRS = a_held_line(2, description="Seat PR-7/1")
SHARED = a_held_invoice(a_held_line(), THEIRS, status="DRAFT")
ANYWHERE = an_organisation(locked_until=None)


def of_the_shared(held: HeldInvoice = SHARED, picture: HeldInvoice | None = SHARED) -> Any:
    return of_invoice(Bills(document=OURS, held=held, picture=picture), ORDER, ANYWHERE, TODAY)


def test_our_lines_leave_a_draft_that_is_shared_and_all_others_stay() -> None:
    found = of_the_shared()
    assert isinstance(found, TakeOff)
    kept = (KeptLine(line=THEIRS),)
    assert found.update == InvoiceUpdate(invoice_id=SHARED.id, status=NewStatus.DRAFT, lines=kept)
    undo = Undo(steps=(found,))
    assert sentence_of(undo) == "The order's lines are taken off the draft invoice INV-0001."
    assert months_of(undo) == ()
    assert digest_of(undo) != digest_of(Undo(steps=(replace(found, lines=()),)))


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        (replace(SHARED, reference="another"), "its reference was changed in Xero"),
        (None, "what Xero answered about it is not known"),
    ],
)
def test_a_shared_draft_that_a_person_has_edited_is_theirs(picture: HeldInvoice | None, reason: str) -> None:
    found = of_the_shared(picture=picture)
    assert found == NotPossible(why=f"Invoice INV-0001 bills PR-7 too, and {reason}: take the lines off it in Xero.")


def test_of_an_approved_shared_invoice_only_our_lines_are_credited() -> None:
    held = replace(SHARED, status="AUTHORISED")
    found = of_the_shared(held)
    assert isinstance(found, Credit)
    assert found.lines == (a_held_line(),)
    assert sentence_of(Undo(steps=(found,))) == (
        "Invoice INV-0001 stays, and a credit note dated today gives what it bills of the order back, since it bills "
        "PR-7 too."
    )


# A draft that the order made smaller ---------------------------------------------------------------------------------

WAS = a_held_invoice(a_held_line(), a_held_line(2), a_held_line(3), status="DRAFT")
LESS = replace(a_held_line(), quantity=Decimal(7), line_amount=Decimal("21.00"))
NOW = a_held_invoice(LESS, a_held_line(3), status="DRAFT")


def sent(line: HeldLine) -> IntendedChangedLine:
    return IntendedChangedLine(
        id=line.id,
        description=line.description,
        quantity=line.quantity,
        unit_amount=line.unit_amount,
        line_amount=line.line_amount,
        account_code=line.account_code,
        tax_type=line.tax_type,
        item_code=line.item_code,
    )


MEANT = IntendedChange(invoice_id=WAS.id, status="DRAFT", lines=tuple(map(sent, NOW.lines)))


def changed(**changes: Any) -> Changed:
    values: dict[str, Any] = {
        "document": change_key(OrderKey("PR-2"), OURS),
        "held": NOW,
        "picture": NOW,
        "before": WAS,
        "meant": MEANT,
    }
    return Changed(**values | changes)


def test_a_draft_becomes_again_what_it_was() -> None:
    found = of_change(changed(), ANYWHERE)
    assert isinstance(found, Restore)
    first, second, third = found.lines
    assert (first.line, second.line) == (a_held_line(), a_held_line(3))
    assert third.line == replace(a_held_line(2), id=None)
    assert found.update == InvoiceUpdate(invoice_id=WAS.id, status=NewStatus.DRAFT, lines=found.lines)
    assert sentence_of(Undo(steps=(found,))) == "What the order took off the draft invoice INV-0001 is put back."


def test_what_other_orders_have_added_to_it_since_stays() -> None:
    held = replace(NOW, lines=(*NOW.lines, THEIRS))
    found = of_change(changed(held=held, picture=held), ANYWHERE)
    assert isinstance(found, Restore)
    assert KeptLine(line=THEIRS) in found.lines


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"picture": replace(NOW, reference="another")}, "its reference was changed in Xero"),
        ({"before": None}, "what it was is not known"),
        ({"meant": None}, "what it was is not known"),
        ({"meant": replace(MEANT, lines=None)}, "what it was is not known"),
        ({"picture": None}, "what it was is not known"),
    ],
)
def test_a_draft_that_is_not_as_the_order_left_it_is_left_to_people(changes: dict[str, Any], reason: str) -> None:
    assert of_change(changed(**changes), ANYWHERE) == NotPossible(
        why=f"Draft INV-0001 is not as this order left it, since {reason}: change it in Xero."
    )


@pytest.mark.parametrize("lines", [(a_held_line(quantity=Decimal(5)), a_held_line(3)), (a_held_line(3),)])
def test_so_is_one_of_which_another_order_has_changed_the_same_lines(lines: tuple[HeldLine, ...]) -> None:
    held = replace(NOW, lines=lines)
    found = of_change(changed(held=held, picture=held), ANYWHERE)
    assert isinstance(found, NotPossible)
    assert "another order has changed the same lines" in found.why


def test_a_draft_that_was_approved_or_locked_since_says_what_to_do() -> None:
    approved = of_change(changed(held=replace(NOW, status="AUTHORISED")), ANYWHERE)
    assert isinstance(approved, NotPossible)
    assert approved.why.startswith("Draft INV-0001, which it made smaller, was approved since")
    locked = of_change(changed(), an_organisation(locked_until=date(2026, 11, 1)))
    assert isinstance(locked, NotPossible)
    assert "give it another date in Xero first" in locked.why


def test_a_draft_that_the_order_has_deleted_is_invoiced_anew() -> None:
    gone, meant = replace(NOW, status="DELETED"), replace(MEANT, status="DELETED", lines=None)
    found = of_change(changed(held=gone, meant=meant, on_it=(OURS,)), ANYWHERE)
    assert found == Free(document=change_key(OrderKey("PR-2"), OURS), invoice=gone, frees=(OURS,))
    assert sentence_of(Undo(steps=(found,))) == (
        "Draft INV-0001, which the order deleted, does not come back: PR-1 can be invoiced anew."
    )
    assert months_of(Undo(steps=(found,))) == ()


@pytest.mark.parametrize(
    ("held", "reason"),
    [
        (None, "The draft that it changed is not in Xero any more."),
        (replace(NOW, status="VOIDED"), "Invoice INV-0001 is voided already."),
    ],
)
def test_a_draft_that_is_gone_is_only_forgotten(held: HeldInvoice | None, reason: str) -> None:
    assert of_change(changed(held=held), ANYWHERE) == Forget(document=changed().document, why=reason)


# A credit note --------------------------------------------------------------------------------------------------------

NOTE = credit_key(ORDER)


def of_a_note(locked_until: date | None = None, **changes: Any) -> Any:
    values: dict[str, Any] = {"date": date(2026, 11, 3)}
    return of_note(NOTE, a_credit_note(**values | changes), an_organisation(locked_until=locked_until), TODAY)


@pytest.mark.parametrize(("status", "word"), [("DRAFT", "deleted"), ("SUBMITTED", "deleted"), ("AUTHORISED", "voided")])
def test_a_credit_note_is_deleted_or_voided(status: str, word: str) -> None:
    found = of_a_note(status=status)
    assert isinstance(found, EndNote)
    undo = Undo(steps=(found,))
    assert sentence_of(undo) == f"Credit note CN-0001 is {word}."
    assert months_of(undo) == (("2026-11",) if word == "voided" else ())
    assert digest_of(undo) != digest_of(Undo(steps=(replace(found, note=replace(found.note, total=Decimal(12))),)))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": "PAID"}, "it is paid back, or part of it is:"),
        ({"remaining_credit": Decimal(4)}, "it is paid back, or part of it is:"),
        ({"sent_to_contact": True}, "it was e-mailed to the customer:"),
        ({"date": date(2026, 10, 31)}, "it is not of this month:"),
        ({"date": None}, "it is not of this month:"),
        ({"locked_until": date(2026, 11, 3)}, "it is dated 2026-11-03, in a period that is locked:"),
    ],
)
def test_a_credit_note_that_may_not_be_voided_cannot_be_undone(changes: dict[str, Any], reason: str) -> None:
    assert of_a_note(**changes) == NotPossible(
        why=f"Credit note CN-0001 cannot be undone, since {reason} if the customer is to pay 11.00 AUD after all, "
        "invoice it in Xero by hand."
    )


def test_one_that_is_set_off_can_be_once_that_is_taken_off() -> None:
    part = HeldAllocation(id=None, invoice_id=XeroId("invoice-1"), amount=Decimal(11))
    assert of_a_note(allocations=(part,), remaining_credit=Decimal(0)) == NotPossible(
        why="Credit note CN-0001 cannot be undone, since it is set off against an invoice: take that off in Xero and "
        "undo the order again, or invoice 11.00 AUD by hand."
    )


def test_a_draft_of_a_note_in_a_locked_month_stays() -> None:
    found = of_a_note(status="DRAFT", locked_until=date(2026, 11, 3))
    assert isinstance(found, NotPossible)
    assert "give it another date in Xero first" in found.why


def test_a_note_that_is_gone_is_only_forgotten() -> None:
    assert of_note(NOTE, None, ANYWHERE, TODAY) == Forget(document=NOTE, why="Its credit note is not in Xero any more.")
    assert of_a_note(status="VOIDED") == Forget(document=NOTE, why="Credit note CN-0001 is voided already.")
