"""Fees as a file: what each kind is in Xero; out, and back in as a whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.mapping.item import HeldItem, why_unmappable
from connect_ext.books.mapping.mapping import FeeMapping, Mappings
from connect_ext.books.orders.order import FeeKind
from connect_ext.books.prices.price_table import CellProblem, Sheet
from connect_ext.sync.mapping.file_rows import FileRow, repeated, rows_of
from connect_ext.sync.mapping.mapping_items import unusable_codes

TITLES = ("Fee", "Xero item", "Account", "Tax type")


def fee_cells(mapped: Mappings) -> Iterator[Sequence[str]]:
    """In the order of `TITLES`, every kind."""
    for kind in FeeKind:
        fee = mapped.fees.get(kind, FeeMapping(kind=kind))
        yield (kind.value, fee.item_code, fee.account_code, fee.tax_type)


def check_fees(
    sheet: Sheet, mapped: Mappings, held: Mapping[str, HeldItem], organisation: Organisation
) -> tuple[tuple[FeeMapping, ...], tuple[CellProblem, ...]]:
    """All fees as they would be, or every problem of every row; a kind that the file does not name stays."""
    read = rows_of(sheet, TITLES, {"Fee"})
    problems = [*read.problems, *repeated(read.rows, ["Fee"])]
    for row in read.rows:
        problems.extend(_problems_of(row, held, organisation))
    if problems:
        return (), tuple(sorted(problems, key=lambda one: one.row))
    said = {FeeKind(row.text("Fee").casefold()): row for row in read.rows}
    fees = [_fee(kind, said.get(kind), mapped.fees.get(kind, FeeMapping(kind=kind))) for kind in FeeKind]
    return tuple(fee for fee in fees if fee != FeeMapping(kind=fee.kind)), ()


def _problems_of(row: FileRow, held: Mapping[str, HeldItem], organisation: Organisation) -> Iterator[CellProblem]:
    kinds = [kind.value for kind in FeeKind]
    if row.text("Fee").casefold() not in kinds:
        yield row.wrong("Fee", "There is no such kind of fee.", f"Write one of {', '.join(kinds)}.")
    code = row.text("Xero item")
    if code and (why := why_unmappable(held.get(code))):
        yield row.wrong("Xero item", f"The Xero item {code} {why}.", "Write the code of another item, or nothing.")
    for title, account, tax in (("Account", row.text("Account"), ""), ("Tax type", "", row.text("Tax type"))):
        if why := unusable_codes(account, tax, organisation):
            yield row.wrong(title, why, "Choose another one, or leave the cell empty.")


def _fee(kind: FeeKind, row: FileRow | None, former: FeeMapping) -> FeeMapping:
    cells = row.cells if row else {}
    return FeeMapping(
        kind=kind,
        item_code=cells.get("Xero item", former.item_code),
        account_code=cells.get("Account", former.account_code),
        tax_type=cells.get("Tax type", former.tax_type),
    )
