from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.prices.price_columns import cells_of
from connect_ext.books.prices.price_table import ROWS_AT_MOST
from connect_ext.web.prices.csv_sheet import write_csv
from connect_ext.web.prices.xlsx_sheet import write_xlsx
from sandbox.http import Response
from tests.web.door import Caller, Door, problem
from tests.web.price_files import a_workbook, full_rows
from tests.world import World

FILE = "/api/prices/file"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
A_TABLE = b"MPN,Currency,Price,Discount %,Billing period\r\nlilac-canary,AUD,12.50,5,month\r\n"
TWO_ROWS = {
    "version": 0,
    "rows": [{"mpn": "=M", "currency": "AUD", "price": "12.5"}, {"mpn": "N", "currency": "AUD", "price": "0"}],
}


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.install(world.who.southern))


def save(caller: Caller, body: bytes, version: int = 0) -> Response:
    return caller.upload(f"{FILE}?version={version}", body)


def table(caller: Caller) -> Any:
    return caller.get("/api/prices").json()


def test_a_file_becomes_the_whole_table(southern: Caller) -> None:
    southern.put("/api/prices", TWO_ROWS)
    answer = save(southern, A_TABLE, version=1)

    assert answer.status == 200
    assert answer.json() == {"rows": 1, "saved": True, "version": 2, "read_as": "CSV with commas, UTF-8"}
    (row,) = table(southern)["rows"]
    assert row == {
        "product_item": None, "mpn": "lilac-canary", "marketplace": None, "customer": None, "billing_period": "month",
        "currency": "AUD", "minimum_quantity": "0", "price": "12.5", "discount": "5", "valid_from": None,
        "valid_to": None,
    }  # fmt: skip


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_what_is_downloaded_can_be_uploaded_and_changes_nothing(southern: Caller, format_: str) -> None:
    kept = southern.put("/api/prices", TWO_ROWS).json()["rows"]
    answer = save(southern, southern.get(f"{FILE}?format={format_}").body, version=1)

    assert answer.json()["saved"] is True
    assert table(southern) == {"version": 2, "rows": kept}


@pytest.mark.parametrize(
    ("query", "type_", "name"),
    [
        ("", "text/csv; charset=utf-8", "price-table.csv"),
        ("?format=xlsx", XLSX, "price-table.xlsx"),
        ("?format=csv&template=true", "text/csv; charset=utf-8", "price-table-template.csv"),
        ("?format=xlsx&template=true", XLSX, "price-table-template.xlsx"),
    ],
)
def test_a_download_is_a_file_with_a_name_that_nobody_keeps(
    southern: Caller, query: str, type_: str, name: str
) -> None:
    answer = southern.get(FILE + query)

    assert (answer.status, answer.headers["content-type"]) == (200, type_)
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_a_template_has_no_rows_whatever_the_table_has(southern: Caller, format_: str) -> None:
    southern.put("/api/prices", TWO_ROWS)
    template = southern.get(f"{FILE}?template=true&format={format_}").body

    assert southern.upload(f"{FILE}?dry_run=true", template).json()["rows"] == 0


def test_a_dry_run_says_what_would_be_saved_and_saves_nothing(southern: Caller) -> None:
    answer = southern.upload(f"{FILE}?dry_run=true&version=0", A_TABLE)

    assert answer.json() == {"rows": 1, "saved": False, "version": 0, "read_as": "CSV with commas, UTF-8"}
    assert table(southern) == {"version": 0, "rows": []}


def test_every_wrong_cell_is_reported_and_nothing_is_saved(southern: Caller) -> None:
    southern.put("/api/prices", TWO_ROWS)
    bad = a_workbook(("MPN", "Currency", "Price"), ("M", "aud", 1.5), ("N", "AUD", 1), (None, "AUD", "=1"))
    answer = save(southern, bad, version=1)

    found = problem(answer)
    assert (answer.status, found["title"], found["count"]) == (422, "wrong cells", 3)
    assert found["detail"] == "3 cells of the file must be corrected first. Nothing was saved."
    assert found["rows"][0] == {
        "row": 2,
        "column": "Currency",
        "value": "aud",
        "problem": "This is no currency.",
        "fix": "Write three capital letters, such as AUD.",
    }
    assert [(row["row"], row["column"]) for row in found["rows"]] == [
        (2, "Currency"), (4, "Price"), (4, "Product item")
    ]  # fmt: skip
    assert table(southern)["version"] == 1


def test_of_very_many_problems_the_first_thousand_are_listed_and_all_are_counted(southern: Caller) -> None:
    found = problem(save(southern, b"MPN,Currency,Price\n" + b"M,x,y\n" * 1_000))

    assert (found["count"], len(found["rows"])) == (2_000, 1_000)


@pytest.mark.parametrize("version", [0, 2])
@pytest.mark.parametrize("more", ["", "&dry_run=true"])
def test_another_version_than_the_newest_is_refused(southern: Caller, version: int, more: str) -> None:
    southern.put("/api/prices", TWO_ROWS)
    answer = southern.upload(f"{FILE}?version={version}{more}", A_TABLE)

    assert (answer.status, problem(answer)["title"]) == (409, "changed meanwhile")
    assert len(table(southern)["rows"]) == 2


def test_nothing_is_saved_without_the_version_it_was_made_from(southern: Caller) -> None:
    answer = southern.upload(FILE, A_TABLE)

    assert (answer.status, problem(answer)["title"]) == (428, "version missing")


@pytest.mark.parametrize(
    ("body", "status", "title"),
    [
        (b"\xd0\xcf\x11\xe0 an old file", 422, "unreadable file"),
        (b"PK\x03\x04 no archive", 422, "unreadable file"),
        (b"\x00\x01", 422, "unreadable file"),
        (b"", 422, "wrong cells"),
        (b"lilac-canary", 422, "wrong cells"),
        (b"," * (2**20 + 1), 413, "file too large"),
    ],
)
def test_what_is_no_price_table_is_refused(southern: Caller, body: bytes, status: int, title: str) -> None:
    answer = save(southern, body)

    assert (answer.status, problem(answer)["title"]) == (status, title)


def test_a_form_around_the_file_is_refused(southern: Caller) -> None:
    answer = southern.upload(f"{FILE}?version=0", b"--x", "multipart/form-data; boundary=x")

    assert (answer.status, problem(answer)["title"]) == (415, "no form")


@pytest.mark.parametrize("query", ["format=pdf", "template=x"])
def test_another_format_is_refused(southern: Caller, query: str) -> None:
    assert southern.get(f"{FILE}?{query}").status == 422


def test_a_full_table_goes_through_the_door_both_ways(southern: Caller) -> None:
    rows = [cells_of(row) for row in full_rows(ROWS_AT_MOST)]
    for version, body in enumerate((write_csv(rows), write_xlsx(rows, explained=False))):
        assert len(body) < 2**20
        assert save(southern, body, version).json()["rows"] == ROWS_AT_MOST
    assert southern.get(FILE).body == write_csv(rows)


def test_the_table_of_another_installation_is_its_own(world: World, door: Door, southern: Caller) -> None:
    albion = door.of(world.who.albion, world.install(world.who.albion))
    save(southern, A_TABLE)

    assert albion.get(FILE).body == write_csv([])
    assert save(albion, A_TABLE).json()["version"] == 1


def test_neither_the_file_nor_what_is_wrong_in_it_is_logged(southern: Caller, caplog: pytest.LogCaptureFixture) -> None:
    save(southern, A_TABLE)
    save(southern, b"MPN,Currency,Price\nlilac-canary,AUD,lilac-canary\n", version=1)
    save(southern, b"PK\x03\x04lilac-canary", version=1)

    assert "lilac-canary" not in caplog.text
