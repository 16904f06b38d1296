from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from connect_ext.cloudblue.request_search import ASSET_REQUESTS, AT_ONCE
from connect_ext.work.failure import FailureKind, WorldFailed
from sandbox.connect.listing import answer_list
from sandbox.http import Request, Response, json_response
from tests.cloudblue.fake_connect import FakeConnect, error

SINCE = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)


def a_request(number: int, seconds: float = 0, **changed: Any) -> dict[str, Any]:
    updated = (SINCE + timedelta(seconds=seconds)).isoformat()
    return {"id": f"PR-{number:04}", "status": "approved", "updated": updated, **changed}


def found(connect: FakeConnect, since: datetime = SINCE) -> list[str]:
    return [str(request["id"]) for page in ASSET_REQUESTS.since(connect.client, since) for request in page]


@pytest.fixture
def connect() -> FakeConnect:
    fake = FakeConnect()
    fake.collections["requests"] = []
    return fake


def test_what_changed_longest_ago_comes_first_and_older_changes_do_not_come(connect: FakeConnect) -> None:
    connect.collections["requests"] = [a_request(3, 60), a_request(1, -1), a_request(2, 0)]

    assert found(connect) == ["PR-0002", "PR-0003"]


def test_only_requests_that_may_reach_the_books_are_asked_for(connect: FakeConnect) -> None:
    words = ["approved", "failed", "scheduled", "revoking", "revoked", "pending", "inquiring", "draft"]
    connect.collections["requests"] = [a_request(at, status=word) for at, word in enumerate(words)]

    assert found(connect) == [f"PR-{at:04}" for at in range(5)]


def test_the_moment_is_written_in_utc_and_without_a_plus(connect: FakeConnect) -> None:
    found(connect, SINCE.astimezone(datetime.fromisoformat("2026-01-01T00:00:00+11:00").tzinfo))

    assert "ge(updated,2026-11-21T01:00:00Z)" in connect.requests[0].url


@pytest.mark.parametrize("apart", [0, 1])
def test_all_pages_are_read_whether_they_changed_at_once_or_one_by_one(connect: FakeConnect, apart: int) -> None:
    connect.collections["requests"] = [a_request(at, at * apart) for at in range(2 * AT_ONCE + 5)]

    assert sorted(set(found(connect))) == [f"PR-{at:04}" for at in range(2 * AT_ONCE + 5)]
    assert len(connect.requests) == 3


def test_a_request_that_changes_between_two_pages_hides_no_other(connect: FakeConnect) -> None:
    rows = [a_request(at, at) for at in range(AT_ONCE + 5)]

    def then_one_changes(request: Request) -> Response:
        answer = answer_list(rows, request)
        rows[0]["updated"] = (SINCE + timedelta(hours=1)).isoformat()
        return answer

    connect.answers["GET", "requests"] = then_one_changes

    assert set(found(connect)) == {f"PR-{at:04}" for at in range(AT_ONCE + 5)}


def test_what_connect_refuses_is_a_failure_without_its_words(connect: FakeConnect) -> None:
    connect.answers["GET", "requests"] = error(500, "SYS_001")
    with pytest.raises(WorldFailed) as failed:
        found(connect)

    assert failed.value.failure.kind is FailureKind.RETRY
    assert "robin" not in failed.value.failure.evidence


@pytest.mark.parametrize("answer", [{"requests": []}, [7]])
def test_an_answer_of_another_shape_is_a_failure(connect: FakeConnect, answer: Any) -> None:
    connect.answers["GET", "requests"] = json_response(200, answer, {"content-range": "items 0-0/1"})
    with pytest.raises(WorldFailed) as failed:
        found(connect)

    assert failed.value.failure.kind is FailureKind.ATTENTION
