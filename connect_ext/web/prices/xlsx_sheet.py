"""The price table as XLSX: the first sheet of any workbook, and the workbook that we write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook as NewWorkbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from connect_ext.books.prices.price_cells import Cell, shown
from connect_ext.books.prices.price_columns import COLUMNS, Column
from connect_ext.books.prices.price_table import Sheet
from connect_ext.web.door.problem_details import unreadable
from connect_ext.web.prices.xlsx_cells import Cells, Surroundings
from connect_ext.web.prices.xlsx_package import Package, Relations, damaged
from connect_ext.web.prices.xlsx_parts import Styles, Texts, Workbook

FIRST_SURE_DAY = date(1900, 3, 1)
"""Spreadsheets do not agree about the days before it."""
LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
FORMATS = {"price": "0.00##", "minimum_quantity": "General", "discount": "General"}
A_DAY, A_TEXT = "yyyy-mm-dd", "@"


def read_xlsx(body: bytes) -> Sheet:
    """The lines of the first sheet. Raises `Refusal` when the bytes are no such file, or one too large."""
    package = Package(body)
    main = Relations(package, "").of_kind("officeDocument")
    if main is None:
        raise damaged()
    workbook, relations = Workbook(), Relations(package, main)
    package.read(main, workbook)
    if not workbook.sheets:
        raise unreadable("The workbook has no sheet.")
    name, relation = workbook.sheets[0]
    target = relations.found.get(relation)
    if target is None or target.kind != "worksheet":
        raise unreadable("The first sheet of the workbook is no table of cells.")
    cells = Cells(_surroundings(package, relations, workbook.since_1904))
    package.read(target.part, cells)
    return Sheet(lines=cells.lines, read_as=f"XLSX, sheet “{name[:31]}”")


def _surroundings(package: Package, relations: Relations, since_1904: bool) -> Surroundings:
    texts, styles = Texts(), Styles()
    for kind, reader in (("sharedStrings", texts), ("styles", styles)):
        part = relations.of_kind(kind)
        if part is not None and package.has(part):
            package.read(part, reader)
    return Surroundings(texts=texts.found, dates=styles.dates, since_1904=since_1904)


def write_xlsx(rows: Sequence[Sequence[Cell]], *, explained: bool) -> bytes:
    """A sheet of the rows under a header that stays in sight; with `explained`, a second sheet says what to write."""
    book = NewWorkbook(write_only=True)
    sheet = book.create_sheet("Prices")
    sheet.freeze_panes = "A2"
    for place in range(len(COLUMNS)):
        sheet.column_dimensions[chr(ord("A") + place)].width = 20
    sheet.append([_title(sheet, column.title) for column in COLUMNS])
    for row in rows:
        sheet.append([_cell(sheet, column, cell) for column, cell in zip(COLUMNS, row, strict=True)])
    if explained:
        _explain(book.create_sheet("How to fill it in"))
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _explain(sheet: Any) -> None:
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = 24
    sheet.column_dimensions["C"].width = 90
    sheet.append([_title(sheet, title) for title in ("Column", "Example", "What to write")])
    for column in COLUMNS:
        sheet.append([column.title, _cell(sheet, column, column.example), column.about])


def _title(sheet: Any, title: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, title)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, column: Column, value: Cell) -> WriteOnlyCell:
    """A text is always a text: openpyxl would make a formula of one that begins with an equals sign."""
    if isinstance(value, Decimal):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = FORMATS[column.field]
    elif isinstance(value, date) and value >= FIRST_SURE_DAY:
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = A_DAY
    else:
        cell = WriteOnlyCell(sheet, LOOKS_ESCAPED.sub("_x005F_", shown(value)) or None)
        cell.number_format = A_TEXT
        cell.data_type = "s"
    return cell
