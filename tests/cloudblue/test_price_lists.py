from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.prices.price import Price
from connect_ext.cloudblue.marketplace import InstallationReader
from connect_ext.work.failure import FailureKind, WorldFailed
from sandbox.http import Response, json_response
from tests.builders import Json, an_item
from tests.cloudblue.fake_connect import FakeConnect, error
from tests.cloudblue.priced_connect import (
    DAY,
    POINTS,
    a_listing,
    a_point,
    a_version,
    an_order,
    priced_connect,
    quote,
    why_not,
)


@pytest.fixture
def connect() -> FakeConnect:
    return priced_connect()


def test_a_product_that_is_not_listed_on_the_marketplace_has_no_price(connect: FakeConnect) -> None:
    connect.collections["listings"] = [a_listing(marketplace="MP-99999")]

    assert why_not(connect) == "there is no listing of PRD-111-222-333 on MP-12345"


def test_a_listing_without_a_price_list_gives_no_price(connect: FakeConnect) -> None:
    connect.collections["listings"] = [a_listing(pricelist=None)]

    assert why_not(connect) == "listing LST-100-200-300 of PRD-111-222-333 on MP-12345 has no price list"


def test_a_product_that_is_no_longer_listed_keeps_its_price_list(connect: FakeConnect) -> None:
    connect.collections["listings"] = [a_listing(status="unlisted")]

    assert isinstance(quote(connect), Price)


def test_the_listed_listing_goes_before_an_unlisted_one(connect: FakeConnect) -> None:
    connect.collections["listings"] = [a_listing(status="unlisted", pricelist="PL-9"), a_listing()]

    assert isinstance(quote(connect), Price)


def test_listings_with_different_price_lists_give_no_price(connect: FakeConnect) -> None:
    connect.collections["listings"] = [a_listing(pricelist="PL-9"), a_listing()]

    assert "have different price lists (PL-100-200-300, PL-9)" in why_not(connect)


@pytest.mark.parametrize(
    ("effective", "version"),
    [
        ("2026-02-28T23:59:59+00:00", "PLV-100-200-300-0001"),
        ("2026-03-01T08:30:00+00:00", "PLV-100-200-300-0002"),
        ("2026-04-01T00:00:00+00:00", "PLV-100-200-300-0003"),
        ("2027-01-01T00:00:00+00:00", "PLV-100-200-300-0003"),
    ],
)
def test_the_version_in_force_when_the_service_starts_counts_even_expired(
    connect: FakeConnect, effective: str, version: str
) -> None:
    starts = {1: "2026-01-01T00:00:00Z", 2: "2026-03-01T08:30:00Z", 3: "2026-04-01T00:00:00Z"}
    connect.collections["pricing/versions"] = [
        a_version(f"PLV-100-200-300-{number:04d}", start, status="expired" if number < 3 else "active")
        for number, start in starts.items()
    ]
    for number in starts:
        connect.collections[f"pricing/versions/PLV-100-200-300-{number:04d}/points"] = [a_point(1, st0p=number)]

    found = quote(connect, an_order(effective_date=effective))

    assert isinstance(found, Price)
    assert version in found.evidence


@pytest.mark.parametrize(
    "versions",
    [
        [],
        [a_version(start="2026-06-01T00:00:00Z")],
        [a_version(status="draft")],
        [a_version(status="scheduled")],
        [a_version(pricelist={"id": "PL-9", "currency": "EUR"})],
    ],
)
def test_without_a_version_in_force_there_is_no_price(connect: FakeConnect, versions: list[Json]) -> None:
    connect.collections["pricing/versions"] = versions

    assert why_not(connect) == "price list PL-100-200-300 has no version in force on 2026-03-01"


@pytest.mark.parametrize("broken", [{"start_at": None}, {"start_at": "soon"}, {"pricelist": {"id": "PL-100-200-300"}}])
def test_a_version_without_start_or_currency_needs_a_person(connect: FakeConnect, broken: Json) -> None:
    connect.collections["pricing/versions"] = [{**a_version(), **broken}]

    with pytest.raises(WorldFailed) as failed:
        quote(connect)

    assert failed.value.failure.kind is FailureKind.ATTENTION


def test_of_versions_in_two_currencies_the_marketplaces_own_counts(connect: FakeConnect) -> None:
    connect.collections["pricing/versions"] = [a_version(currency="EUR"), a_version(currency="USD")]

    found = quote(connect)

    assert isinstance(found, Price)
    assert found.currency == "USD"


def test_of_versions_in_two_currencies_none_counts_if_the_marketplace_has_another(connect: FakeConnect) -> None:
    connect.collections["pricing/versions"] = [a_version(currency="EUR"), a_version(currency="GBP")]

    assert "no version in force" in why_not(connect)


def test_many_orders_of_one_product_cost_one_set_of_reads(connect: FakeConnect) -> None:
    connect.collections["pricing/versions"] = [a_version(currency="EUR"), a_version(currency="USD")]
    reader = InstallationReader(connect.client)

    for number in range(50):
        reader.price_list_quotes(an_order(id_=f"PR-{number}"), "st0p", DAY)

    assert connect.calls == ["GET listings", "GET pricing/versions", "GET marketplaces/MP-12345", f"GET {POINTS}"]


def test_only_the_product_and_the_list_in_question_are_asked_for(connect: FakeConnect) -> None:
    quote(connect)

    assert [request.query_string.split("&")[0] for request in connect.requests] == [
        "eq(product.id,PRD-111-222-333)",
        "and(eq(pricelist.id,PL-100-200-300),in(status,(active,expired)))",
        "eq(status,filled)",
    ]


def test_a_price_on_a_later_page_is_found(connect: FakeConnect) -> None:
    connect.collections[POINTS] = [a_point(number, st0p=number) for number in range(1, 251)]

    found = quote(connect, an_order(an_item(250)))

    assert isinstance(found, Price)
    assert found.amount == 250
    assert connect.calls.count(f"GET {POINTS}") == 3


@pytest.mark.parametrize(
    "answer",
    [
        json_response(200, [a_point(1, st0p=1)]),
        json_response(200, [a_point(1, st0p=1)], {"content-range": "items 0-0/2"}),
        json_response(200, [a_point(1, st0p=1)], {"content-range": "something"}),
        json_response(200, {"a": 1}, {"content-range": "items 0-0/1"}),
        json_response(200, [1], {"content-range": "items 0-0/1"}),
        Response(status=200, headers={"content-type": "text/html"}, body=b"<html>"),
        Response(status=200, headers={"content-type": "application/json"}, body=b"<html>"),
        Response(status=204),
    ],
)
def test_an_answer_that_is_no_whole_list_needs_a_person(connect: FakeConnect, answer: Response) -> None:
    served: list[int] = []

    def once(request: Any) -> Response:
        served.append(1)
        return answer if len(served) == 1 else json_response(200, [], {"content-range": "items 0-0/0"})

    connect.answers["GET", POINTS] = once

    with pytest.raises(WorldFailed) as failed:
        quote(connect)

    assert (failed.value.failure.kind, failed.value.failure.code) == (FailureKind.ATTENTION, "connect-unclear")


@pytest.mark.parametrize(("status", "words"), [(403, "Connect refused"), (404, "Connect does not know")])
@pytest.mark.parametrize("path", ["listings", "pricing/versions", POINTS])
def test_an_account_that_may_not_see_price_lists_has_no_price_there(
    connect: FakeConnect, path: str, status: int, words: str
) -> None:
    connect.answers["GET", path] = error(status, "AUTH_001")

    why = why_not(connect)

    assert why.startswith(words)
    assert why.endswith(f"({status} AUTH_001)")


@pytest.mark.parametrize("status", [401, 429, 503])
def test_any_other_failure_is_no_statement_about_prices(connect: FakeConnect, status: int) -> None:
    connect.answers["GET", "pricing/versions"] = error(status, "SYS_001")

    with pytest.raises(WorldFailed):
        quote(connect)
