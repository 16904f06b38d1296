"""The line of an amount that is given, such as the total of a usage record: its quantity and unit must come to it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from connect_ext.books.money import amount_figures
from tests.books.builders import AUD, JPY


@pytest.mark.parametrize(
    ("quantity", "amount", "shown", "unit"),
    [
        ("5", "12.50", "5", "2.5"),
        ("-5", "12.50", "5", "2.5"),
        ("5", "-12.50", "5", "-2.5"),
        ("8", "0.01", "8", "0.0013"),
        ("8", "-0.01", "8", "-0.0013"),
        ("150", "0.01", "1", "0.01"),
        ("0", "7", "1", "7"),
        ("0.00001", "7", "1", "7"),
        ("2", "199999999999.98", "2", "99999999999.99"),
        ("2", "200000000000.00", "1", "200000000000"),
    ],
)
def test_the_unit_has_four_decimals_rounded_half_up_where_that_makes_the_amount(
    quantity: str, amount: str, shown: str, unit: str
) -> None:
    """150 at 0.0001 are 0.015, which Xero may call 0.02; and no unit is of twelve digits before the point."""
    made = amount_figures(Decimal(quantity), Decimal(amount), AUD)
    assert (made.quantity, made.unit_amount, made.amount) == (Decimal(shown), Decimal(unit), Decimal(amount))
    assert made.arithmetic is None


def test_without_a_quantity_it_is_one_times_the_amount_in_whole_units_of_the_currency() -> None:
    made = amount_figures(None, Decimal("1000.5"), JPY)
    assert (made.quantity, made.unit_amount, made.amount) == (Decimal(1), Decimal(1001), Decimal(1001))
