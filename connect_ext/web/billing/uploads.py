"""Upload to Xero, its progress, and its post log: each document, result, time, who, and Xero's own words."""

from __future__ import annotations

import datetime
from typing import Annotated

from connect.client import ConnectClient
from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, Field
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage import links, short_codes, uploads
from connect_ext.storage.uploads import Standing, Upload, UploadId
from connect_ext.sync.by_hand.uploading import upload
from connect_ext.sync.runtime import Runtime
from connect_ext.sync.showing.progress import progress_of
from connect_ext.web.billing.billing_shapes import MONTH, BillingState, state_of
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.clients import owner
from connect_ext.web.door.problem_details import Refusal, not_found
from connect_ext.web.door.shapes import Out
from connect_ext.web.orders.task_filters import LARGEST_ID
from connect_ext.web.orders.task_shapes import AmountOut, DocumentOut, NamedOut, task_row
from connect_ext.web.orders.tasks import TaskNumber
from connect_ext.work.task import Actor, TaskId, TaskStatus

router = APIRouter(prefix="/billing/uploads", tags=["Billing periods"])

NOTHING = Refusal(409, "nothing_to_upload", "What was chosen has changed meanwhile: there is nothing to upload.")
MOVING_FOR = datetime.timedelta(minutes=2)
"""An order that tries again later than that no longer holds up the bar."""


class UploadIn(BaseModel):
    period: str = Field(..., regex=MONTH, example="2026-11")
    tasks: list[TaskNumber] = Field(..., min_items=1, max_items=1000, example=[17, 18])

    class Config:
        extra = "forbid"


class UploadOut(Out):
    id: int = Field(..., example=4)
    period: str = Field(..., example="2026-11")
    at: datetime.datetime
    user: str = Field(..., description="Who uploaded; empty where the platform does not say.", example="UR-1")
    orders: int = Field(..., example=12)
    in_xero: int = Field(..., description="How many of them are in Xero now.", example=11)
    left: int = Field(..., description="How many are on their way now.", example=0)
    other: int = Field(..., description="How many need a person, or wait.", example=1)


class UploadsOut(Out):
    uploads: list[UploadOut] = Field(..., description="The newest first.")
    next_before: int | None = Field(..., description="Pass as `before` for older ones; null on the last page.")


class PostedOut(Out):
    """One order of an upload, and what came of it."""

    task: int = Field(..., example=17)
    order: str = Field(..., example="PR-1895-0864-1238-001")
    customer: NamedOut | None = Field(..., description="As the marketplace names it.")
    amount: AmountOut | None = Field(..., description="Before tax; null while it is not known.")
    state: BillingState | None = Field(..., description="Where it stands now; null: ignored meanwhile.")
    document: DocumentOut | None = Field(..., description="In Xero; null while there is none.")
    at: datetime.datetime | None = Field(..., description="When that came of it; null before anything has.")
    who: Actor | None = Field(..., description="Who said so last; null before anything has happened.")
    said: str = Field(..., description="What came of it, with Xero's own words where it refused.")
    problems: list[str] = Field(..., description="What stands in its way now, as sentences.")


class PostLogOut(Out):
    upload: UploadOut = Field(..., description="Whose log it is.")
    posted: list[PostedOut] = Field(..., description="In the order in which they were taken in.")
    next_after: int | None = Field(..., description="Pass as `after` for the next page; null on the last.")
    finish_at: datetime.datetime | None = Field(..., description="About when it is done; null where nobody can tell.")
    why: str = Field(..., description="Why nothing moves; empty where nothing holds it up.")


@router.post("", response_model=UploadOut, status_code=202)
def upload_to_xero(
    asked: UploadIn, caller: Annotated[Caller, Depends(caller)], owner: Annotated[ConnectClient, Depends(owner)]
) -> UploadOut:
    """Begins after this answer; its log says what comes of each order, now and later."""
    runtime, own = caller.app.runtime, caller.installation_id
    begun = upload(runtime, own, asked.period, [TaskId(task) for task in asked.tasks], caller.user_id)
    if begun is None:
        raise NOTHING
    caller.app.drain_in_background(owner, caller.extension_id)
    with runtime.database.transaction() as tx:
        found = uploads.load(tx, own, begun)
        assert found is not None, "it was kept a moment ago"
        return upload_out(found, _standing(tx, runtime, own, begun))


@router.get("", response_model=UploadsOut)
def list_uploads(
    caller: Annotated[Caller, Depends(caller)],
    before: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> UploadsOut:
    runtime, own = caller.app.runtime, caller.installation_id
    with runtime.database.transaction() as tx:
        found = uploads.page(tx, own, before=UploadId(before) if before else None, limit=limit)
        shown = [upload_out(one, _standing(tx, runtime, own, one.id)) for one in found]
    return UploadsOut(uploads=shown, next_before=found[-1].id if len(found) == limit else None)


@router.get("/{upload_id}", response_model=PostLogOut)
def read_post_log(
    upload_id: Annotated[int, Path(ge=1, le=LARGEST_ID)],
    caller: Annotated[Caller, Depends(caller)],
    after: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> PostLogOut:
    """Costs no call to Xero, so a page may ask every few seconds."""
    runtime, own = caller.app.runtime, caller.installation_id
    with runtime.database.transaction() as tx:
        found = uploads.load(tx, own, UploadId(upload_id))
        if found is None:
            raise not_found("upload")
        posted = _posted(tx, runtime, own, found, TaskId(after) if after else None, limit)
        shown = upload_out(found, _standing(tx, runtime, own, found.id))
    progress = progress_of(runtime, own)
    return PostLogOut(
        upload=shown,
        posted=posted,
        next_after=posted[-1].task if len(posted) == limit else None,
        finish_at=progress.finish_at if shown.left else None,
        why=(progress.stopped_because or (progress.pause.why if progress.pause else "")) if shown.left else "",
    )


def _posted(
    tx: Connection, runtime: Runtime, own: InstallationId, found: Upload, after: TaskId | None, limit: int
) -> list[PostedOut]:
    rows = uploads.orders(tx, own, found.id, after=after, limit=limit)
    said = uploads.outcomes(tx, own, found, [row.id for row in rows])
    made = links.shown_of(tx, own, {row.id: row.order_key for row in rows})
    codes = short_codes.of_organisations(tx, own) if made else {}
    answers = []
    for row in rows:
        link, entry = made.get(row.id), said.get(row.id)
        shown = task_row(runtime, row, link, codes.get(link.tenant_id, "") if link else "")
        ignored = row.status is TaskStatus.IGNORED
        answers.append(
            PostedOut(
                task=row.id,
                order=row.order_key,
                customer=shown.customer,
                amount=shown.amount,
                state=None if ignored else state_of(row.status, asked=row.due_at is not None),
                document=shown.document,
                at=entry.at if entry else None,
                who=entry.actor if entry else None,
                said=entry.sentence if entry else row.reason,
                problems=[problem.sentence for problem in row.problems],
            )
        )
    return answers


def _standing(tx: Connection, runtime: Runtime, own: InstallationId, upload_id: UploadId) -> Standing:
    return uploads.standing(tx, own, upload_id, runtime.clock() + MOVING_FOR)


def upload_out(found: Upload, standing: Standing) -> UploadOut:
    return UploadOut(
        id=found.id,
        period=found.period,
        at=found.at,
        user=found.user_id,
        orders=found.orders,
        in_xero=standing.synced,
        left=standing.left,
        other=standing.other,
    )
