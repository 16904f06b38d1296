from __future__ import annotations

import csv
from contextlib import suppress
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.prices.price import PriceRow
from connect_ext.books.prices.price_columns import COLUMNS, cells_of
from connect_ext.books.prices.price_table import LINES_AT_MOST, check
from connect_ext.web.door.problem_details import Refusal
from connect_ext.web.prices.csv_sheet import read_csv, write_csv
from tests.web.price_files import price_rows

EVERY_COLUMN = ",".join(f'"{column.title}"' for column in COLUMNS)


def cells(text: str) -> list[tuple[int, tuple[object, ...]]]:
    return [(line.number, line.cells) for line in read_csv(text.encode()).lines]


def test_what_we_write_has_a_mark_commas_quotes_and_both_ends_of_line() -> None:
    assert write_csv([]).decode("utf-8") == f"\ufeff{EVERY_COLUMN}\r\n"


@given(st.lists(price_rows(), max_size=4))
def test_what_is_written_is_read_back_unchanged(rows: list[PriceRow]) -> None:
    sheet = read_csv(write_csv([cells_of(row) for row in rows]))
    checked = [check(type(sheet)(lines=(sheet.lines[0], line), read_as="")).rows for line in sheet.lines[1:]]
    assert checked == [(row,) for row in rows]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "'=", "''-"])
def test_no_cell_of_what_we_write_begins_like_a_formula(begin: str) -> None:
    written = write_csv([(f'{begin}HYPERLINK("http://x")', *[None] * 10)]).decode("utf-8-sig")
    cell = list(csv.reader(StringIO(written)))[1][0]
    assert cell == f'\'{begin}HYPERLINK("http://x")'
    assert read_csv(written.encode()).lines[1].cells[0] == f'{begin}HYPERLINK("http://x")'


@pytest.mark.parametrize("text", ["'", "'quoted'", "M-1", "it's"])
def test_an_apostrophe_elsewhere_is_part_of_the_text(text: str) -> None:
    written = write_csv([(text, *[None] * 10)])
    assert read_csv(written).lines[1].cells[0] == text


@pytest.mark.parametrize(
    ("text", "read_as", "comma"),
    [
        ("MPN,Currency\nM,AUD", "CSV with commas, UTF-8", False),
        ("MPN;Currency\nM;AUD", "CSV with semicolons, UTF-8", True),
        ("MPN\tCurrency\nM\tAUD", "CSV with tabs, UTF-8", False),
        ('"Note, long";MPN;Currency\n"x, y";M;AUD', "CSV with semicolons, UTF-8", True),
        ("Price", "CSV with commas, UTF-8", False),
        ("", "CSV with commas, UTF-8", False),
    ],
)
def test_the_separator_is_the_one_that_makes_columns_of_the_header(text: str, read_as: str, comma: bool) -> None:
    sheet = read_csv(text.encode())
    assert (sheet.read_as, sheet.decimal_comma) == (read_as, comma)


def test_a_line_for_excel_only_is_no_row() -> None:
    assert cells("sep=;\r\nMPN;Price\r\nM;1") == [(1, ("MPN", "Price")), (2, ("M", "1"))]


def test_lines_are_counted_as_a_spreadsheet_counts_them() -> None:
    assert cells('\r\nMPN,Price\r\n\r\n"M\r\n1",1\n , \rN,2') == [
        (2, ("MPN", "Price")),
        (4, ("M\r\n1", "1")),
        (6, ("N", "2")),
    ]


@pytest.mark.parametrize(
    ("body", "read_as"),
    [
        ("MPN,Price\nBüro,1".encode(), "CSV with commas, UTF-8"),
        ("\ufeffMPN,Price\nBüro,1".encode(), "CSV with commas, UTF-8"),
        ("MPN,Price\nBüro,1".encode("cp1252"), "CSV with commas, Windows-1252"),
    ],
)
def test_the_encoding_is_found_and_said(body: bytes, read_as: str) -> None:
    sheet = read_csv(body)
    assert (sheet.read_as, sheet.lines[1].cells) == (read_as, ("Büro", "1"))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"MPN,Price\n\x81\xff,1", "The text is neither UTF-8 nor Windows-1252. Save the file as “CSV UTF-8”."),
        ("MPN,Price".encode("utf-16"), "This is neither CSV text nor an XLSX file. Save it as “CSV UTF-8” or XLSX."),
        (b'MPN,Price\n"M,1', "A quote in the file is opened and not closed, or a cell is far too long."),
        (b'MPN,Price\n"M"x,1', "A quote in the file is opened and not closed, or a cell is far too long."),
        (b"MPN,Price\n" + b"x" * 200_000, "A quote in the file is opened and not closed, or a cell is far too long."),
    ],
)
def test_what_cannot_be_read_is_said(body: bytes, why: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_csv(body)
    assert refused.value.detail == why


def test_no_more_lines_are_kept_than_are_looked_at() -> None:
    assert len(read_csv(b"a\n" * 20_000).lines) == LINES_AT_MOST


@given(st.binary(max_size=200) | st.text(",;\t\"\r\n'=aPrice1", max_size=60).map(str.encode))
def test_whatever_the_bytes_are_the_answer_is_rows_problems_or_a_refusal(body: bytes) -> None:
    with suppress(Refusal):
        check(read_csv(body))
