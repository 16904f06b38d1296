"""Sync tasks: the list with its counts, and a person's Sync."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any

from connect.client import ConnectClient
from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConstrainedInt, ConstrainedStr, Field, validator

from connect_ext.books.planning.digest import PATTERN
from connect_ext.storage import links, short_codes, task_list
from connect_ext.sync.by_hand.asking import ask_for_sync
from connect_ext.sync.connection.tokens import can_send
from connect_ext.sync.intake.intake import take_in_news
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.clients import calling_installation, owner
from connect_ext.web.door.shapes import Out
from connect_ext.web.orders.task_shapes import TaskOut, task_row
from connect_ext.work.task import TaskId, TaskStatus

router = APIRouter(tags=["Sync tasks"])

LARGEST_ID = 2**63 - 1
"""What the databases can hold; a larger number is nobody's id."""


class View(StrEnum):
    """The tabs of the list."""

    ALL = "all"
    NEEDS_YOU = "needs_you"
    WAITING = "waiting"
    IN_XERO = "in_xero"
    IGNORED = "ignored"


_S = TaskStatus
STATUSES: dict[View, frozenset[TaskStatus]] = {
    View.ALL: frozenset(TaskStatus),
    View.NEEDS_YOU: frozenset({_S.ATTENTION, _S.FAILED, _S.HELD}),
    View.WAITING: frozenset({_S.PENDING, _S.WAITING, _S.RUNNING, _S.UNCERTAIN}),
    View.IN_XERO: frozenset({_S.SYNCED}),
    View.IGNORED: frozenset({_S.IGNORED}),
}


class CountsOut(Out):
    """Each is counted up to 1000, which then means “1000 or more”."""

    all: int = Field(..., example=128)
    needs_you: int = Field(..., description="Needs attention, gave up, or held.", example=2)
    waiting: int = Field(..., description="Pending, waiting, running, or not known yet.", example=5)
    in_xero: int = Field(..., example=120)
    ignored: int = Field(..., example=1)


class TaskPage(Out):
    tasks: list[TaskOut]
    next_before: int | None = Field(..., description="Pass as `before` for the next page; null on the last.")
    counts: CountsOut = Field(..., description="Of all tasks, whatever was asked for.")
    working: int = Field(
        ..., description="How many tasks are worked off now or due now: ask again while there are any.", example=0
    )


class TaskNumber(ConstrainedInt):
    strict = True
    ge = 1
    le = LARGEST_ID


class WrittenTaskNumber(ConstrainedInt):
    """As JSON spells it in the name of a member."""

    ge = 1
    le = LARGEST_ID


class Digest(ConstrainedStr):
    strip_whitespace = True
    regex = re.compile(PATTERN)


class SyncIn(BaseModel):
    tasks: list[TaskNumber] | None = Field(
        default=None, max_items=1000, example=[17, 18], description="Absent: everything that can be synced."
    )
    shown: dict[WrittenTaskNumber, Digest] | None = Field(
        default=None,
        description="By task, the digest of the preview that the person saw: another document than that is not sent.",
    )

    @validator("shown")
    def _of_tasks(
        cls, shown: dict[WrittenTaskNumber, Digest] | None, values: dict[str, Any]
    ) -> dict[WrittenTaskNumber, Digest] | None:
        if shown and not set(shown) <= set(values.get("tasks") or ()):
            raise ValueError("it names a task that is not among the tasks")
        return shown

    class Config:
        extra = "forbid"  # a misspelt `tasks` must not sync everything


class SyncOut(Out):
    asked: int = Field(..., description="How many tasks are now due.")


@router.get("/tasks", response_model=TaskPage)
def list_tasks(
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
    view: Annotated[View, Query()] = View.ALL,
    status: Annotated[list[TaskStatus] | None, Query()] = None,
    before: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> TaskPage:
    """The newest first. `status` narrows the view further. What the platform told of a moment ago is on it; what that
    comes to is found out after this answer, and again a minute later where it is still unknown."""
    runtime, own = caller.app.runtime, caller.installation_id
    if take_in_news(runtime, own):
        caller.app.estimate_in_background(own, client)
    wanted = STATUSES[view].intersection(status) if status else STATUSES[view]
    with runtime.database.transaction() as tx:
        found = task_list.list_page(
            tx,
            own,
            statuses=None if wanted == STATUSES[View.ALL] else wanted,
            before=TaskId(before) if before else None,
            limit=limit,
        )
        documents = links.shown_of(tx, own, {task.id: task.order_key for task in found})
        codes = short_codes.of_organisations(tx, own) if documents else {}
        counted = task_list.counts(tx, own)
        working = task_list.working(tx, own, runtime.clock(), ready=can_send(tx, runtime, own))
    if any(task.status is TaskStatus.PENDING and task.amount is None for task in found):
        caller.app.estimate_again_in_background(own, client)
    linked = [(task, documents.get(task.id)) for task in found]
    return TaskPage(
        tasks=[task_row(runtime, task, link, codes.get(link.tenant_id, "") if link else "") for task, link in linked],
        next_before=found[-1].id if len(found) == limit else None,
        counts=counts_out(counted),
        working=working,
    )


@router.post("/sync", response_model=SyncOut, status_code=202)
def sync(
    asked: SyncIn, caller: Annotated[Caller, Depends(caller)], owner: Annotated[ConnectClient, Depends(owner)]
) -> SyncOut:
    """A person's Sync: marks the tasks as due and starts to work them off after this answer."""
    chosen = None if asked.tasks is None else tuple(TaskId(task_id) for task_id in asked.tasks)
    shown = {TaskId(task_id): digest for task_id, digest in (asked.shown or {}).items()}
    count = ask_for_sync(caller.app.runtime, caller.installation_id, chosen, caller.user_id, shown)
    caller.app.drain_in_background(owner, caller.extension_id)
    return SyncOut(asked=count)


def counts_out(counted: dict[TaskStatus, int]) -> CountsOut:
    of = {view: sum(counted.get(status, 0) for status in statuses) for view, statuses in STATUSES.items()}
    return CountsOut(**{view.value: min(number, task_list.COUNTED_TO) for view, number in of.items()})
