"""Sync tasks: the list with its counts, and a person's Sync."""

from __future__ import annotations

import re
from typing import Annotated, Any

from connect.client import ConnectClient
from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConstrainedInt, ConstrainedStr, Field, validator
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.books.planning.digest import PATTERN
from connect_ext.storage import journal, links, short_codes, task_list, task_search
from connect_ext.sync.by_hand.asking import ask_for_sync
from connect_ext.sync.connection.tokens import can_send
from connect_ext.sync.intake.intake import take_in_news
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.clients import calling_installation, owner
from connect_ext.web.door.shapes import Out
from connect_ext.web.orders.task_filters import LARGEST_ID, STATUSES, Asked, asked
from connect_ext.web.orders.task_shapes import IGNORING, NamedOut, TaskOut, task_row
from connect_ext.work.task import TaskId, TaskRow, TaskStatus

router = APIRouter(tags=["Sync tasks"])


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


class ListChoicesOut(Out):
    customers: list[NamedOut] = Field(..., description="Of the orders, by name.")
    products: list[NamedOut] = Field(..., description="Of the orders, by name.")
    currencies: list[str] = Field(..., example=["AUD", "USD"])


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
    asked: Annotated[Asked, Depends(asked)],
    before: Annotated[int | None, Query(ge=1, le=LARGEST_ID, description="`next_before` of a page.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> TaskPage:
    """What the platform told of a moment ago is on it; what that comes to is found out after this answer, and again a
    minute later where it is still unknown."""
    runtime, own = caller.app.runtime, caller.installation_id
    if take_in_news(runtime, own):
        caller.app.estimate_in_background(own, client)
    with runtime.database.transaction() as tx:
        found = _page(tx, own, asked, TaskId(before) if before else None, limit)
        documents = links.shown_of(tx, own, {task.id: task.order_key for task in found})
        codes = short_codes.of_organisations(tx, own) if documents else {}
        left_out = [task.id for task in found if task.status is TaskStatus.IGNORED]
        ignoring = journal.last_of(tx, own, left_out, IGNORING) if left_out else {}
        counted = task_list.counts(tx, own)
        working = task_list.working(tx, own, runtime.clock(), ready=can_send(tx, runtime, own))
    if any(task.status is TaskStatus.PENDING and not task.estimated for task in found):
        caller.app.estimate_again_in_background(own, client)
    linked = [(task, documents.get(task.id)) for task in found]
    return TaskPage(
        tasks=[
            task_row(runtime, task, link, codes.get(link.tenant_id, "") if link else "", ignoring.get(task.id))
            for task, link in linked
        ],
        next_before=found[-1].id if len(found) == limit else None,
        counts=counts_out(counted),
        working=working,
    )


@router.get("/tasks/choices", response_model=ListChoicesOut)
def read_choices(caller: Annotated[Caller, Depends(caller)]) -> ListChoicesOut:
    """What the list can be filtered by."""
    with caller.app.runtime.database.transaction() as tx:
        found = task_search.choices(tx, caller.installation_id)
    return ListChoicesOut(
        customers=[NamedOut(id=one.id, name=one.name) for one in found.customers],
        products=[NamedOut(id=one.id, name=one.name) for one in found.products],
        currencies=list(found.currencies),
    )


def _page(
    tx: Connection, installation_id: InstallationId, asked: Asked, after: TaskId | None, limit: int
) -> tuple[TaskRow, ...]:
    """What is filtered by nothing but its status is read without a look at all the rest."""
    if asked.plain:
        statuses = asked.looked.statuses
        return task_list.list_page(tx, installation_id, statuses=statuses, before=after, limit=limit)
    return task_search.search(tx, installation_id, looked=asked.looked, sort=asked.sort, after=after, limit=limit)


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
