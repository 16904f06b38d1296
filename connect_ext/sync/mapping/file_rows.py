"""A file of mappings as rows of named cells, or what is wrong with its header and its rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from connect_ext.books.prices.price_cells import is_blank, shown
from connect_ext.books.prices.price_table import COLUMNS_AT_MOST, ROWS_AT_MOST, CellProblem, Line, Sheet, shortened


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """`cells` by title, without the blanks around them; of columns that the file does not have, none."""

    number: int
    cells: Mapping[str, str]

    def text(self, title: str) -> str:
        return self.cells.get(title, "")

    def wrong(self, title: str, problem: str, fix: str) -> CellProblem:
        value = shortened(self.text(title))
        return CellProblem(row=self.number, column=title, value=value, problem=problem, fix=fix)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRows:
    rows: tuple[FileRow, ...] = ()
    problems: tuple[CellProblem, ...] = ()


def same_title(cell: str, titles: Iterable[str]) -> str | None:
    """The title that is meant, whatever the case and the blanks around it."""
    return {title.casefold(): title for title in titles}.get(cell.strip().casefold())


def rows_of(sheet: Sheet, titles: Sequence[str], needed: Collection[str]) -> FileRows:
    """Every row that can be read, and every problem of header and widths; nothing is raised, whatever the file says."""
    lines = [line for line in sheet.lines if not all(map(is_blank, line.cells))]
    header = lines[0] if lines else Line(number=1, cells=())
    named = [same_title(shown(cell), titles) for cell in header.cells]
    problems = [*_of_the_header(header, named, titles, needed)]
    if problems:
        return FileRows(problems=tuple(problems))
    rows = []
    for line in lines[1 : ROWS_AT_MOST + 1]:
        if len(line.cells) != len(named):
            counted = f"This row has {len(line.cells)} cells and the header has {len(named)}."
            problems.append(_problem(line.number, "", "", counted, "Give each row as many cells as the header."))
            continue
        pairs = zip(named, line.cells, strict=True)
        rows.append(FileRow(number=line.number, cells={title: shown(cell).strip() for title, cell in pairs if title}))
    if len(lines) - 1 > ROWS_AT_MOST:
        many = f"There are more than {ROWS_AT_MOST} rows."
        problems.append(_problem(lines[ROWS_AT_MOST + 1].number, "", "", many, "Upload it in parts."))
    return FileRows(rows=tuple(rows), problems=tuple(problems))


def repeated(rows: Sequence[FileRow], keys: Sequence[str]) -> Iterable[CellProblem]:
    """Rows that say something about what an earlier row speaks of already."""
    first = dict[tuple[str, ...], int]()
    for row in rows:
        key = tuple(row.text(title) for title in keys)
        before = first.setdefault(key, row.number)
        if before != row.number:
            yield row.wrong(keys[0], f"Row {before} is about the same.", "Remove one of the two rows.")


def _of_the_header(
    header: Line, named: Sequence[str | None], titles: Sequence[str], needed: Collection[str]
) -> Iterable[CellProblem]:
    if len(header.cells) > COLUMNS_AT_MOST:
        wide = f"There are more than {COLUMNS_AT_MOST} columns."
        yield _problem(header.number, "", "", wide, "Remove those beside the table.")
        return
    for cell, title in zip(header.cells, named, strict=True):
        if title is None and not is_blank(cell):
            use = f"Remove it, or use one of {', '.join(titles)}."
            yield _problem(header.number, shortened(shown(cell)), shown(cell), "There is no column of this name.", use)
    for title in titles:
        if named.count(title) > 1:
            yield _problem(header.number, title, title, "This column is there twice.", "Remove one of the two.")
        if title in needed and title not in named:
            fix = "Add it to the first line. The file that you can download has all columns."
            yield _problem(header.number, title, "", "This column is missing.", fix)


def _problem(row: int, column: str, value: str, problem: str, fix: str) -> CellProblem:
    return CellProblem(row=row, column=column, value=shortened(value), problem=problem, fix=fix)
