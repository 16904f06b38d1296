from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.crediting.credit_lines import credit_line, credit_reference, due_back, figures, with_tax
from connect_ext.books.documents.document import Tracking
from connect_ext.books.documents.reference import mark_of
from connect_ext.books.money import Currency
from tests.books.refund_builders import AUD, a_held_invoice, a_held_line, a_take

CENTS = st.integers(1, 10**7).map(lambda cents: Decimal(cents).scaleb(-2))
SHARES = st.lists(st.fractions(0, 1, max_denominator=400), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("creditable", "credited", "due"),
    [("6", "0", "6"), ("6.005", "0", "6.01"), ("12.004", "6.01", "5.99"), ("6", "6", "0"), ("6", "7", "0"),
     ("31", "0", "30"), ("31", "29", "1")],
)  # fmt: skip
def test_a_credit_is_the_rounded_total_so_far_less_what_was_credited_and_never_above_the_billed(
    creditable: str, credited: str, due: str
) -> None:
    assert due_back(a_take(creditable, credited=Decimal(credited)), a_held_line(), AUD) == Decimal(due)


def test_what_was_taken_off_a_draft_counts_as_given_back_and_is_gone_from_the_line() -> None:
    line = a_held_line(line_amount=Decimal(24))
    assert due_back(a_take("9", reduced=Decimal(6)), line, AUD) == Decimal(3)
    assert due_back(a_take("99", reduced=Decimal(6)), line, AUD) == Decimal(24)


def test_an_amount_that_a_person_lowered_in_xero_is_the_ceiling() -> None:
    assert due_back(a_take("30"), a_held_line(line_amount=Decimal(20)), AUD) == Decimal(20)
    assert due_back(a_take("30", credited=Decimal(25)), a_held_line(line_amount=Decimal(20)), AUD) == 0


def test_a_currency_without_cents_is_credited_in_whole_units() -> None:
    line = a_held_line(line_amount=Decimal(3000))
    assert due_back(a_take("1000.5"), line, Currency("JPY")) == Decimal(1001)


@given(billed=CENTS, shares=SHARES)
def test_credits_of_a_line_never_exceed_it_and_together_are_the_rounded_whole(
    billed: Decimal, shares: list[object]
) -> None:
    """However often more of it becomes creditable: no cent is lost on the way, and none is given twice."""
    line = a_held_line(line_amount=billed)
    credited, total = Decimal(0), Decimal(0)
    for share in shares:
        total += billed * Decimal(share.numerator) / Decimal(share.denominator)  # type: ignore[attr-defined]
        now = due_back(a_take(str(total), credited=credited), line, AUD)
        assert now >= 0
        credited += now
        assert credited <= billed
        assert credited == min(billed, total.quantize(Decimal("0.01"), rounding="ROUND_HALF_UP"))


def test_all_of_a_line_has_the_tax_that_xero_holds_and_a_part_its_share() -> None:
    line = a_held_line(line_amount=Decimal("0.15"), tax_amount=Decimal("0.01"))
    assert with_tax(line, Decimal("0.15"), "Exclusive") == Decimal("0.16")
    assert with_tax(a_held_line(), Decimal(6), "Exclusive") == Decimal("6.60")
    assert with_tax(a_held_line(), Decimal(6), "Inclusive") == Decimal(6)
    assert with_tax(a_held_line(tax_amount=None), Decimal(6), "Exclusive") == Decimal(6)
    assert with_tax(a_held_line(line_amount=Decimal(0)), Decimal(0), "Exclusive") == 0


def test_the_share_of_the_tax_is_rounded_half_up() -> None:
    line = a_held_line(line_amount=Decimal(10), tax_amount=Decimal(1))
    assert with_tax(line, Decimal("0.05"), "Exclusive") == Decimal("0.06")


@pytest.mark.parametrize(
    ("changes", "amount", "quantity", "unit"),
    [
        ({"quantity": Decimal(1000), "line_amount": Decimal(4)}, "0.01", "3", "0.004"),
        ({}, "0", "1", "0"),
        ({}, "30", "10", "3"),
        ({}, "6", "2", "3"),
        ({}, "6.01", "1", "6.01"),
        ({}, "0.50", "1", "0.5"),
        ({"discount_rate": Decimal(10), "line_amount": Decimal(27)}, "5.40", "2", "2.7"),
        ({"quantity": Decimal("2.5"), "line_amount": Decimal("7.50")}, "7.50", "2.5", "3"),
        ({"quantity": Decimal(3), "line_amount": Decimal(10)}, "10", "3", "3.3333"),
        ({"quantity": Decimal(0)}, "6", "1", "6"),
        ({"quantity": None}, "6", "1", "6"),
    ],
)
def test_the_unit_of_the_line_after_discount_is_kept_where_it_makes_the_amount(
    changes: dict[str, Any], amount: str, quantity: str, unit: str
) -> None:
    found = figures(a_held_line(**changes), Decimal(amount), AUD)
    assert (found.quantity, found.unit_amount, found.amount) == (Decimal(quantity), Decimal(unit), Decimal(amount))


@given(billed=CENTS, quantity=st.integers(1, 500), amount=CENTS)
def test_quantity_times_unit_is_always_the_amount_to_the_cent(billed: Decimal, quantity: int, amount: Decimal) -> None:
    found = figures(a_held_line(line_amount=billed, quantity=Decimal(quantity)), amount, AUD)
    assert found.amount == amount
    assert abs(found.quantity * found.unit_amount - amount) < Decimal("0.005")


def test_a_credit_line_copies_what_xero_holds_and_names_days_and_reason() -> None:
    line = a_held_line(item_code="MBX", tracking=(Tracking(category="Region", option="North"),), tax_type="EXEMPT")
    invoice = a_held_invoice(line)
    made = credit_line(invoice, line, a_take(credited=Decimal(3)), Decimal(6), "PR-2/1")
    assert (made.account_code, made.tax_type, made.item_code) == ("200", "EXEMPT", "MBX")
    assert made.tracking == line.tracking
    assert (made.quantity, made.unit_amount, made.line_amount) == (Decimal(2), Decimal(3), Decimal(6))
    assert made.description == (
        "Credit: Mailbox, per month from 2026-11-01, 2026-11-16 to before 2026-12-01, 2 of 10 seats cancelled PR-2/1"
    )
    assert mark_of(made.description) == made.mark == "PR-2/1"
    assert made.explanation == (
        "6 AUD of 30 billed by PR-1/1 of INV-0001 (2 of 10 seats cancelled); 3 credited before; "
        "account 200 and tax type EXEMPT as billed."
    )


def test_a_long_description_is_cut_and_keeps_days_reason_and_mark() -> None:
    line = a_held_line(description="x" * 3990 + " PR-1/1")
    made = credit_line(a_held_invoice(line), line, a_take(), Decimal(6), "PR-2/1")
    assert len(made.description) <= 4000
    assert made.description.endswith("2026-11-16 to before 2026-12-01, 2 of 10 seats cancelled PR-2/1")


def test_a_line_without_a_tax_type_is_untaxed_and_one_without_an_account_was_never_approved() -> None:
    line = a_held_line(tax_type=None)
    made = credit_line(a_held_invoice(line), line, a_take(), Decimal(6), "PR-2/1")
    assert made.tax_type == "NONE"
    assert made.explanation.endswith("account 200 and tax type NONE as billed.")
    with pytest.raises(ValueError, match="names no account"):
        credit_line(a_held_invoice(line), replace(line, account_code=None), a_take(), Decimal(6), "PR-2/1")


def test_the_reference_names_number_and_date_of_each_invoice() -> None:
    second = a_held_invoice(number=None, date=None)
    assert credit_reference([a_held_invoice(), second]) == "Credit for INV-0001 of 2026-11-01, invoice-1"
    many = [a_held_invoice(date=date(2026, 1, 1)) for _ in range(40)]
    assert len(credit_reference(many)) == 255


def test_days_of_some_seats_are_not_called_fewer_seats_though_they_cost_the_same() -> None:
    """20 of 30 days of three seats at 3.00 come to what two seats do, 6.00."""
    line = a_held_line()
    by_the_day = credit_line(a_held_invoice(line), line, a_take(quantity=Decimal(0)), Decimal(6), "PR-2/1")
    assert (by_the_day.quantity, by_the_day.unit_amount, by_the_day.line_amount) == (Decimal(1), Decimal(6), Decimal(6))
    two_seats = credit_line(a_held_invoice(line), line, a_take(quantity=Decimal(2)), Decimal(6), "PR-2/1")
    assert (two_seats.quantity, two_seats.unit_amount) == (Decimal(2), Decimal(3))


@pytest.mark.parametrize(
    ("types", "line_amount", "tax_amount", "amount", "inside"),
    [
        ("Inclusive", "33.00", "3.00", "6.60", "0.60"),
        ("Inclusive", "33.00", "3.00", "0.05", "0.00"),
        ("Inclusive", "11.00", "1.10", "0.05", "0.01"),
        ("Inclusive", "33.00", None, "6.60", "0"),
        ("Inclusive", "0", "3.00", "6.60", "0"),
        ("Exclusive", "33.00", "3.00", "6.60", "0"),
    ],
)
def test_a_credit_with_tax_in_it_knows_its_share_of_the_tax_rounded_half_up(
    types: str, line_amount: str, tax_amount: str | None, amount: str, inside: str
) -> None:
    line = a_held_line(line_amount=Decimal(line_amount), tax_amount=Decimal(tax_amount) if tax_amount else None)
    invoice = a_held_invoice(line, line_amount_types=types)
    assert credit_line(invoice, line, a_take(), Decimal(amount), "PR-2/1").tax_inside == Decimal(inside)
