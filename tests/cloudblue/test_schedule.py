from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from connect_ext.cloudblue.schedule import METHOD, NAME, ensure_schedule
from connect_ext.work.failure import WorldFailed
from sandbox.http import Request, Response, json_response
from tests.cloudblue.fake_connect import OWNER_KEY, FakeConnect, error

ENVIRONMENT = "ENV-0000-1111-01"
SCHEDULES = f"devops/services/SRVC-0000-1111/environments/{ENVIRONMENT}/schedules"
NOW = datetime(2026, 3, 1, 12, 0, 30, 999, tzinfo=UTC)


class Scheduler(FakeConnect):
    """Keeps schedules, and refuses the kinds of trigger that `refuses` names by type or unit."""

    def __init__(self, *present: dict[str, Any], refuses: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.refuses = refuses
        self.collections[SCHEDULES] = list(present)
        self.answers["POST", SCHEDULES] = self.create
        for schedule in present:
            self.answers["DELETE", f"{SCHEDULES}/{schedule['id']}"] = self.delete

    def create(self, request: Request) -> Response:
        body = request.json()
        if body["trigger"]["type"] in self.refuses or body["trigger"].get("unit") in self.refuses:
            return error(400, "VAL_001", "trigger: invalid")
        schedule = {**body, "id": f"EFS-0000-1111-01-{len(self.present) + 1:04d}", "status": "pending"}
        self.present.append(schedule)
        return json_response(201, schedule)

    def delete(self, request: Request) -> Response:
        self.collections[SCHEDULES] = [one for one in self.present if one["id"] != self.path(request).split("/")[-1]]
        return Response(status=204)

    @property
    def present(self) -> list[dict[str, Any]]:
        return self.collections[SCHEDULES]

    def ensure(self, now: datetime = NOW) -> str:
        return ensure_schedule(self.client, "SRVC-0000-1111", ENVIRONMENT, now=now)


def a_schedule(number: int, method: str = METHOD, name: str = NAME, **fields: Any) -> dict[str, Any]:
    return {"id": f"EFS-0000-1111-01-{number:04d}", "method": method, "name": name, "status": "enabled", **fields}


def test_a_missing_schedule_is_made_by_the_owner_for_every_five_minutes() -> None:
    platform = Scheduler()

    assert platform.ensure() == "EFS-0000-1111-01-0001"

    (made,) = platform.present
    assert (made["method"], made["name"], made["parameter"]) == (METHOD, NAME, {})
    trigger = {"type": "advanced", "cron_expression": "*/5 * * * *", "start": "2026-03-01T12:02:31+00:00"}
    assert made["trigger"] == trigger
    assert {request.headers["authorization"] for request in platform.requests} == {OWNER_KEY}


def test_it_is_made_once_however_often_it_is_ensured() -> None:
    platform = Scheduler()

    assert [platform.ensure() for _ in range(3)] == ["EFS-0000-1111-01-0001"] * 3
    assert len(platform.present) == 1


def test_it_starts_at_least_two_minutes_ahead_in_utc() -> None:
    platform = Scheduler()
    now = datetime(2026, 3, 1, 1, 0, tzinfo=timezone(timedelta(hours=9)))

    platform.ensure(now)

    start = datetime.fromisoformat(platform.present[0]["trigger"]["start"])
    assert start - now >= timedelta(minutes=2)
    assert start.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("refuses", "trigger"),
    [
        (("advanced",), {"type": "recurring", "unit": "hours", "amount": 1}),
        (("advanced", "hours"), {"type": "recurring", "unit": "days", "amount": 1}),
    ],
)
def test_a_trigger_that_the_platform_refuses_gives_way_to_a_slower_one(
    refuses: tuple[str, ...], trigger: dict[str, Any]
) -> None:
    platform = Scheduler(refuses=refuses)

    platform.ensure()

    (made,) = platform.present
    assert made["trigger"] == {**trigger, "start": "2026-03-01T12:02:31+00:00"}


def test_when_every_trigger_is_refused_a_person_must_look() -> None:
    with pytest.raises(WorldFailed, match="connect-bad-request"):
        Scheduler(refuses=("advanced", "recurring")).ensure()


def test_a_refusal_that_is_not_about_the_trigger_is_not_tried_around() -> None:
    platform = Scheduler()
    platform.answers["POST", SCHEDULES] = error(403, "AUTH_001")

    with pytest.raises(WorldFailed, match="connect-refused"):
        platform.ensure()

    assert platform.calls.count(f"POST {SCHEDULES}") == 1


def test_doubles_are_deleted_and_the_first_is_kept() -> None:
    platform = Scheduler(a_schedule(3), a_schedule(1), a_schedule(2))

    assert platform.ensure() == "EFS-0000-1111-01-0001"
    assert [schedule["id"] for schedule in platform.present] == ["EFS-0000-1111-01-0001"]


def test_a_double_that_somebody_deleted_meanwhile_is_no_trouble() -> None:
    platform = Scheduler(a_schedule(1), a_schedule(2))
    platform.answers["DELETE", f"{SCHEDULES}/EFS-0000-1111-01-0002"] = error(404, "NF_001")

    assert platform.ensure() == "EFS-0000-1111-01-0001"


def test_a_double_that_cannot_be_deleted_is_no_silent_trouble() -> None:
    platform = Scheduler(a_schedule(1), a_schedule(2))
    platform.answers["DELETE", f"{SCHEDULES}/EFS-0000-1111-01-0002"] = error(500, "SYS_001")

    with pytest.raises(WorldFailed, match="connect-outage"):
        platform.ensure()


def test_schedules_of_other_methods_and_of_people_are_left_alone() -> None:
    others = [a_schedule(1, method="report"), a_schedule(2, name="By hand"), a_schedule(3, status="obsolete")]
    platform = Scheduler(*others)

    assert platform.ensure() == "EFS-0000-1111-01-0004"
    assert platform.present[:3] == others
