from __future__ import annotations

import pytest
from connect.client import R

from sandbox.connect.listing import answer_list, read_query
from sandbox.connect.rql import BadQuery
from sandbox.http import Request

THINGS = [
    {"id": "PR-1", "status": "approved", "created": "2026-01-05T10:00:00+00:00", "asset": {"items": [{"mpn": "A"}]}},
    {"id": "PR-2", "status": "pending", "created": "2026-01-05T12:00:00+02:00", "asset": {"items": []}, "note": "x"},
    {"id": "PR-3", "status": "failed", "created": "2026-02-01T00:00:00+00:00", "asset": {"items": [{"mpn": "B,C"}]}},
]


def found(query: str) -> list[str]:
    response = answer_list(THINGS, Request(method="GET", url=f"/public/v1/requests?{query}"))
    return [thing["id"] for thing in response.json()]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("eq(status,approved)", ["PR-1"]),
        ("status=approved", ["PR-1"]),
        ("ne(status,approved)", ["PR-2", "PR-3"]),
        ("in(status,(approved,failed))", ["PR-1", "PR-3"]),
        ("out(status,(approved,failed))", ["PR-2"]),
        ("and(eq(id,PR-1),in(status,(pending)))", []),
        ("or(eq(id,PR-1),and(eq(status,failed),like(id,PR*)))", ["PR-1", "PR-3"]),
        ("not(eq(id,PR-1))", ["PR-2", "PR-3"]),
        ("like(id,*-2)", ["PR-2"]),
        ("ilike(status,FAIL*)", ["PR-3"]),
        ("eq(asset.items.mpn,A)", ["PR-1"]),
        ("eq(asset.items.mpn,B%2CC)", ["PR-3"]),
        ("eq(note,null())", ["PR-1", "PR-3"]),
        ("ne(note,empty())", ["PR-2"]),
        ("eq(id,PR-1)&eq(status,failed)", []),
        ("ge(created,2026-01-05T10:00:00+00:00)", ["PR-1", "PR-2", "PR-3"]),
        ("gt(created,2026-01-05T10:00:00+00:00)", ["PR-3"]),
        ("lt(created,2026-02-01)", ["PR-1", "PR-2"]),
        ("ordering(-created)&limit=1", ["PR-3"]),
        ("ordering(status,id)", ["PR-1", "PR-3", "PR-2"]),
        ("limit=2&offset=1", ["PR-2", "PR-3"]),
    ],
)
def test_a_query_finds_what_it_says(query: str, ids: list[str]) -> None:
    assert found(query) == ids


def test_what_the_vendors_client_writes_is_understood() -> None:
    query = R().status.oneof(["approved", "failed"]) & (R().id.eq("PR-3") | R().created.lt("2026-01-06T00:00:00+00:00"))
    assert found(str(query)) == ["PR-1", "PR-3"]


def test_a_time_is_compared_as_a_moment_whatever_its_offset() -> None:
    assert found("eq(created,2026-01-05T10:00:00Z)") == ["PR-1", "PR-2"]


@pytest.mark.parametrize(
    ("query", "range_"),
    [("limit=0", "0-0/3"), ("limit=2", "0-1/3"), ("limit=2&offset=2", "2-2/3"), ("id=none", "0-0/0")],
)
def test_the_range_counts_what_was_found(query: str, range_: str) -> None:
    response = answer_list(THINGS, Request(method="GET", url=f"/public/v1/requests?{query}"))
    assert response.headers["content-range"] == f"items {range_}"


def test_a_selection_leaves_out_what_it_takes_away() -> None:
    response = answer_list(THINGS, Request(method="GET", url="/requests?select(-asset.items,note)&limit=1"))
    assert response.json()[0]["asset"] == {}
    assert THINGS[0]["asset"] == {"items": [{"mpn": "A"}]}


@pytest.mark.parametrize("query", ["near(id,1)", "eq(id,(1", "limit=many", "eq(a,b,c)", "hello"])
def test_what_is_outside_the_language_is_refused(query: str) -> None:
    with pytest.raises(BadQuery):
        read_query(query)
