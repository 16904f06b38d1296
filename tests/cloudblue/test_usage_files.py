from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.orders.reading import NoOrder, NotYet, Unreadable
from connect_ext.cloudblue.usage_files import Billable, OnlyAPart, UsageFiles, UsageGroup, read_usage_file
from connect_ext.work.failure import FailureKind, WorldFailed
from sandbox.connect.listing import answer_list
from sandbox.http import Request, Response, json_response
from tests.cloudblue.fake_connect import FakeConnect, error
from tests.cloudblue.usage_builders import ASSET, FILE, a_file, a_record, an_asset

OTHER = "AS-1000-2000-4000"


@pytest.fixture
def connect() -> FakeConnect:
    fake = FakeConnect()
    fake.collections["usage/records"] = [a_record(1)]
    fake.collections["assets"] = [an_asset(), an_asset(OTHER)]
    return fake


def groups(connect: FakeConnect, **file: Any) -> tuple[UsageGroup, ...]:
    return UsageFiles(connect.client).groups(a_file(**file))


@pytest.mark.parametrize("status", ["accepted", "CLOSED"])
def test_a_file_is_billed_once_it_is_accepted(status: str) -> None:
    assert read_usage_file(a_file(status=status), FILE) == Billable(file_id=FILE)


@pytest.mark.parametrize("status", ["draft", "uploading", "uploaded", "processing", "ready", "pending"])
def test_until_then_it_waits(status: str) -> None:
    found = read_usage_file(a_file(status=status), FILE)

    assert isinstance(found, NotYet)
    assert found.reason == f"The usage file is {status} in Connect; it is invoiced once it is accepted."


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (a_file(status="rejected", rejection_note="Wrong item."), "so it moves no money. Wrong item."),
        (a_file(status="invalid"), "The usage file is invalid in Connect, so it moves no money."),
        (a_file(environment="preview"), "only usage in production moves money."),
    ],
)
def test_what_ends_otherwise_is_never_billed(file: dict[str, Any], why: str) -> None:
    found = read_usage_file(file, FILE)

    assert isinstance(found, NoOrder)
    assert found.reason.endswith(why)


def test_an_unknown_status_is_a_question() -> None:
    found = read_usage_file(a_file(status="odd"), FILE)

    assert isinstance(found, Unreadable)
    assert found.problem.data["path"] == "status"


def test_a_chunk_speaks_of_its_file_when_it_is_closed_and_else_of_nothing() -> None:
    chunk = {"id": "UFC-1", "usagefile": {"id": FILE}}

    assert read_usage_file({**chunk, "status": "closed"}, "UFC-1") == Billable(file_id=FILE)
    assert read_usage_file({**chunk, "status": "ready"}, "UFC-1") == OnlyAPart()


def test_records_are_grouped_by_asset_and_currency(connect: FakeConnect) -> None:
    euros = a_record(3, usagefile={"id": FILE, "currency": "eur"})
    theirs = a_record(2, asset={"id": OTHER})
    connect.collections["usage/records"] = [a_record(1), theirs, euros, a_record(4)]

    found = groups(connect)

    assert [(group.key, [record["id"][-1] for record in group.records]) for group in found] == [
        (f"{FILE}:{ASSET}:USD", ["1", "4"]),
        (f"{FILE}:{OTHER}:USD", ["2"]),
        (f"{FILE}:{ASSET}:EUR", ["3"]),
    ]
    assert found[1].asset["tiers"]["customer"]["name"] == "Alder & Ash Ltd"


def test_a_file_without_currency_has_orders_without_one(connect: FakeConnect) -> None:
    connect.collections["usage/records"] = [a_record(1, usagefile={"id": FILE})]

    assert [group.key for group in groups(connect, currency=None)] == [f"{FILE}:{ASSET}"]


def test_records_of_other_files_are_not_asked_for(connect: FakeConnect) -> None:
    connect.collections["usage/records"].append(a_record(2, usagefile={"id": "UF-9", "currency": "USD"}))

    assert [len(group.records) for group in groups(connect)] == [1]


def test_all_pages_are_read_in_calls_of_a_thousand(connect: FakeConnect) -> None:
    connect.collections["usage/records"] = [a_record(number) for number in range(2345)]

    assert [len(group.records) for group in groups(connect)] == [2345]
    assert connect.calls == ["GET usage/records"] * 3 + ["GET assets"]


def test_a_part_of_the_records_is_not_taken_for_all_of_them(connect: FakeConnect) -> None:
    rows = [a_record(number) for number in range(3)]

    def one_goes_missing(request: Request) -> Response:
        answer = answer_list(rows[:2], request)
        return Response(status=200, headers={**answer.headers, "content-range": "items 0-1/3"}, body=answer.body)

    connect.answers["GET", "usage/records"] = one_goes_missing
    with pytest.raises(WorldFailed) as failed:
        groups(connect)

    assert "only 2 of 3 came" in failed.value.failure.evidence


def test_a_record_that_came_twice_may_stand_for_one_that_did_not_come(connect: FakeConnect) -> None:
    connect.collections["usage/records"] = [a_record(1), a_record(1)]
    with pytest.raises(WorldFailed) as failed:
        groups(connect)

    assert "it came twice" in failed.value.failure.evidence


def test_an_asset_that_is_not_shown_is_only_named(connect: FakeConnect) -> None:
    connect.collections["assets"] = []

    assert groups(connect)[0].asset == {"id": ASSET}


def test_assets_are_asked_for_fifty_at_once(connect: FakeConnect) -> None:
    ids = [f"AS-{number:04d}" for number in range(120)]
    connect.collections["assets"] = [an_asset(id_) for id_ in ids]
    connect.collections["usage/records"] = [a_record(at, asset={"id": id_}) for at, id_ in enumerate(ids)]

    assert all("tiers" in group.asset for group in groups(connect))
    assert connect.calls.count("GET assets") == 3


def test_a_refused_record_may_belong_to_nobody_but_no_other_may(connect: FakeConnect) -> None:
    lost = a_record(2, asset=None, status="invalid")
    connect.collections["usage/records"] = [a_record(1), lost]
    assert [len(group.records) for group in groups(connect)] == [1]

    connect.collections["usage/records"] = [{**lost, "status": "approved"}]
    with pytest.raises(WorldFailed) as failed:
        groups(connect)
    assert "asset.id, it is missing" in failed.value.failure.evidence


def test_the_file_is_read_as_it_is_now(connect: FakeConnect) -> None:
    connect.answers["GET", f"usage/files/{FILE}"] = json_response(200, a_file(status="closed"))

    assert UsageFiles(connect.client).file(FILE)["status"] == "closed"


def test_what_connect_refuses_is_a_failure(connect: FakeConnect) -> None:
    connect.answers["GET", f"usage/files/{FILE}"] = error(500, "SYS_001")
    with pytest.raises(WorldFailed) as failed:
        UsageFiles(connect.client).file(FILE)

    assert failed.value.failure.kind is FailureKind.RETRY
