"""Sync tasks: the list, one task with its journal, and a person's Sync."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from connect.client import ConnectClient
from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConstrainedInt, Field

from connect_ext.books.held import Link
from connect_ext.books.problem import Problem
from connect_ext.storage import journal, links, task_list, tasks
from connect_ext.sync.asking import ask_for_sync
from connect_ext.web.caller import Caller, caller
from connect_ext.web.clients import owner
from connect_ext.web.problem_details import not_found
from connect_ext.work.task import SyncTask, TaskId, TaskStatus

router = APIRouter(tags=["Sync tasks"])

LARGEST_ID = 2**63 - 1
"""What the databases can hold; a larger number is nobody's id."""


class ProblemOut(BaseModel):
    code: str = Field(..., example="XI-101")
    sentence: str = Field(..., description="What is wrong.")
    advice: str = Field(..., description="What a person can do about it.")
    screen: str = Field(..., description="Where to do it.", example="settings")


class TaskOut(BaseModel):
    id: int = Field(..., example=17)
    order: str = Field(..., description="The request's id.", example="PR-1895-0864-1238-001")
    order_type: str | None = Field(default=None, example="Sales")
    asset: str | None = Field(..., example="AS-1895-0864-1238")
    status: TaskStatus
    reason: str = Field(..., description="Why it is in this status, where there is something to say.")
    problems: list[ProblemOut] = Field(..., description="What a person must put right before it can sync.")
    due_at: datetime | None = Field(..., description="When it is worked off next; null: when somebody asks.")
    created_at: datetime
    updated_at: datetime


class TaskPage(BaseModel):
    tasks: list[TaskOut]
    next_before: int | None = Field(default=None, description="Pass as `before` for the next page.")


class LinkOut(BaseModel):
    document: str = Field(..., example="invoice:PR-1895-0864-1238-001")
    xero_id: str = Field(..., example="0f3b6d1c-0000-4000-8000-000000000001")
    number: str | None = Field(..., description="The number that people see in Xero.", example="INV-0042")


class EntryOut(BaseModel):
    at: datetime
    actor: str = Field(..., description="Who decided: a person or the product.", example="person")
    event: str = Field(..., example="task.synced")
    sentence: str


class TaskDetail(TaskOut):
    documents: list[LinkOut]
    journal: list[EntryOut]


class TaskNumber(ConstrainedInt):
    strict = True
    ge = 1
    le = LARGEST_ID


class SyncIn(BaseModel):
    tasks: list[TaskNumber] | None = Field(
        default=None, max_items=1000, example=[17, 18], description="Absent: everything that can be synced."
    )

    class Config:
        extra = "forbid"  # a misspelt `tasks` must not sync everything


class SyncOut(BaseModel):
    asked: int = Field(..., description="How many tasks are now due.")


@router.get("/tasks", response_model=TaskPage)
def list_tasks(
    caller: Annotated[Caller, Depends(caller)],
    status: Annotated[list[TaskStatus] | None, Query()] = None,
    before: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> TaskPage:
    statuses = frozenset(status) if status else None
    with caller.app.runtime.database.transaction() as tx:
        found = task_list.list_page(
            tx, caller.installation_id, statuses=statuses, before=TaskId(before) if before else None, limit=limit
        )
    more = found[-1].id if len(found) == limit else None
    return TaskPage(tasks=[_row(task) for task in found], next_before=more)


@router.get("/tasks/{task_id}", response_model=TaskDetail)
def show_task(
    task_id: Annotated[int, Path(ge=1, le=LARGEST_ID)], caller: Annotated[Caller, Depends(caller)]
) -> TaskDetail:
    with caller.app.runtime.database.transaction() as tx:
        task = tasks.find(tx, caller.installation_id, TaskId(task_id))
        if task is None:
            raise not_found("task with this id")
        documents = links.of_task(tx, caller.installation_id, task.id)
        entries = journal.page(tx, caller.installation_id, task_id=task.id, before=None, limit=100)
    return _detail(task, documents, entries)


@router.post("/sync", response_model=SyncOut, status_code=202)
def sync(
    asked: SyncIn, caller: Annotated[Caller, Depends(caller)], owner: Annotated[ConnectClient, Depends(owner)]
) -> SyncOut:
    """A person's Sync: marks the tasks as due and starts to work them off after this answer."""
    chosen = None if asked.tasks is None else tuple(TaskId(task_id) for task_id in asked.tasks)
    count = ask_for_sync(caller.app.runtime, caller.installation_id, chosen, caller.user_id)
    caller.app.drain_in_background(owner, caller.extension_id)
    return SyncOut(asked=count)


def _row(task: SyncTask) -> TaskOut:
    return TaskOut(
        id=task.id,
        order=task.order_key,
        order_type=task.order_type.value if task.order_type else None,
        asset=task.asset_id,
        status=task.status,
        reason=task.reason,
        problems=[_problem(found) for found in task.problems],
        due_at=task.due_at,
        created_at=task.created_at,
        updated_at=task.updated_at,
    )


def _detail(task: SyncTask, documents: Iterable[Link], entries: Iterable[journal.JournalEntry]) -> TaskDetail:
    row = _row(task)
    return TaskDetail(
        id=row.id,
        order=row.order,
        order_type=row.order_type,
        asset=row.asset,
        status=row.status,
        reason=row.reason,
        problems=row.problems,
        due_at=row.due_at,
        created_at=row.created_at,
        updated_at=row.updated_at,
        documents=[LinkOut(document=link.key, xero_id=link.xero_id, number=link.number) for link in documents],
        journal=[EntryOut(at=e.at, actor=e.actor.value, event=e.event, sentence=e.sentence) for e in entries],
    )


def _problem(found: Problem) -> ProblemOut:
    return ProblemOut(code=found.code.value, sentence=found.sentence, advice=found.advice, screen=found.screen.value)
