from __future__ import annotations

import time
import tracemalloc
from contextlib import suppress
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_BZIP2, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from connect_ext.books.prices.price import PriceRow
from connect_ext.books.prices.price_cells import Cell, Unusable
from connect_ext.books.prices.price_columns import COLUMNS, cells_of
from connect_ext.books.prices.price_table import LINES_AT_MOST, Sheet, check
from connect_ext.web.door.problem_details import Refusal
from connect_ext.web.prices.xlsx_cells import MOMENT
from connect_ext.web.prices.xlsx_sheet import read_xlsx, write_xlsx
from tests.web.price_files import MAIN, OFFICE, a_workbook, an_archive, by_hand, full_rows, price_rows

DAMAGED = "The XLSX file is damaged. Open it in a spreadsheet and save it anew."
TOO_LARGE = "The XLSX file has far more in it than a price table. Copy the table into a new, empty workbook."


def cells(body: bytes) -> list[tuple[int, tuple[Cell, ...]]]:
    return [(line.number, line.cells) for line in read_xlsx(body).lines]


def one(value: str, attributes: str = "", **parts: str) -> Cell:
    """The only cell of a sheet, as it is read."""
    ((_, (cell,)),) = cells(by_hand(f'<row r="1"><c r="A1" {attributes}>{value}</c></row>', **parts))
    return cell


def refusal(body: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        read_xlsx(body)
    assert refused.value.status == 422
    return refused.value.detail


@given(st.lists(price_rows(), max_size=3))
def test_what_is_written_is_read_back_unchanged(rows: list[PriceRow]) -> None:
    sheet = read_xlsx(write_xlsx([cells_of(row) for row in rows], explained=False))
    checked = [check(Sheet(lines=(sheet.lines[0], line), read_as="")).rows for line in sheet.lines[1:]]
    assert checked == [(row,) for row in rows]


def test_another_program_reads_numbers_dates_and_texts_below_a_header_that_stays_in_sight() -> None:
    (row,) = full_rows(1)
    table: Any = load_workbook(BytesIO(write_xlsx([cells_of(row)], explained=False))).worksheets[0]
    header, values = list(table.iter_rows())
    assert table.freeze_panes == "A2"
    assert [cell.value for cell in header] == [column.title for column in COLUMNS]
    assert [cell.value for cell in values[6:9]] == [10, 99999999999.9999, 33.3333]
    assert [cell.value.date() for cell in values[9:]] == [row.valid_from, row.valid_to]
    assert [cell.data_type for cell in values] == [*"ssssssnnndd"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM", "=HYPERLINK(1)"])
def test_a_text_is_never_a_formula(text: str) -> None:
    table: Any = load_workbook(BytesIO(write_xlsx([(text, *[None] * 10)], explained=False))).worksheets[0]
    assert (table["A2"].data_type, table["A2"].value) == ("s", text)


def test_the_template_is_an_empty_table_beside_a_sheet_that_explains_each_column() -> None:
    template = write_xlsx([], explained=True)
    sheets: list[Any] = load_workbook(BytesIO(template)).worksheets
    prices, help_ = sheets
    explained = [[cell.value for cell in row] for row in help_.iter_rows(min_row=2)]
    assert check(read_xlsx(template)) == check(read_xlsx(write_xlsx([], explained=False)))
    assert prices.max_row == 1
    assert [row[0] for row in explained] == [column.title for column in COLUMNS]
    assert all(example is not None and about for _, example, about in explained)


def test_the_example_of_the_template_is_a_row_that_would_be_taken() -> None:
    example = write_xlsx([tuple(column.example for column in COLUMNS)], explained=False)
    assert len(check(read_xlsx(example)).rows) == 1


def test_a_workbook_of_another_program_is_read_with_its_numbers_and_dates() -> None:
    body = a_workbook(("MPN", "Price", "Valid from"), (1001, 12.34, date(2026, 1, 31)), (), ("M", 0.1 + 0.2, None))
    assert cells(body) == [
        (1, ("MPN", "Price", "Valid from")),
        (2, (Decimal(1001), Decimal("12.34"), date(2026, 1, 31))),
        (4, ("M", Decimal("0.300000000000000"), None)),
    ]


@pytest.mark.parametrize(
    ("value", "attributes", "cell"),
    [
        ("<v>12.340000000000002</v>", "", Decimal("12.34")),
        ("<v>99999999999.9999</v>", 't="n"', Decimal("99999999999.9999")),
        ("<v>1.25E1</v>", "", Decimal("12.5")),
        ("<v>1</v>", 's="1"', date(1900, 1, 1)),
        ("<v>59</v>", 's="1"', date(1900, 2, 28)),
        ("<v>61</v>", 's="1"', date(1900, 3, 1)),
        ("<v>46023</v>", 's="1"', date(2026, 1, 1)),
        ("<v>2958465</v>", 's="1"', date(9999, 12, 31)),
        ("<v>2026-01-31T00:00:00Z</v>", 't="d"', date(2026, 1, 31)),
        ("<v>text</v>", 't="str"', "text"),
        ("<is><t>in</t><rPh><t>aid</t></rPh><r><t>line</t></r></is>", 't="inlineStr"', "inline"),
        ("<is><t>a_x000A_b_x005F_x0041_</t></is>", 't="inlineStr"', "a\nb_x0041_"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(value: str, attributes: str, cell: Cell) -> None:
    assert one(value, attributes) == cell


def test_a_workbook_that_counts_from_1904_has_other_days() -> None:
    workbook = '<workbookPr date1904="1"/><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets>'
    assert one("<v>44561</v>", 's="1"', workbook=workbook) == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("yyyy-mm-dd", True),
        ("[$-409]d/m/yy;@", True),
        ("General", False),
        ('0.00 "days"', False),
        ("[Red]0.0\\d", False),
    ],
)
def test_a_format_makes_a_date_of_a_number(code: str, is_date: bool) -> None:
    quoted = code.replace('"', "&quot;")
    formats = f'<numFmts><numFmt numFmtId="164" formatCode="{quoted}"/></numFmts>'
    styles = f'<styleSheet xmlns="{MAIN}">{formats}<cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>'
    assert isinstance(one("<v>46023</v>", styles=styles), date) == is_date


@pytest.mark.parametrize(
    ("value", "attributes", "problem", "shown"),
    [
        ("<f>B1*2</f><v>12.5</v>", "", "This is a formula.", "12.5"),
        ("<f>B1*2</f>", "", "This is a formula.", "="),
        ("<v>#DIV/0!</v>", 't="e"', "The spreadsheet shows an error here.", "#DIV/0!"),
        ("<v>1</v>", 't="b"', "This is TRUE or FALSE.", "TRUE"),
        ("<v>46023.5</v>", 's="1"', MOMENT.problem, "46023.5"),
        ("<v>60</v>", 's="1"', MOMENT.problem, "60"),
        ("<v>-1</v>", 's="1"', MOMENT.problem, "-1"),
        ("<v>2958466</v>", 's="1"', MOMENT.problem, "2958466"),
        ("<v>2026-01-31T12:00</v>", 't="d"', MOMENT.problem, "2026-01-31T12:00"),
    ],
)
def test_what_is_no_plain_value_is_told_and_never_taken(value: str, attributes: str, problem: str, shown: str) -> None:
    cell = one(value, attributes)
    assert isinstance(cell, Unusable)
    assert (cell.wrong.problem, cell.shown) == (problem, shown)


def test_a_formula_is_a_problem_of_its_cell() -> None:
    (found,) = check(read_xlsx(a_workbook(("MPN", "Currency", "Price"), ("M", "AUD", "=6*2")))).problems
    assert (found.row, found.column, found.problem) == (2, "Price", "This is a formula.")


def test_only_the_first_sheet_is_read() -> None:
    workbook = '<sheets><sheet name="A" sheetId="1" r:id="x"/><sheet name="B" sheetId="2" r:id="a"/></sheets>'
    assert refusal(by_hand("", workbook=workbook)) == "The first sheet of the workbook is no table of cells."
    assert refusal(by_hand("", workbook="<sheets/>")) == "The workbook has no sheet."


def test_cells_and_rows_without_a_place_follow_each_other() -> None:
    assert cells(by_hand("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>")) == [
        (1, (Decimal(1), Decimal(2))),
        (3, (Decimal(3), None)),
    ]


@pytest.mark.parametrize(
    "sheet",
    [
        '<row r="2"/><row r="1"/>',
        '<row r="1"/><row r="1"/>',
        '<row r="x"/>',
        '<row r="99999999"/>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="1A"><v>1</v></c></row>',
        "<row><c><v>1,5</v></c></row>",
        "<row><c><v>nan</v></c></row>",
        '<row><c t="s"><v>0</v></c></row>',
        '<row><c t="s"><v>-1</v></c></row>',
        '<row><c t="z"><v>0</v></c></row>',
        "<row>",
        '<!DOCTYPE w [<!ENTITY a "1">]><w><row><c><v>&a;</v></c></row></w>',
        '<!DOCTYPE w SYSTEM "file:///etc/hostname"><w/>',
        '<?xml version="1.0" encoding="utf-7"?><a/>',
    ],
)
def test_what_can_be_read_in_more_than_one_way_is_not_read_at_all(sheet: str) -> None:
    assert refusal(by_hand(sheet)) == DAMAGED


@pytest.mark.parametrize("away", ['Target="http://x/" TargetMode="External"', 'Target="../../../etc/hostname"'])
def test_what_stands_outside_of_the_archive_is_never_opened(away: str) -> None:
    relation = f'<Relationship Id="a" Type="{OFFICE}/officeDocument" {away}/>'
    assert refusal(an_archive({"_rels/.rels": f"<Relationships>{relation}</Relationships>"})) == DAMAGED


def bomb() -> bytes:
    return by_hand("<row/>" + " " * 200_000_000)


def many_cells() -> bytes:
    return by_hand("<row>" + "<c/>" * 500_001 + "</row>")


def many_texts() -> bytes:
    return by_hand("", shared="<sst>" + "<si><t/></si>" * 300_000 + "</sst>")


@pytest.mark.parametrize("make", [bomb, many_cells, many_texts])
def test_a_small_file_that_unpacks_to_much_is_refused_in_little_memory_and_time(make: Any) -> None:
    body = make()
    assert len(body) < 2**20
    started = time.process_time()
    tracemalloc.start()
    assert refusal(body) == TOO_LARGE
    assert tracemalloc.get_traced_memory()[1] < 40_000_000
    tracemalloc.stop()
    assert time.process_time() - started < 20


def test_columns_far_beside_the_table_are_refused_unless_they_are_empty() -> None:
    row = '<row r="7"><c r="A7"><v>1</v></c><c r="XFD7">{}</c></row>'
    assert cells(by_hand(row.format(""))) == [(7, (Decimal(1),))]
    assert refusal(by_hand(row.format("<v>1</v>"))) == (
        "Row 7 has more than 100 columns. Remove those beside the table."
    )


def test_no_more_rows_are_kept_than_are_looked_at() -> None:
    assert len(cells(by_hand("<row><c><v>1</v></c></row>" * (LINES_AT_MOST + 10)))) == LINES_AT_MOST


def test_a_part_packed_in_another_way_is_refused() -> None:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_BZIP2) as archive:
        archive.writestr("_rels/.rels", "<Relationships/>")
    assert refusal(written.getvalue()) == DAMAGED


GOOD = a_workbook(("MPN", "Currency", "Price", "Valid from"), ("M", "AUD", 1.5, date(2026, 1, 1)))


@given(st.data())
def test_a_file_with_broken_bytes_is_read_or_refused(data: st.DataObject) -> None:
    body = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Refusal):
        check(read_xlsx(bytes(body[: data.draw(st.integers(0, len(body)))])))


@given(st.text('<>/="rcvtfs0129AB.-E row', max_size=60))
def test_a_sheet_of_anything_is_read_or_refused(text: str) -> None:
    with suppress(Refusal):
        check(read_xlsx(by_hand(f"<row>{text}</row>")))
