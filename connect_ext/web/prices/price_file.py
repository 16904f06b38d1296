"""The own price table as a file: download it, or a template; upload it, or only have it checked."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from connect.client import ConnectClient
from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from connect_ext.books.prices.price_columns import cells_of
from connect_ext.books.prices.price_table import CellProblem, Sheet, check
from connect_ext.storage import prices
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.clients import calling_installation, owner
from connect_ext.web.door.problem_details import Refusal, changed_meanwhile, details, unreadable
from connect_ext.web.door.shapes import Out
from connect_ext.web.prices.csv_sheet import read_csv, write_csv
from connect_ext.web.prices.prices import save
from connect_ext.web.prices.xlsx_sheet import read_xlsx, write_xlsx

router = APIRouter(prefix="/prices/file", tags=["Prices"])

LARGEST = 2**20
"""Bytes. A message of the platform to the runner has at most two megabytes, and the body is a third longer in it."""
LISTED_AT_MOST = 1_000

A_ZIP, AN_OLD_OFFICE_FILE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class FileFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


MEDIA_TYPES = {
    FileFormat.CSV: "text/csv; charset=utf-8",
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
A_FILE: dict[str, Any] = {
    "text/csv": {"schema": {"type": "string"}, "example": "MPN,Currency,Price,Discount %\r\nMPN-R-001,AUD,12.50,5\r\n"},
    MEDIA_TYPES[FileFormat.XLSX]: {"schema": {"type": "string", "format": "binary"}},
}


class PriceFileOut(Out):
    rows: int = Field(..., description="How many rows the file has.", example=120)
    saved: bool = Field(..., description="False after a dry run.", example=True)
    version: int = Field(..., description="Of the table that is in force now.", example=4)
    read_as: str = Field(..., description="For people.", example="CSV with semicolons, Windows-1252")


class CellProblemOut(Out):
    row: int = Field(..., description="As a spreadsheet counts, the header included.", example=7)
    column: str = Field(..., description="Empty where it is about the whole row.", example="Price")
    value: str = Field(..., description="What stands in the cell, shortened.", example="12,50")
    problem: str = Field(..., example="It has a decimal comma.")
    fix: str = Field(..., example="Write a point, such as 12.50, or separate the cells of the file by semicolons.")


class PriceFileProblems(Out):
    """Problem details (RFC 9457). Nothing was saved."""

    type: str = Field(..., example="urn:problem:wrong_cells")
    title: str = Field(..., example="wrong cells")
    status: int
    detail: str
    count: int = Field(..., description="Of all problems.", example=1)
    rows: list[CellProblemOut] = Field(..., description=f"The first {LISTED_AT_MOST}, in the order of the rows.")


@router.get("", response_class=Response, responses={200: {"description": "The file.", "content": A_FILE}})
def download_prices(
    caller: Annotated[Caller, Depends(caller)],
    format: Annotated[FileFormat, Query()] = FileFormat.CSV,  # noqa: A002 - its name in the address
    template: Annotated[bool, Query(description="Only the header, and in XLSX a sheet that explains it.")] = False,
) -> Response:
    with caller.app.runtime.database.transaction() as tx:
        found = () if template else prices.rows(tx, caller.installation_id)
    rows = [cells_of(row) for row in found]
    content = write_csv(rows) if format is FileFormat.CSV else write_xlsx(rows, explained=template)
    name = f"price-table{'-template' if template else ''}.{format.value}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=MEDIA_TYPES[format], headers=headers)


async def file(request: Request) -> bytes:
    """The body as it is: a form around it would only make it longer."""
    if request.headers.get("content-type", "").startswith("multipart/"):
        raise Refusal(415, "no_form", "Send the file itself as the body, not a form with the file in it.")
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            raise Refusal(413, "file_too_large", "The file is larger than 1 MB. Remove rows that no longer hold.")
    return bytes(body)


@router.post(
    "",
    response_model=PriceFileOut,
    responses={422: {"model": PriceFileProblems, "description": "What to correct."}},
    openapi_extra={"requestBody": {"required": True, "content": A_FILE}},
)
def upload_prices(
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
    owner: Annotated[ConnectClient, Depends(owner)],
    body: Annotated[bytes, Depends(file)],
    dry_run: Annotated[bool, Query(description="Check only.")] = False,
    version: Annotated[
        int | None, Query(ge=0, description="The version that the file was made from; needed to save.")
    ] = None,
) -> PriceFileOut | JSONResponse:
    """The file becomes the whole table, or nothing is changed: every problem of every row is told at once."""
    if version is None and not dry_run:
        raise Refusal(428, "version_missing", "Say by ?version= which version of the table the file was made from.")
    sheet = _sheet(body)
    checked = check(sheet)
    if checked.problems:
        return wrong_cells(checked.problems)
    if version is None or dry_run:
        return _dry_run(caller, sheet, len(checked.rows), version)
    saved = save(caller, client, owner, checked.rows, version)
    return PriceFileOut(rows=len(checked.rows), saved=True, version=saved, read_as=sheet.read_as)


def _sheet(body: bytes) -> Sheet:
    """By what the file is, not by what it is called."""
    if body.startswith(AN_OLD_OFFICE_FILE):
        raise unreadable("This is an old XLS file, or one with a password. Save it as XLSX, without a password.")
    return read_xlsx(body) if body.startswith(A_ZIP) else read_csv(body)


def _dry_run(caller: Caller, sheet: Sheet, rows: int, version: int | None) -> PriceFileOut:
    with caller.app.runtime.database.transaction() as tx:
        newest = prices.version(tx, caller.installation_id)
    if version not in (None, newest):
        raise changed_meanwhile("prices")
    return PriceFileOut(rows=rows, saved=False, version=newest, read_as=sheet.read_as)


def wrong_cells(problems: tuple[CellProblem, ...]) -> JSONResponse:
    count = len(problems)
    cells = "One cell" if count == 1 else f"{count} cells"
    listed = [
        {"row": one.row, "column": one.column, "value": one.value, "problem": one.problem, "fix": one.fix}
        for one in problems[:LISTED_AT_MOST]
    ]
    sentence = f"{cells} of the file must be corrected first. Nothing was saved."
    return details(422, "wrong_cells", sentence, count=count, rows=listed)
