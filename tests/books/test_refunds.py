from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.crediting.credit_lines import with_tax
from connect_ext.books.crediting.refunds import (
    Attention,
    Billed,
    ChangeDraft,
    Decision,
    DeleteDraft,
    IssueCredit,
    NothingLeft,
    Release,
    refunds,
)
from connect_ext.books.documents.document import Tracking
from connect_ext.books.documents.edited import edited
from connect_ext.books.documents.update import InvoiceUpdate, NewStatus
from connect_ext.books.ids import DocumentKey, XeroId
from connect_ext.books.money import Currency
from connect_ext.books.problems.problem import Code
from tests.books.refund_builders import CONTACT, a_billed, a_held_invoice, a_held_line, a_take

DOCUMENT = DocumentKey("invoice:INV-0001")
TWO = (a_held_line(1), a_held_line(2))


def decide(*billed: Billed, locked_until: date | None = None) -> Decision:
    (found,) = refunds(billed, "PR-9", locked_until)
    return found


def credit(*billed: Billed) -> IssueCredit:
    found = decide(*billed)
    assert isinstance(found, IssueCredit)
    return found


def why(found: Decision) -> str:
    assert isinstance(found, Attention)
    assert found.document == DOCUMENT
    assert found.problem.code is Code.REFUND_UNCLEAR
    return found.problem.data["why"]


def parts(found: IssueCredit) -> dict[str, str]:
    return {part.name: str(part.amount) for part in found.expected.parts}


@pytest.mark.parametrize("status", ["DRAFT", "SUBMITTED"])
def test_an_unedited_draft_has_its_line_reduced(status: str) -> None:
    found = decide(a_billed(a_held_invoice(*TWO, status=status), a_take("6")))
    assert isinstance(found, ChangeDraft)
    first, second = found.lines
    assert first.figures is not None
    assert (first.line, first.figures.quantity, first.figures.unit_amount) == (TWO[0], Decimal(8), Decimal(3))
    assert (second.line, second.figures, found.removed) == (TWO[1], None, ())
    assert (found.document, found.invoice_id) == (DOCUMENT, "invoice-1")
    assert found.update == InvoiceUpdate(invoice_id=XeroId("invoice-1"), lines=found.lines)


def test_a_line_that_gives_everything_back_is_removed_and_a_foreign_line_stays() -> None:
    foreign = a_held_line(description="Thank you", line_amount=Decimal(0))
    found = decide(a_billed(a_held_invoice(*TWO, foreign, status="DRAFT"), a_take("30", 1), a_take("3", 2)))
    assert isinstance(found, ChangeDraft)
    assert [kept.line for kept in found.lines] == [TWO[1], foreign]
    assert found.removed == (TWO[0],)


def test_a_draft_that_empties_is_deleted() -> None:
    held = a_held_invoice(*TWO, status="DRAFT")
    found = decide(a_billed(held, a_take("30", 1), a_take("31", 2)))
    assert found == DeleteDraft(document=DOCUMENT, invoice_id=XeroId("invoice-1"))
    assert found.update == InvoiceUpdate(invoice_id=XeroId("invoice-1"), status=NewStatus.DELETED)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": "SUBMITTED"}, "its status was changed in Xero"),
        ({"contact_id": XeroId("other")}, "its contact was changed in Xero"),
        ({"date": date(2026, 11, 2)}, "its date was changed in Xero"),
        ({"due_date": None}, "its due date was changed in Xero"),
        ({"reference": "", "branding_theme": XeroId("t")}, "its reference, theme were changed in Xero"),
        ({"currency": Currency("USD")}, "its currency was changed in Xero"),
        ({"line_amount_types": "Inclusive"}, "its way of showing tax was changed in Xero"),
        ({"lines": (replace(TWO[0], tracking=(Tracking(category="a", option="b"),)),)}, "its content was changed in"),
        ({"lines": ()}, "its content was changed in Xero"),
    ],
)
def test_a_draft_that_a_person_edited_needs_a_person(changes: dict[str, Any], words: str) -> None:
    before = a_held_invoice(TWO[0], status="DRAFT")
    found = decide(a_billed(replace(before, **changes), picture=before))
    assert words in why(found)


def test_what_moves_by_itself_is_no_edit() -> None:
    before = a_held_invoice(status="DRAFT")
    after = replace(before, currency_rate=Decimal("0.7"), amount_due=Decimal(1), number="INV-9")
    assert edited(before, after) is None


def test_a_draft_whose_picture_is_lost_or_whose_date_is_locked_needs_a_person() -> None:
    draft = a_held_invoice(status="DRAFT")
    assert why(decide(a_billed(draft, picture=None))) == "what Xero answered about it is not known"
    locked = decide(a_billed(draft), locked_until=date(2026, 11, 1))
    assert why(locked) == "it is dated 2026-11-01, in a period that is locked until 2026-11-01"
    assert isinstance(decide(a_billed(draft), locked_until=date(2026, 10, 31)), ChangeDraft)
    undated = replace(draft, date=None)
    assert isinstance(decide(a_billed(undated), locked_until=date(2026, 11, 1)), ChangeDraft)


def test_an_approved_invoice_is_credited_and_the_credit_set_off_with_its_tax() -> None:
    found = credit(a_billed(a_held_invoice(), a_take("6")))
    (part,) = found.parts
    assert (part.amount, part.line, part.document) == (Decimal("6.00"), a_held_line(), DOCUMENT)
    assert (parts(found), found.remark) == ({"INV-0001": "6.60"}, None)
    assert found.expected.left == 0


def test_an_edited_approved_invoice_is_credited_up_to_what_xero_holds() -> None:
    held = a_held_invoice(a_held_line(line_amount=Decimal(4), tax_amount=Decimal("0.40")))
    assert credit(a_billed(held, a_take("6"), picture=a_held_invoice())).parts[0].amount == Decimal(4)


def test_on_a_part_paid_invoice_the_rest_stays_open_with_a_warning() -> None:
    found = credit(a_billed(a_held_invoice(amount_due=Decimal(5)), a_take("6")))
    assert (parts(found), found.expected.left) == ({"INV-0001": "5"}, Decimal("1.60"))
    assert found.remark is not None
    assert found.remark.sentence.startswith("1.60 AUD of the credit for INV-0001 stays open")


def test_a_paid_invoice_is_credited_without_being_set_off_and_with_a_warning() -> None:
    found = credit(a_billed(a_held_invoice(status="PAID", amount_due=Decimal(0)), a_take("6")))
    assert (found.expected.parts, found.expected.left) == ((), Decimal("6.60"))
    assert found.remark is not None
    assert found.remark.code is Code.CREDIT_STAYS_OPEN


@pytest.mark.parametrize("status", ["VOIDED", "DELETED"])
def test_what_was_voided_or_deleted_gives_its_coverage_back_and_no_money(status: str) -> None:
    assert decide(a_billed(a_held_invoice(status=status), picture=None)) == Release(document=DOCUMENT)


def test_several_invoices_share_one_credit_note_set_off_newest_first() -> None:
    old = a_held_invoice(id=XeroId("i-1"), number="INV-1", date=date(2026, 9, 1))
    new = a_held_invoice(id=XeroId("i-2"), number="INV-2", date=date(2026, 11, 1), amount_due=Decimal(10))
    found = credit(a_billed(old, a_take("12")), a_billed(new, a_take("6")))
    assert list(parts(found).items()) == [("INV-2", "10"), ("INV-1", "9.80")]
    assert (len(found.parts), found.newest, found.remark) == (2, new, None)


def test_the_newest_is_the_one_of_the_latest_date_whatever_its_number() -> None:
    old = a_held_invoice(id=XeroId("i-1"), number="INV-2", date=date(2026, 9, 1), amount_due=Decimal(0))
    new = a_held_invoice(id=XeroId("i-2"), number="INV-1", date=date(2026, 11, 1), amount_due=Decimal(0))
    found = credit(a_billed(old, a_take("12")), a_billed(new, a_take("6")))
    assert found.newest == new
    assert found.remark is not None
    assert found.remark.sentence.startswith("19.80 AUD of the credit for INV-2, INV-1 stays open")


@pytest.mark.parametrize(
    "change",
    [
        {"contact_id": XeroId("other")},
        {"currency": Currency("USD")},
        {"currency_rate": Decimal("0.65")},
        {"line_amount_types": "Inclusive"},
    ],
)
def test_invoices_that_cannot_stand_on_one_note_get_a_note_each(change: dict[str, Any]) -> None:
    other = a_held_invoice(id=XeroId("i-2"), number="INV-2", **change)
    found = refunds([a_billed(), a_billed(other)], "PR-9")
    assert [one.newest.name for one in found if isinstance(one, IssueCredit)] == ["INV-0001", "INV-2"]


def test_different_fates_are_decided_side_by_side() -> None:
    draft = a_held_invoice(id=XeroId("i-2"), number="INV-2", status="DRAFT")
    void = a_held_invoice(id=XeroId("i-3"), number="INV-3", status="VOIDED")
    found = refunds([a_billed(), a_billed(draft), a_billed(void)], "PR-9")
    assert [type(one) for one in found] == [ChangeDraft, Release, IssueCredit]


@pytest.mark.parametrize("status", ["DRAFT", "AUTHORISED"])
def test_what_was_given_back_before_is_not_given_back_again(status: str) -> None:
    take = a_take("6", credited=Decimal(6))
    assert decide(a_billed(a_held_invoice(status=status), take)) == NothingLeft(document=DOCUMENT)


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (a_held_invoice(status="ONHOLD"), "its status is ONHOLD"),
        (a_held_invoice(line_amount_types="Sideways"), "its amounts are Sideways"),
        (a_held_invoice(a_held_line(2)), "it has no lines marked PR-1/1"),
        (a_held_invoice(a_held_line(), a_held_line()), "it has 2 lines marked PR-1/1"),
        (a_held_invoice(a_held_line(account_code=None)), "its line PR-1/1 names no account"),
    ],
)
def test_what_cannot_be_told_needs_a_person(held: Any, words: str) -> None:
    assert why(decide(a_billed(held))) == words


def test_what_needs_a_person_names_the_invoice_as_people_call_it() -> None:
    found = decide(a_billed(a_held_invoice(status="ONHOLD")))
    assert isinstance(found, Attention)
    assert found.problem.sentence == (
        "What PR-9 is to give back cannot be worked out from INV-0001: its status is ONHOLD."
    )


def test_a_currency_without_cents_is_given_back_and_told_in_whole_units() -> None:
    line = a_held_line(line_amount=Decimal(3000), tax_amount=None)
    held = a_held_invoice(line, currency=Currency("JPY"), status="PAID", amount_due=Decimal(0))
    found = credit(a_billed(held, a_take("1000.5")))
    assert [part.amount for part in found.parts] == [Decimal(1001)]
    assert found.remark is not None
    assert found.remark.sentence.startswith("1001 JPY of the credit for INV-0001 stays open")


def test_an_invoice_that_cannot_be_found_needs_a_person() -> None:
    found = decide(replace(a_billed(), held=None))
    assert why(found) == "it cannot be found in Xero"
    assert isinstance(found, Attention)
    assert found.problem.sentence == (
        "What PR-9 is to give back cannot be worked out from invoice:INV-0001: it cannot be found in Xero."
    )


def test_a_line_gives_back_once() -> None:
    with pytest.raises(ValueError, match="give back twice"):
        a_billed(a_held_invoice(), a_take("1"), a_take("2"))


CENTS = st.integers(1, 10**6).map(lambda cents: Decimal(cents).scaleb(-2))


@given(
    rows=st.lists(
        st.tuples(st.sampled_from(["DRAFT", "AUTHORISED", "PAID", "VOIDED"]), CENTS, CENTS, CENTS, st.dates()),
        max_size=5,
    )
)
def test_whatever_xero_holds_no_more_is_given_back_than_was_billed_and_no_cent_gets_lost(
    rows: list[tuple[str, Decimal, Decimal, Decimal, date]],
) -> None:
    billed = []
    for at, (status, amount, creditable, due, day) in enumerate(rows):
        line = a_held_line(line_amount=amount, tax_amount=(amount / 10).quantize(Decimal("0.01")))
        due_now = due if status == "AUTHORISED" else Decimal(0)
        held = a_held_invoice(line, id=XeroId(f"i-{at}"), number=f"N-{at}", status=status, date=day, amount_due=due_now)
        billed.append(a_billed(held, a_take(str(creditable))))
    for found in refunds(billed, "PR-9"):
        if isinstance(found, IssueCredit):
            assert all(0 < part.amount <= part.line.line_amount for part in found.parts)
            total = sum((with_tax(part.line, part.amount, "Exclusive") for part in found.parts), Decimal(0))
            assert sum((one.amount for one in found.expected.parts), found.expected.left) == total
            assert (found.remark is None) == (found.expected.left == 0)
            assert found.newest.contact_id == CONTACT
        elif isinstance(found, ChangeDraft):
            (kept,) = found.lines
            assert kept.figures is not None
            assert 0 < kept.figures.amount < kept.line.line_amount
