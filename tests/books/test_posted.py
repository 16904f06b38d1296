from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.documents.compare import intended
from connect_ext.books.documents.document import Invoice, LineAmountTypes
from connect_ext.books.documents.held import HeldLine
from connect_ext.books.documents.organisation import TaxRate
from connect_ext.books.documents.posted import Equal, Remark, posted
from connect_ext.books.problems.problem import Code, Problem, problem
from tests.books.builders import (
    AUD,
    CONTACT,
    JPY,
    REQUEST,
    USD,
    a_fee,
    a_price,
    a_rate,
    an_order,
    as_held,
    facts,
    the_invoice,
)
from tests.books.builders import proposed as propose
from tests.books.carried_builders import a_note
from tests.books.refund_builders import a_credit_note

INVOICE = the_invoice(propose(an_order(a_fee(1), a_fee(2, "3"))))
MADE = as_held(INVOICE, total_tax=Decimal("6.25"))
FIRST, SECOND = MADE.lines
RATES = (a_rate(),)


def of(amounts: list[str], currency: Any = AUD) -> Invoice:
    """An invoice of one piece each at these prices."""
    fees = [a_fee(number, "1") for number in range(1, len(amounts) + 1)]
    about = facts(by_fee={number: (a_price(amount, currency),) for number, amount in enumerate(amounts, 1)})
    return the_invoice(propose(an_order(*fees), about))


def verdict(invoice: Invoice = INVOICE, rates: tuple[TaxRate, ...] | None = RATES, **held: Any) -> Any:
    found = as_held(invoice, **held) if invoice is not INVOICE else replace(MADE, **held)
    return posted(intended(invoice, CONTACT), found, rates, "INV-1")


def test_what_xero_made_exactly_as_sent_is_equal() -> None:
    assert verdict() == Equal()
    assert verdict(lines=(SECOND, FIRST)) == Equal(), "in any order"


def test_neither_the_contact_nor_the_status_is_an_amount() -> None:
    assert verdict(status="AUTHORISED", contact_id="another", reference="changed") == Equal()


@pytest.mark.parametrize(
    ("held", "words"),
    [
        ({"lines": (replace(FIRST, line_amount=Decimal("25.01")), SECOND)}, f"line {REQUEST}/1 is 25.01, not 25"),
        ({"subtotal": Decimal("62.51")}, "the total before tax is 62.51, not 62.5"),
        ({"total_tax": Decimal("6.24")}, "the tax is 6.24, not 6.25"),
    ],
)
def test_a_cent_is_a_remark(held: dict[str, Any], words: str) -> None:
    assert verdict(**held) == Remark(problem=problem(Code.AMOUNT_DIFFERS, subject="INV-1", difference=words))


def test_each_line_may_be_a_cent_off_and_so_may_their_sum() -> None:
    lines = tuple(replace(line, line_amount=line.line_amount + Decimal("0.01")) for line in MADE.lines)
    found = verdict(lines=lines, subtotal=MADE.subtotal + Decimal("0.02"))
    assert isinstance(found, Remark)
    assert f"line {REQUEST}/2 is 37.51, not 37.5; the total before tax is 62.52, not 62.5" in found.problem.sentence


@pytest.mark.parametrize(
    ("held", "words"),
    [
        ({"lines": (replace(FIRST, line_amount=Decimal("25.02")), SECOND)}, f"line {REQUEST}/1 is 25.02, not 25"),
        ({"subtotal": Decimal("62.53")}, "the total before tax is 62.53, not 62.5"),
        ({"total_tax": Decimal("6.27")}, "the tax is 6.27, not 6.25"),
        ({"total_tax": Decimal(0)}, "the tax is 0, not 6.25"),
        ({"currency": USD}, "its currency is USD, not AUD"),
        ({"lines": (FIRST,)}, f"its lines are {REQUEST}/1 25.00, not {REQUEST}/1 25.00, {REQUEST}/2 37.50"),
        ({"lines": (FIRST, FIRST)}, "its lines are"),
        ({"lines": (FIRST, SECOND, HeldLine(description="By hand", line_amount=Decimal(0)))}, "an unmarked line 0"),
    ],
)
def test_more_needs_a_person(held: dict[str, Any], words: str) -> None:
    found = verdict(**held)
    assert isinstance(found, Problem)
    assert found.code is Code.AMOUNT_DIFFERS
    assert words in found.sentence


def test_two_lines_that_are_wrong_by_the_same_amount_are_found_though_the_total_is_right() -> None:
    lines = (replace(FIRST, line_amount=Decimal("26.00")), replace(SECOND, line_amount=Decimal("36.50")))
    found = verdict(lines=lines)
    assert isinstance(found, Problem)
    assert f"line {REQUEST}/1 is 26, not 25; line {REQUEST}/2 is 36.5, not 37.5" in found.sentence


@pytest.mark.parametrize("tax", ["0.03", "0.00"])
def test_a_tie_of_the_tax_may_be_rounded_up_or_to_even_on_every_line(tax: str) -> None:
    """Ten percent of 0.05 is half a cent, three times."""
    assert verdict(of(["0.05", "0.05", "0.05"]), total_tax=Decimal(tax)) == Equal()


def test_between_the_two_roundings_is_still_only_cents() -> None:
    assert isinstance(verdict(of(["0.05", "0.05", "0.05"]), total_tax=Decimal("0.02")), Remark)


def test_the_tax_is_rounded_on_each_line_and_not_on_the_sum() -> None:
    assert verdict(of(["0.06"] * 4), total_tax=Decimal("0.04")) == Equal()
    assert isinstance(verdict(of(["0.06"] * 4), total_tax=Decimal("0.02")), Problem)


@pytest.mark.parametrize("tax", ["12", "11.5", "11.51"])
def test_the_tax_of_a_currency_without_cents_may_have_some(tax: str) -> None:
    expected = Remark if tax == "11.51" else Equal
    assert isinstance(verdict(of(["115"], JPY), total_tax=Decimal(tax)), expected)


@pytest.mark.parametrize("rates", [None, (), (a_rate("EXEMPTOUTPUT"),)])
def test_without_the_rates_of_all_lines_the_tax_is_not_compared(rates: tuple[TaxRate, ...] | None) -> None:
    assert verdict(rates=rates, total_tax=Decimal(99)) == Equal()


def test_a_tax_that_xero_does_not_tell_is_not_compared() -> None:
    assert verdict(total_tax=None) == Equal()


@pytest.mark.parametrize(
    ("types", "tax"),
    [(LineAmountTypes.EXCLUSIVE, "2.50"), (LineAmountTypes.INCLUSIVE, "2.27"), (LineAmountTypes.NO_TAX, "0")],
)
def test_the_tax_of_a_credit_note_follows_from_what_its_amounts_say_about_it(types: LineAmountTypes, tax: str) -> None:
    note = a_note(line_amount_types=types)
    with_tax = note.subtotal if types is LineAmountTypes.INCLUSIVE else note.subtotal + Decimal(tax)
    held = a_credit_note(
        lines=MADE.lines[:1],
        subtotal=with_tax - Decimal(tax),
        total=with_tax,
        total_tax=Decimal(tax),
        line_amount_types=types,
    )
    assert posted(intended(note, CONTACT), held, RATES, "CN-1") == Equal()
    off = replace(held, total_tax=Decimal(tax) + Decimal("0.02"))
    assert isinstance(posted(intended(note, CONTACT), off, RATES, "CN-1"), Problem)
