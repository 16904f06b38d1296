from __future__ import annotations

import threading
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.ids import InstallationId
from connect_ext.books.money import Currency
from connect_ext.books.prices.price import PriceRow
from connect_ext.storage import installations, prices
from sandbox.http import Response
from tests.web.door import Caller, Door, problem
from tests.world import World

ROW = {
    "product_item": "PRD-276-377-545-0001",
    "mpn": "MPN-R-001",
    "marketplace": "MP-12345",
    "customer": "TA-0000-0000-0001",
    "billing_period": "year",
    "currency": "AUD",
    "minimum_quantity": "10",
    "price": "12.5",
    "discount": "7.5",
    "valid_from": "2026-01-01",
    "valid_to": "2026-12-31",
}
BARE = {
    "product_item": None,
    "mpn": "M",
    "marketplace": None,
    "customer": None,
    "billing_period": None,
    "currency": "AUD",
    "minimum_quantity": "0",
    "price": "1",
    "discount": "0",
    "valid_from": None,
    "valid_to": None,
}


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.install(world.who.southern))


def save(caller: Caller, *rows: Any, version: Any = 0) -> Response:
    return caller.put("/api/prices", {"version": version, "rows": list(rows)})


def test_a_new_installation_has_no_prices(southern: Caller) -> None:
    assert southern.get("/api/prices").json() == {"version": 0, "rows": []}


def test_what_is_saved_is_what_is_read_again_in_the_same_order(southern: Caller) -> None:
    saved = save(southern, ROW, BARE)

    assert (saved.status, saved.json()) == (200, {"version": 1, "rows": [ROW, BARE]})
    assert southern.get("/api/prices").json() == {"version": 1, "rows": [ROW, BARE]}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("99999999999.9999", "99999999999.9999"),
        ("0.0001", "0.0001"),
        ("0", "0"),
        ("0.0000", "0"),
        ("12.50", "12.5"),
        ("100", "100"),
        ("1e3", "1000"),
        ("99999999999", "99999999999"),
        (99999999999.9999, "99999999999.9999"),
        (0.1, "0.1"),
    ],
)
@pytest.mark.parametrize("field", ["price", "minimum_quantity"])
def test_amounts_are_exact_strings(southern: Caller, field: str, sent: Any, kept: str) -> None:
    saved = save(southern, {**BARE, field: sent})

    assert saved.json()["rows"][0][field] == kept
    assert southern.get("/api/prices").json()["rows"][0][field] == kept


@pytest.mark.parametrize(
    "wrong",
    [
        "100000000000",
        "1e11",
        "0.00001",
        "12.34567",
        "-0.01",
        "NaN",
        "Infinity",
        "1,50",
        "lilac-canary",
        "",
        None,
        [],
        {},
    ],
)
@pytest.mark.parametrize("field", ["price", "minimum_quantity"])
def test_what_cannot_be_kept_exactly_is_refused_by_row_and_field(southern: Caller, field: str, wrong: Any) -> None:
    answer = save(southern, BARE, {**BARE, field: wrong})

    assert answer.status == 422
    assert [found["field"] for found in problem(answer)["fields"]] == [f"rows.1.{field}"]
    assert "canary" not in answer.body.decode()
    assert southern.get("/api/prices").json() == {"version": 0, "rows": []}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"mpn": None}, "rows.1"),
        ({"mpn": " M"}, "rows.1.mpn"),
        ({"mpn": "M\u00a0"}, "rows.1.mpn"),
        ({"billing_period": "lilac-canary"}, "rows.1.billing_period"),
        ({"discount": "100.01"}, "rows.1.discount"),
        ({"discount": "0.00001"}, "rows.1.discount"),
        ({"mpn": ""}, "rows.1"),
        ({"valid_from": "2026-02-01", "valid_to": "2026-01-31"}, "rows.1"),
        ({"valid_from": "lilac-canary"}, "rows.1.valid_from"),
        ({"valid_to": "2026-02-30"}, "rows.1.valid_to"),
        ({"currency": "lilac-canary"}, "rows.1.currency"),
        ({"currency": "AUD\n"}, "rows.1.currency"),
        ({"currency": "aud"}, "rows.1.currency"),
        ({"mpn": "lilac-canary\u0000"}, "rows.1.mpn"),
        ({"customer": "lilac-canary\n"}, "rows.1.customer"),
        ({"marketplace": "lilac-canary" * 20}, "rows.1.marketplace"),
        ({"product_item": ["lilac-canary"]}, "rows.1.product_item"),
        ({"colour": "lilac-canary"}, "rows.1.colour"),
    ],
)
def test_a_row_that_is_none_is_named_and_its_values_are_not_repeated(
    southern: Caller, change: dict[str, Any], field: str
) -> None:
    answer = save(southern, BARE, {**BARE, **change})

    assert [found["field"] for found in problem(answer)["fields"]] == [field]
    assert "canary" not in answer.body.decode()


def test_every_bad_row_is_reported_at_once(southern: Caller) -> None:
    answer = save(southern, {**BARE, "price": "x"}, BARE, {**BARE, "currency": "x"})

    assert [found["field"] for found in problem(answer)["fields"]] == ["rows.0.price", "rows.2.currency"]


def test_more_rows_than_fit_are_refused(southern: Caller) -> None:
    answer = southern.put("/api/prices", {"version": 0, "rows": [BARE] * 5_001})

    assert problem(answer)["fields"][0]["field"] == "rows"


@pytest.mark.parametrize("version", [0, 2])
def test_another_version_than_the_newest_is_refused_and_changes_nothing(southern: Caller, version: int) -> None:
    save(southern, ROW)
    answer = save(southern, BARE, version=version)

    assert (answer.status, problem(answer)["title"]) == (409, "changed meanwhile")
    assert southern.get("/api/prices").json() == {"version": 1, "rows": [ROW]}


@pytest.mark.parametrize(
    ("given", "kept"), [("monthly", "month"), ("24 Months", "24 months"), ("one-time", "one-time")]
)
def test_billing_periods_are_kept_in_one_spelling(southern: Caller, given: str, kept: str) -> None:
    assert save(southern, {**BARE, "billing_period": given}).json()["rows"][0]["billing_period"] == kept


def test_rows_that_answer_the_same_question_are_refused_and_both_named(southern: Caller) -> None:
    answer = save(southern, BARE, ROW, {**BARE, "valid_from": "2026-01-01", "price": "2"})

    (found,) = problem(answer)["fields"]
    assert found == {"field": "rows", "why": "rows.2: Its validity overlaps that of row rows.0, from 2026-01-01"}


def test_a_body_without_rows_does_not_empty_the_table(southern: Caller) -> None:
    save(southern, BARE)

    assert problem(southern.put("/api/prices", {"version": 1, "prices": []}))["fields"][0]["field"] == "rows"
    assert southern.get("/api/prices").json() == {"version": 1, "rows": [BARE]}


def test_the_prices_of_another_installation_are_its_own(world: World, door: Door, southern: Caller) -> None:
    albion = door.of(world.who.albion, world.install(world.who.albion))
    save(southern, ROW)
    save(albion)

    assert southern.get("/api/prices").json() == {"version": 1, "rows": [ROW]}
    assert albion.get("/api/prices").json() == {"version": 1, "rows": []}


@pytest.fixture
def on_postgres(postgres_url: str) -> Iterator[Door]:
    world = World(postgres_url)
    yield Door(world=world)
    world.close()


def test_of_two_people_who_save_at_the_same_moment_the_later_one_waits_and_is_refused(on_postgres: Door) -> None:
    world, answers = on_postgres.world, list[Response]()
    southern = on_postgres.of(world.who.southern, world.install(world.who.southern))
    us = InstallationId(southern.options["installation_id"])
    saving = threading.Thread(target=lambda: answers.append(save(southern, BARE)))
    with world.app.runtime.database.transaction() as tx:
        installations.one_at_a_time(tx, us)
        assert prices.count_up(tx, us, 0) == 1
        prices.replace_all(tx, us, [PriceRow(**a_row())])
        saving.start()
        saving.join(1.5)  # it waits for this transaction
        assert saving.is_alive()
    saving.join(20)

    assert (answers[0].status, problem(answers[0])["title"]) == (409, "changed meanwhile")
    assert southern.get("/api/prices").json()["rows"][0]["price"] == "7"


def a_row() -> dict[str, Any]:
    nothing = {"product_item": None, "marketplace_id": None, "customer_id": None, "valid_from": None, "valid_to": None}
    return {**nothing, "mpn": "M", "currency": Currency("AUD"), "minimum_quantity": Decimal(0), "price": Decimal(7)}
