from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from connect_ext.books.documents.update import InvoiceUpdate, KeptLine, NewStatus
from connect_ext.books.ids import XeroId
from connect_ext.books.money import Amount
from connect_ext.books.planning.net import difference_of, net
from tests.books.builders import AUD, USD, the_invoice
from tests.books.carried_builders import LINE, PROPOSAL, a_change, a_note, reduced
from tests.books.refund_builders import a_held_invoice, a_held_line


def amounts(*found: tuple[str, str]) -> tuple[Amount, ...]:
    return tuple(Amount(value=Decimal(value), currency=AUD if code == "AUD" else USD) for value, code in found)


def test_an_order_that_only_charges_comes_to_its_invoice() -> None:
    assert net(PROPOSAL) == amounts(("25.00", "AUD"))
    assert net(replace(PROPOSAL, invoice=None)) == ()


def test_credits_are_taken_off_and_may_prevail() -> None:
    assert net(replace(PROPOSAL, credit_notes=(a_note(LINE, LINE),))) == amounts(("-25.00", "AUD"))


def test_changes_of_drafts_count_with_their_difference() -> None:
    assert net(replace(PROPOSAL, changes=(a_change(reduced()),))) == amounts(("19.00", "AUD"))


def test_two_currencies_are_two_amounts_by_their_code() -> None:
    invoice = replace(the_invoice(PROPOSAL), currency=USD)
    found = replace(PROPOSAL, invoice=invoice, credit_notes=(a_note(),))
    assert net(found) == amounts(("-25.00", "AUD"), ("25.00", "USD"))


def test_a_line_that_is_not_sent_is_gone_one_that_stays_is_no_difference_and_a_new_one_is_more() -> None:
    first, second = a_held_line(1), a_held_line(2)
    before = a_held_invoice(first, second, status="DRAFT")
    assert difference_of(a_change(KeptLine(line=first), before=before)) == Decimal("-30.00")
    assert difference_of(a_change(KeptLine(line=first), KeptLine(line=second), before=before)) == 0
    assert difference_of(a_change(KeptLine(line=first), reduced(second), LINE, before=before)) == Decimal("19.00")


@pytest.mark.parametrize("status", [NewStatus.DELETED, NewStatus.VOIDED])
def test_what_is_deleted_or_voided_is_all_gone(status: NewStatus) -> None:
    update = InvoiceUpdate(invoice_id=XeroId("invoice-1"), status=status)
    assert difference_of(a_change(update=update)) == Decimal("-30.00")


def test_a_change_of_the_status_alone_is_no_money() -> None:
    update = InvoiceUpdate(invoice_id=XeroId("invoice-1"), status=NewStatus.AUTHORISED)
    assert difference_of(a_change(update=update)) == 0
