"""The platform's schedule that wakes the drain: one for the whole environment, made by the extension's owner."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from connect.client import ConnectClient

from connect_ext.cloudblue.client import quiet_client, read_all
from connect_ext.cloudblue.failures import BAD_REQUEST, NOT_FOUND, connect_call
from connect_ext.cloudblue.json_path import Json
from connect_ext.work.failure import WorldFailed

NAME = "Sync due orders"
DESCRIPTION = "Works off the orders of all installations that are due. Made by the extension; made again if deleted."
METHOD = "sync_due_orders"
"""The method of `events.XeroEvents` that the schedule calls; a test holds the two together."""
HEAD_START = timedelta(minutes=2)
"""Extensions in use place their first run at least two minutes ahead; what happens to an earlier one is not told."""

OBSOLETE = "obsolete"
"""The platform's word for a schedule that will not run again."""

TRIGGERS: tuple[dict[str, Any], ...] = (
    {"type": "advanced", "cron_expression": "*/5 * * * *"},
    {"type": "recurring", "unit": "hours", "amount": 1},
    {"type": "recurring", "unit": "days", "amount": 1},
)
"""From the best to the surest: the API describes all three, but only days have been seen to work."""


def ensure_schedule(owner_client: ConnectClient, extension_id: str, environment_id: str, *, now: datetime) -> str:
    """The id of the environment's one schedule: made if there is none, its doubles deleted.

    `owner_client` has the key of the extension's owner, since that of an installation is refused. `now` is aware.
    Raises `WorldFailed`.
    """
    client = quiet_client(owner_client.api_key, owner_client)
    schedules = client("devops").services[extension_id].environments[environment_id].schedules
    ours = _ours(schedules, environment_id)
    for double in ours[1:]:
        _delete(schedules, double)
    return ours[0] if ours else _create(schedules, now)


def has_schedule(owner_client: ConnectClient, extension_id: str, environment_id: str) -> bool:
    """Whether the environment has it now; nothing is made. Raises `WorldFailed`."""
    client = quiet_client(owner_client.api_key, owner_client)
    return bool(_ours(client("devops").services[extension_id].environments[environment_id].schedules, environment_id))


def _ours(schedules: Any, environment_id: str) -> list[str]:
    found = read_all(schedules.all(), f"the schedules of {environment_id}")
    return sorted(schedule.text("id") for schedule in found if _is_ours(schedule))


def _is_ours(schedule: Json) -> bool:
    same = schedule.text("method") == METHOD and schedule.text("name") == NAME
    return same and bool(schedule.text("id")) and schedule.text("status") != OBSOLETE


def _create(schedules: Any, now: datetime) -> str:
    *preferred, last = TRIGGERS
    for trigger in preferred:
        try:
            return _created(schedules, trigger, now)
        except WorldFailed as failed:
            if failed.failure.code != BAD_REQUEST:
                raise
    return _created(schedules, last, now)


def _created(schedules: Any, trigger: dict[str, Any], now: datetime) -> str:
    start = (now + HEAD_START).astimezone(UTC).replace(microsecond=0) + timedelta(seconds=1)
    payload = {
        "name": NAME,
        "description": DESCRIPTION,
        "method": METHOD,
        "parameter": {},
        "trigger": {**trigger, "start": start.isoformat()},
    }
    with connect_call("a schedule"):
        return Json(value=schedules.create(payload=payload), path="").word("id")


def _delete(schedules: Any, schedule_id: str) -> None:
    try:
        with connect_call(f"deleting schedule {schedule_id}"):
            schedules[schedule_id].delete()
    except WorldFailed as failed:
        # Another process that ensures the same at the same time has deleted it already.
        if failed.failure.code != NOT_FOUND:
            raise
