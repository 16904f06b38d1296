"""Tables as CSV, as we write them; and the price table, whatever a spreadsheet or a person has made of it."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from io import StringIO
from itertools import islice

from connect_ext.books.prices.price_cells import Cell, is_blank, shown
from connect_ext.books.prices.price_columns import COLUMNS, named
from connect_ext.books.prices.price_table import LINES_AT_MOST, Line, Sheet
from connect_ext.web.door.problem_details import unreadable

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
SAID_BY_EXCEL = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
"""A first line that Excel understands and does not show."""

RUNS = "[=+\\-@\t\r＝＋－＠]"
"""What a spreadsheet may take for the beginning of a formula, the wide forms of East Asian keyboards included
(https://owasp.org/www-community/attacks/CSV_Injection)."""
DANGEROUS = re.compile(f"'*{RUNS}")
DEFUSED = re.compile(f"'+{RUNS}")


TableCell = str | Decimal


def write_table(titles: Sequence[str], rows: Sequence[Sequence[TableCell]]) -> bytes:
    """UTF-8 with the mark that Excel needs to know it by; RFC 4180 with all cells in quotes; nothing in it runs.

    Numbers keep the decimals that they have.
    """
    written = StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows([f"{cell:f}" if isinstance(cell, Decimal) else _defused(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def write_csv(rows: Sequence[Sequence[Cell]]) -> bytes:
    """The price table."""
    return write_table([column.title for column in COLUMNS], [[shown(cell) for cell in row] for row in rows])


def read_csv(body: bytes) -> Sheet:
    """The price table."""
    return _read(body, lambda cell: named(cell) is not None)


def read_any_csv(body: bytes, titles: Sequence[str]) -> Sheet:
    """Another table, whose columns have these titles."""
    known = {title.casefold() for title in titles}
    return _read(body, lambda cell: shown(cell).strip().casefold() in known)


def _read(body: bytes, is_title: Callable[[Cell], bool]) -> Sheet:
    """The lines that are not blank, at most `LINES_AT_MOST`. Raises `Refusal` when the bytes are no such file."""
    text, encoding = _decoded(body)
    told = SAID_BY_EXCEL.match(text)
    text = text[told.end() :] if told else text
    try:
        separator = told[1] if told else max(SEPARATORS, key=lambda one: _columns_named(text, one, is_title))
        lines = tuple(islice(_lines(text, separator), LINES_AT_MOST))
    except csv.Error as error:
        raise unreadable("A quote in the file is opened and not closed, or a cell is far too long.") from error
    return Sheet(
        lines=lines,
        read_as=f"CSV with {SEPARATORS[separator]}, {encoding}",
        decimal_comma=separator == ";",
    )


def _decoded(body: bytes) -> tuple[str, str]:
    """UTF-8 is told from Windows-1252 by its own rules: text of the one is hardly ever valid in the other."""
    if b"\0" in body:
        raise unreadable("This is neither CSV text nor an XLSX file. Save it as “CSV UTF-8” or XLSX.")
    try:
        return body.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        return body.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError as error:
        raise unreadable("The text is neither UTF-8 nor Windows-1252. Save the file as “CSV UTF-8”.") from error


def _columns_named(text: str, separator: str, is_title: Callable[[Cell], bool]) -> int:
    try:
        header = next(_lines(text, separator), None)
    except csv.Error:
        return 0  # a quote that ends before another separator
    return sum(map(is_title, header.cells)) if header else 0


def _lines(text: str, separator: str) -> Iterator[Line]:
    """Numbered as a spreadsheet would: a line break in quotes begins no row."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    for number, cells in enumerate(reader, 1):
        if not all(map(is_blank, cells)):
            yield Line(number=number, cells=tuple(map(_as_meant, cells)))


def _defused(text: str) -> str:
    return f"'{text}" if DANGEROUS.match(text) else text


def _as_meant(text: str) -> str:
    return text[1:] if DEFUSED.match(text) else text
