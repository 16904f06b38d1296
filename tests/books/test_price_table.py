from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.prices.price_cells import Cell, Unusable, Wrong, period_of, period_text
from connect_ext.books.prices.price_columns import COLUMNS, cells_of
from connect_ext.books.prices.price_table import ROWS_AT_MOST, Checked, Line, Sheet, check
from tests.books.builders import a_row

TITLES = tuple(column.title for column in COLUMNS)
GOOD: dict[str, Cell] = {"MPN": "M-1", "Currency": "AUD", "Price": "12.50"}
FORMULA = Unusable(shown="=A1", wrong=Wrong(problem="This is a formula.", fix="Replace it."))
TODAY = date(2026, 1, 1)


def a_sheet(*lines: tuple[Cell, ...], comma: bool = False) -> Sheet:
    numbered = tuple(Line(number=number, cells=cells) for number, cells in enumerate(lines, 1))
    return Sheet(lines=numbered, read_as="", decimal_comma=comma)


def check_one(cells: dict[str, Cell], comma: bool = False) -> Checked:
    """A row of good cells, but for those that are given."""
    row = GOOD | cells
    return check(a_sheet(tuple(row), tuple(row.values()), comma=comma))


def told(checked: Checked) -> list[tuple[int, str, str]]:
    assert checked.rows == ()
    return [(one.row, one.column, one.problem) for one in checked.problems]


def test_a_row_says_what_its_cells_say_and_the_rest_is_any() -> None:
    assert check_one({}).rows == (replace(a_row("12.50", mpn="M-1"), product_item=None),)


@pytest.mark.parametrize(
    ("name", "cell", "field", "value"),
    [
        ("Product item", " PRD-1 ", "product_item", "PRD-1"),
        ("MPN", Decimal(1001), "mpn", "1001"),
        ("Marketplace", "MP-1", "marketplace_id", "MP-1"),
        ("Customer", "TA-1", "customer_id", "TA-1"),
        ("Customer", "  ", "customer_id", None),
        ("Billing period", "Monthly", "period_months", 1),
        ("Billing period", "3 months", "period_months", 3),
        ("Billing period", "2 years", "period_months", 24),
        ("Billing period", "one-time", "period_months", 0),
        ("Billing period", None, "period_months", None),
        ("Minimum quantity", "10", "minimum_quantity", Decimal(10)),
        ("Minimum quantity", "", "minimum_quantity", Decimal(0)),
        ("Price", "0", "price", Decimal(0)),
        ("Price", Decimal("12.50"), "price", Decimal("12.50")),
        ("Price", "99999999999.9999", "price", Decimal("99999999999.9999")),
        ("Price", "1." + "0" * 29, "price", Decimal(1)),
        ("Discount %", "33.3333", "discount", Decimal("33.3333")),
        ("discount", "100", "discount", Decimal(100)),
        ("Valid from", "2026-01-01", "valid_from", TODAY),
        ("VALID_TO", TODAY, "valid_to", TODAY),
    ],
)
def test_each_cell_is_read_as_people_write_it(name: str, cell: Cell, field: str, value: Any) -> None:
    (row,) = check_one({name: cell}).rows
    assert getattr(row, field) == value


@pytest.mark.parametrize(
    ("name", "cell", "problem"),
    [
        ("Price", None, "The price is missing."),
        ("Price", " ", "The price is missing."),
        ("Price", "12,50", "It has a decimal comma."),
        ("Price", "1,250.00", "This is no number."),
        ("Price", "AUD 12", "This is no number."),
        ("Price", "1e5", "This is no number."),
        ("Price", "٣", "This is no number."),
        ("Price", "-0.01", "It is below 0."),
        ("Price", "100000000000", "It is too large."),
        ("Price", Decimal("1E+300"), "It is too large."),
        ("Price", "0.00001", "It has more than four decimals."),
        ("Price", "1." + "0" * 28 + "1", "It has more than four decimals."),
        ("Price", TODAY, "This is a date."),
        ("Price", FORMULA, "This is a formula."),
        ("Minimum quantity", "ten", "This is no number."),
        ("Discount %", "100.01", "A discount is at most 100 %."),
        ("Discount %", "5 %", "This is no number."),
        ("Currency", "", "The currency is missing."),
        ("Currency", "aud", "This is no currency."),
        ("Currency", "A$", "This is no currency."),
        ("MPN", "M" * 201, "This is longer than 200 characters."),
        ("MPN", "M\n1", "There is a line break or an invisible character in it."),
        ("MPN", TODAY, "This is a date."),
        ("MPN", Decimal(10) ** 15, "A number this long loses digits."),
        ("Customer", FORMULA, "This is a formula."),
        ("Billing period", "fortnight", "This is no billing period."),
        ("Billing period", "0 months", "This is no billing period."),
        ("Billing period", "121 months", "This is no billing period."),
        ("Valid from", "01/02/2026", "This is no date that can be read in one way only."),
        ("Valid from", "2026-02-30", "This is no date that can be read in one way only."),
        ("Valid to", Decimal(46023), "This is no date that can be read in one way only."),
        ("Valid to", FORMULA, "This is a formula."),
    ],
)
def test_a_bad_cell_is_named_with_its_row_and_column(name: str, cell: Cell, problem: str) -> None:
    assert told(check_one({name: cell})) == [(2, name, problem)]


@pytest.mark.parametrize(
    ("text", "price"),
    [("12,50", "12.50"), ("12.50", "12.50"), ("0.125", "0.125"), ("1250,5", "1250.5"), ("0,001", "0.001")],
)
def test_a_decimal_comma_counts_where_the_file_has_one(text: str, price: str) -> None:
    (row,) = check_one({"Price": text}, comma=True).rows
    assert row.price == Decimal(price)


@pytest.mark.parametrize(("text", "both"), [("1.250", "1250 or 1,250"), ("12.345", "12345 or 12,345")])
def test_what_may_be_thousands_or_decimals_is_asked_about(text: str, both: str) -> None:
    assert told(check_one({"Price": text}, comma=True)) == [(2, "Price", f"This could mean {both}.")]


def test_every_bad_cell_of_every_row_is_told_at_once_and_nothing_is_taken() -> None:
    header = ("Price", "MPN", "Currency", "Valid from", "Valid to")
    checked = check(
        a_sheet(
            header,
            ("x", "", "y", None, None),
            (None,) * 5,
            ("1", "M", "AUD", None, None),
            ("1", "N", "AUD", "2026-02-01", "2026-01-31"),
        )
    )
    assert told(checked) == [
        (2, "Currency", "This is no currency."),
        (2, "Price", "This is no number."),
        (2, "Product item", "The row names no item."),
        (5, "Valid to", "It is before the first day, 2026-02-01."),
    ]
    assert [one.value for one in checked.problems] == ["y", "x", "", "2026-01-31"]


def test_the_header_may_stand_in_any_order_letter_case_and_behind_blank_lines() -> None:
    sheet = a_sheet((None,) * 4, ("price", "VALID_FROM", " mpn ", "Currency"), ("1", None, "M", "AUD"))
    assert check(sheet).rows == (a_row("1", product_item=None, mpn="M"),)


def test_columns_that_are_unknown_missing_or_there_twice_are_named() -> None:
    checked = check(a_sheet(("Colour", "Price", "price", "Customer"), ("x", "1", "1", "")))
    assert told(checked) == [
        (1, "Colour", "There is no column of this name."),
        (1, "Price", "This column is there twice."),
        (1, "Product item", "This column is missing."),
        (1, "Currency", "This column is missing."),
    ]


@pytest.mark.parametrize("lines", [(), ((None, " "),)])
def test_an_empty_sheet_lacks_its_columns(lines: tuple[tuple[Cell, ...], ...]) -> None:
    assert [column for _, column, _ in told(check(a_sheet(*lines)))] == ["Currency", "Price"]


def test_a_header_alone_is_an_empty_table() -> None:
    assert check(a_sheet(TITLES)) == Checked()


def test_a_row_with_more_or_fewer_cells_than_the_header_is_not_guessed_at() -> None:
    short, long = ("M", "AUD", "12"), ("M", "AUD", "12", "50", "")
    assert told(check(a_sheet(("MPN", "Currency", "Price", "Minimum quantity"), short, long))) == [
        (2, "", "This row has 3 cells and the header has 4."),
        (3, "", "This row has 5 cells and the header has 4."),
    ]


def test_a_cell_below_a_header_without_name_is_told() -> None:
    checked = check(a_sheet((*GOOD, None), (*GOOD.values(), "note")))
    assert told(checked) == [(2, "", "The header has no name for this column.")]


def test_a_repeated_row_names_the_other_by_its_number() -> None:
    checked = check(a_sheet(tuple(GOOD), tuple(GOOD.values()), (None, None, None), tuple(GOOD.values())))
    assert told(checked) == [(4, "Valid from", "It repeats row 2.")]


def test_values_are_shortened() -> None:
    (found,) = check_one({"Price": "9" * 100}).problems
    assert found.value == "9" * 39 + "…"


def test_more_rows_than_fit_are_refused_and_so_are_more_columns() -> None:
    lines = [("MPN", "Currency", "Price"), *((f"M-{number}", "AUD", "1") for number in range(ROWS_AT_MOST + 1))]
    assert len(check(a_sheet(*lines[:-1])).rows) == ROWS_AT_MOST
    assert told(check(a_sheet(*lines))) == [(ROWS_AT_MOST + 2, "", "There are more than 5000 rows.")]
    assert told(check(a_sheet(("MPN",) * 101))) == [(1, "", "There are more than 100 columns.")]


CELLS = (
    st.none()
    | st.text(max_size=8)
    | st.sampled_from(["M", "AUD", "1", *TITLES])
    | st.dates()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.just(FORMULA)
)


@given(st.lists(st.lists(CELLS, max_size=6).map(tuple), max_size=6), st.booleans())
def test_whatever_the_cells_say_the_answer_is_rows_or_problems(lines: list[tuple[Cell, ...]], comma: bool) -> None:
    checked = check(a_sheet(*lines, comma=comma))
    assert not (checked.rows and checked.problems)


@given(st.integers(0, 120))
def test_a_period_is_read_as_it_is_written(months: int) -> None:
    assert period_of(period_text(months)) == months


@pytest.mark.parametrize(
    ("months", "words"), [(None, None), (0, "one-time"), (1, "month"), (3, "3 months"), (12, "year"), (24, "24 months")]
)
def test_a_period_is_written_in_words_that_are_read_back(months: int | None, words: str | None) -> None:
    assert period_text(months) == words
    assert period_of(words) == months


def test_a_row_is_written_as_cells_that_say_the_row_again() -> None:
    row = a_row("12.50", mpn="M-1", period_months=3, valid_from=TODAY)
    assert check(a_sheet(TITLES, cells_of(row))).rows == (row,)
