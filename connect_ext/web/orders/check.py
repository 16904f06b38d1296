"""Check Changes: asks Connect for orders that no event has told of, or not yet."""

from __future__ import annotations

import datetime
from typing import Annotated

from connect.client import ConnectClient
from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from connect_ext.storage import task_list
from connect_ext.sync.schedule.check import check
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.clients import calling_installation
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.door.shapes import Out
from connect_ext.work.task import TaskId

AT_ONCE = 200
"""New orders of one check that are named."""

router = APIRouter(tags=["Sync tasks"])


class CheckIn(BaseModel):
    """Nothing to choose."""

    class Config:
        extra = "forbid"


class CheckedSourceOut(Out):
    """One kind of what was looked at."""

    source: str = Field(..., description="asset_request, billing_request or usage_file.", example="asset_request")
    found: int = Field(..., example=12)
    new: int = Field(..., example=3)
    skipped: str = Field(..., description="Why not all of it was looked at; else empty.", example="")


class CheckOut(Out):
    found: int = Field(..., description="How many objects Connect named as changed since the last check.", example=12)
    new: int = Field(..., description="Of how many of them nothing was known before.", example=3)
    sources: list[CheckedSourceOut] = Field(..., description="The same by what was looked at.")
    tasks: list[int] = Field(..., description="The new orders, the newest first, for Sync Changes; 200 at most.")
    checked_at: datetime.datetime = Field(..., example="2026-11-21T01:05:00+00:00")


@router.post("/check", response_model=CheckOut, dependencies=[Depends(one_at_a_time(Wait.CHECK))])
def check_changes(
    _asked: CheckIn,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
) -> CheckOut:
    """Takes in what changed since the last check; what new orders come to is found out after this answer."""
    newest = _newer(caller, TaskId(0), limit=1)
    found = check(caller.app.runtime, client, caller.installation_id, caller.user_id)
    caller.app.estimate_in_background(caller.installation_id, client)
    new = _newer(caller, newest[0] if newest else TaskId(0), limit=AT_ONCE)
    sources = [
        CheckedSourceOut(source=one.kind, found=one.found, new=one.new, skipped=one.skipped) for one in found.sources
    ]
    return CheckOut(found=found.found, new=found.new, sources=sources, checked_at=found.checked_at, tasks=list(new))


def _newer(caller: Caller, than: TaskId, limit: int) -> list[TaskId]:
    with caller.app.runtime.database.transaction() as tx:
        found = task_list.list_page(tx, caller.installation_id, statuses=None, before=None, limit=limit)
    return [task.id for task in found if task.id > than]
