"""The own price table as a sheet of cells: its rows, or every problem of every row at once (money §3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from connect_ext.books.prices.price import PriceRow
from connect_ext.books.prices.price_cells import Cell, Wrong, is_blank, shown
from connect_ext.books.prices.price_columns import COLUMNS, Column, named
from connect_ext.books.prices.price_overlaps import overlaps

ROWS_AT_MOST = 5_000
LONGEST_SHOWN = 40
COLUMNS_AT_MOST = 100
LINES_AT_MOST = ROWS_AT_MOST + 2
"""So many lines that are not blank are looked at: the header, and one row too many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    number: int
    """As people count, from 1, the header and blank lines included."""
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a file says, whatever its format. The first line that is not blank is the header."""

    lines: Sequence[Line]
    read_as: str
    """For people: the format, and how the text was understood."""
    decimal_comma: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CellProblem:
    row: int
    column: str
    value: str
    """Shortened."""
    problem: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """All rows of a sheet, or, when there is any problem, all problems in the order of the rows."""

    rows: tuple[PriceRow, ...] = ()
    problems: tuple[CellProblem, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Check:
    header: Line
    places: Mapping[str, int]
    """Of each column that the header names."""
    decimal_comma: bool
    rows: list[PriceRow] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)

    def line(self, line: Line) -> None:
        if len(line.cells) != len(self.header.cells):
            self.problems.append(self._of_the_width(line))
            return
        values: dict[str, object] = {}
        problems = list(self._of_the_nameless(line))
        for column in COLUMNS:
            place = self.places.get(column.title)
            cell = None if place is None else line.cells[place]
            values[column.field] = value = column.read(cell, self.decimal_comma)
            if isinstance(value, Wrong) and place is not None:
                problems.append(_problem(line.number, column.title, cell, value))
        if {"Product item", "MPN"} & set(self.places):
            problems.extend(_of_the_item(line.number, values))
        problems.extend(_of_the_validity(line.number, values))
        self.problems.extend(problems)
        if not problems and not any(isinstance(value, Wrong) for value in values.values()):
            self.rows.append(PriceRow(**values))  # type: ignore[arg-type]  # each column reads what its field holds
            self.numbers.append(line.number)

    def _of_the_width(self, line: Line) -> CellProblem:
        """A cell too many or too few moves the others: the price would be that of something else."""
        counted = f"This row has {len(line.cells)} cells and the header has {len(self.header.cells)}."
        fix = "Put a cell that has the separator in it into quotes, and give each row as many cells as the header."
        return _problem(line.number, "", None, Wrong(problem=counted, fix=fix))

    def _of_the_nameless(self, line: Line) -> Iterator[CellProblem]:
        for title, cell in zip(self.header.cells, line.cells, strict=True):
            if is_blank(title) and not is_blank(cell):
                nameless = Wrong(problem="The header has no name for this column.", fix="Name the column or empty it.")
                yield _problem(line.number, "", cell, nameless)


def check(sheet: Sheet) -> Checked:
    """Reads nothing but its argument; raises nothing, whatever the cells say."""
    lines = [line for line in sheet.lines if not all(map(is_blank, line.cells))]
    if not lines:
        return Checked(problems=_missing(1, [column for column in COLUMNS if column.needed]))
    header, places, problems = lines[0], _places(lines[0]), _of_the_header(lines[0])
    if not places or len(header.cells) > COLUMNS_AT_MOST:
        return Checked(problems=problems)
    found = _Check(header=header, places=places, decimal_comma=sheet.decimal_comma)
    for line in lines[1 : ROWS_AT_MOST + 1]:
        found.line(line)
    problems += tuple(sorted((*found.problems, *_repeated(found)), key=lambda problem: problem.row))
    if len(lines) - 1 > ROWS_AT_MOST:
        many = Wrong(problem=f"There are more than {ROWS_AT_MOST} rows.", fix="Remove rows that no longer hold.")
        problems += (_problem(lines[ROWS_AT_MOST + 1].number, "", None, many),)
    return Checked(problems=problems) if problems else Checked(rows=tuple(found.rows))


def _places(header: Line) -> dict[str, int]:
    return {column.title: place for place, cell in enumerate(header.cells) if (column := named(cell))}


def _of_the_header(header: Line) -> tuple[CellProblem, ...]:
    if len(header.cells) > COLUMNS_AT_MOST:
        wide = Wrong(problem=f"There are more than {COLUMNS_AT_MOST} columns.", fix="Remove those beside the table.")
        return (_problem(header.number, "", None, wide),)
    problems, seen = list[CellProblem](), set[str]()
    every = ", ".join(column.title for column in COLUMNS)
    for cell in header.cells:
        column = named(cell)
        if column is None and not is_blank(cell):
            unknown = Wrong(problem="There is no column of this name.", fix=f"Remove it, or use one of {every}.")
            problems.append(_problem(header.number, shortened(shown(cell)), cell, unknown))
        elif column and column.title in seen:
            twice = Wrong(problem="This column is there twice.", fix="Remove one of the two.")
            problems.append(_problem(header.number, column.title, cell, twice))
        seen |= {column.title} if column else set()
    missing = [column for column in COLUMNS if column.needed and column.title not in seen]
    if not seen & {"Product item", "MPN"}:
        missing = [COLUMNS[0], *missing]
    return (*problems, *_missing(header.number, missing))


def _missing(row: int, columns: Sequence[Column]) -> tuple[CellProblem, ...]:
    wrong = Wrong(problem="This column is missing.", fix="Add it to the first line. The template has all columns.")
    return tuple(_problem(row, column.title, None, wrong) for column in columns)


def _of_the_item(number: int, values: Mapping[str, object]) -> Iterator[CellProblem]:
    if values["product_item"] is None and values["mpn"] is None:
        nobody = Wrong(problem="The row names no item.", fix="Write the product item's id or its MPN.")
        yield _problem(number, "Product item", None, nobody)


def _of_the_validity(number: int, values: Mapping[str, object]) -> Iterator[CellProblem]:
    start, end = values["valid_from"], values["valid_to"]
    if isinstance(start, date) and isinstance(end, date) and end < start:
        before = Wrong(problem=f"It is before the first day, {start}.", fix="Let the row end on or after that day.")
        yield _problem(number, "Valid to", end, before)


def _repeated(found: _Check) -> Iterator[CellProblem]:
    for overlap in overlaps(found.rows):
        problem = overlap.problem.format(row=found.numbers[overlap.earlier])
        cell = found.rows[overlap.later].valid_from
        yield _problem(found.numbers[overlap.later], "Valid from", cell, Wrong(problem=problem, fix=overlap.fix))


def _problem(row: int, column: str, cell: Cell, wrong: Wrong) -> CellProblem:
    return CellProblem(row=row, column=column, value=shortened(shown(cell)), problem=wrong.problem, fix=wrong.fix)


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
