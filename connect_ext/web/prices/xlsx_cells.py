"""The cells of one XLSX sheet: plain texts, exact numbers and dates; of everything else, why it is none of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Context, Decimal

from connect_ext.books.prices.price_cells import Cell, Unusable, Wrong, is_blank
from connect_ext.books.prices.price_table import COLUMNS_AT_MOST, LINES_AT_MOST, Line
from connect_ext.web.door.problem_details import unreadable
from connect_ext.web.prices.xlsx_package import damaged
from connect_ext.web.prices.xlsx_parts import LONGEST_KEPT, Nothing, Words

AS_SHOWN = Context(prec=15)
"""A spreadsheet shows 15 digits; the binary number behind 12.34 may have 12.340000000000002 in the file."""
NUMBER = re.compile(r"-?[0-9]{1,400}(\.[0-9]{1,400})?([eE][+-]?[0-9]{1,3})?")
PLACE = re.compile("([A-Z]{1,3})[0-9]{1,7}")
ROW = re.compile("[0-9]{1,7}")

DAY_0 = date(1899, 12, 30)
DAYS_TO_1904 = 1462
NO_29_FEBRUARY = 60
"""Excel counts a 29 February 1900 (https://support.microsoft.com/office/date-systems-in-excel)."""
LAST_DAY = 2_958_465
"""31 December 9999."""

FORMULA = Wrong(
    problem="This is a formula.",
    fix="Replace it by its value: copy the column and paste it onto itself as values only.",
)
MOMENT = Wrong(problem="This is a date with a time of day, or no date at all.", fix="Write a date without a time.")
ERROR = Wrong(problem="The spreadsheet shows an error here.", fix="Write the value itself.")
YES_OR_NO = Wrong(problem="This is TRUE or FALSE.", fix="Write a text or a number.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What cells refer to."""

    texts: Sequence[str]
    dates: Collection[str]
    since_1904: bool


@dataclass(slots=True)
class _Found:
    """The cell that is being read."""

    column: int = 0
    kind: str = "n"
    style: str = "0"
    formula: bool = False
    value: list[str] = field(default_factory=list)


class Cells(Nothing):
    """Listens to a sheet; afterwards `lines` are those that are not blank, at most `LINES_AT_MOST`."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._around = surroundings
        self._rows: list[tuple[int, dict[int, Cell]]] = []
        self._number = 0
        self._cells: dict[int, Cell] = {}
        self._cell = _Found()
        self._words = Words()
        self._in_value = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """All of one width."""
        width = max((max(cells) for _, cells in self._rows), default=0)
        return tuple(
            Line(number=number, cells=tuple(cells.get(column) for column in range(1, width + 1)))
            for number, cells in self._rows
        )

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            self._begin_row(attributes.get("r"))
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "f":
            self._cell.formula = True
        self._in_value = name == "v"
        self._words.start(name)

    def text(self, text: str) -> None:
        if self._in_value and len(self._cell.value) <= LONGEST_KEPT:
            self._cell.value.append(text[: LONGEST_KEPT + 1])
        self._words.text(text)

    def end(self, name: str) -> None:
        self._in_value = False
        self._words.end(name)
        if name == "c":
            self._end_cell()
        elif name == "row" and self._cells and len(self._rows) < LINES_AT_MOST:
            self._rows.append((self._number, self._cells))

    def _begin_row(self, number: str | None) -> None:
        if number is not None and not ROW.fullmatch(number):
            raise damaged()
        following = self._number + 1 if number is None else int(number)
        if following <= self._number:
            raise damaged()
        self._number, self._cells = following, {}
        self._cell = _Found()

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        column = _column(attributes["r"]) if "r" in attributes else self._cell.column + 1
        if column <= self._cell.column:
            raise damaged()
        self._cell = _Found(column=column, kind=attributes.get("t", "n"), style=attributes.get("s", "0"))
        self._words.begin()

    def _end_cell(self) -> None:
        cell = self._value()
        if is_blank(cell):
            return
        if self._cell.column > COLUMNS_AT_MOST:
            raise unreadable(
                f"Row {self._number} has more than {COLUMNS_AT_MOST} columns. Remove those beside the table."
            )
        self._cells[self._cell.column] = cell

    def _value(self) -> Cell:
        cell, text = self._cell, "".join(self._cell.value)
        if cell.formula:
            return Unusable(shown=text or "=", wrong=FORMULA)
        if cell.kind == "inlineStr":
            return self._words.whole()
        if not text:
            return None
        if cell.kind == "n" and cell.style in self._around.dates:
            return _day(_number(text), self._around.since_1904)
        kind = KINDS.get(cell.kind)
        if kind is None:
            raise damaged()
        return kind(text, self._around)


def _column(place: str) -> int:
    found = PLACE.fullmatch(place)
    if found is None:
        raise damaged()
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _number(text: str) -> Decimal:
    """Taken from its digits, never through a binary number."""
    if not NUMBER.fullmatch(text):
        raise damaged()
    return AS_SHOWN.create_decimal(text)


def _shared(text: str, around: Surroundings) -> Cell:
    if not ROW.fullmatch(text) or int(text) >= len(around.texts):
        raise damaged()
    return around.texts[int(text)]


def _day(serial: Decimal, since_1904: bool) -> Cell:
    if not 0 < serial <= LAST_DAY or serial != int(serial):
        return Unusable(shown=f"{serial:f}"[:LONGEST_KEPT], wrong=MOMENT)
    day = int(serial) + (DAYS_TO_1904 if since_1904 else 0)
    if day == NO_29_FEBRUARY or day > LAST_DAY:
        return Unusable(shown=str(day), wrong=MOMENT)
    return DAY_0 + timedelta(days=day + (1 if day < NO_29_FEBRUARY else 0))


def _iso_day(text: str) -> Cell:
    day, _, time = text.partition("T")
    try:
        return date.fromisoformat(day) if time.strip("0:.Z") == "" else Unusable(shown=text, wrong=MOMENT)
    except ValueError:
        return Unusable(shown=text, wrong=MOMENT)


KINDS: Mapping[str, Callable[[str, Surroundings], Cell]] = {
    "n": lambda text, _: _number(text),
    "s": _shared,
    "str": lambda text, _: text,
    "d": lambda text, _: _iso_day(text),
    "b": lambda text, _: Unusable(shown="TRUE" if text == "1" else "FALSE", wrong=YES_OR_NO),
    "e": lambda text, _: Unusable(shown=text, wrong=ERROR),
}
"""ECMA-376 part 1, 18.18.11."""
