"""What a person does with many orders at once: hold, release, ignore, unignore."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from connect.client import ConnectClient
from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field, root_validator

from connect_ext.sync.by_hand.ignoring import ignore, unignore
from connect_ext.sync.by_hand.keeping_back import hold, release
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.clients import calling_installation, owner
from connect_ext.web.door.shapes import Out
from connect_ext.web.orders.tasks import TaskNumber
from connect_ext.work.task import TaskId

router = APIRouter(tags=["Sync tasks"])

AT_ONCE = 500


class Act(StrEnum):
    HOLD = "hold"
    RELEASE = "release"
    IGNORE = "ignore"
    UNIGNORE = "unignore"


class BulkIn(BaseModel):
    act: Act = Field(..., description="What is done with each of them.")
    tasks: list[TaskNumber] = Field(..., min_items=1, max_items=AT_ONCE, example=[17, 18])
    reason: str = Field(default="", max_length=500, description="To hold and to ignore: for whoever looks at it later.")

    class Config:
        extra = "forbid"

    @root_validator(skip_on_failure=True)
    def _with_a_reason(cls, values: dict[str, Any]) -> dict[str, Any]:
        if values["act"] in (Act.HOLD, Act.IGNORE) and not values["reason"].strip():
            raise ValueError("say why")
        return values


class BulkOut(Out):
    done: int = Field(..., description="How many it was done with.", example=2)
    left: int = Field(..., description="How many are as they were: in Xero, on their way, or other.", example=0)


@router.post("/tasks/bulk", response_model=BulkOut)
def act_on_many(
    given: BulkIn,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
    owner: Annotated[ConnectClient, Depends(owner)],
) -> BulkOut:
    """Released orders that a rule had held are sent; those that a person had held, and those no longer ignored, are
    ready again."""
    runtime, own, user = caller.app.runtime, caller.installation_id, caller.user_id
    chosen, reason = [TaskId(task_id) for task_id in sorted(set(given.tasks))], " ".join(given.reason.split())
    if given.act is Act.HOLD:
        done = hold(runtime, own, chosen, reason, user)
    elif given.act is Act.RELEASE:
        done = release(runtime, own, chosen, user)
        caller.app.drain_in_background(owner, caller.extension_id)
    elif given.act is Act.IGNORE:
        done = sum(ignore(runtime, own, task_id, reason, user) for task_id in chosen)
    else:
        done = sum(unignore(runtime, own, task_id, user) for task_id in chosen)
        caller.app.estimate_in_background(own, client)
    return BulkOut(done=done, left=len(chosen) - done)
