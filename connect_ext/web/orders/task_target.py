"""Which invoice an order's charges go to, where a person decides it; the preview then shows what comes of it."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from connect_ext.sync.by_hand.editing import choose_target
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.problem_details import Refusal
from connect_ext.web.door.shapes import Out
from connect_ext.web.orders.task_ends import Number, task_of

router = APIRouter(prefix="/tasks/{task_id}/target", tags=["Sync tasks"])


class TargetIn(BaseModel):
    invoice: UUID | Literal["new"] | None = Field(
        ...,
        description="Xero's id of a draft that the preview names, new, or null: as the settings say.",
        example="new",
    )

    class Config:
        extra = "forbid"


class TargetOut(Out):
    invoice: str | None = Field(..., description="What is chosen now.", example="new")


@router.put("", response_model=TargetOut)
def choose(task_id: Number, given: TargetIn, caller: Annotated[Caller, Depends(caller)]) -> TargetOut:
    """A draft that does not fit any more is not added to: then the order has an invoice of its own."""
    task, target = task_of(caller, task_id), None if given.invoice is None else str(given.invoice)
    if not choose_target(caller.app.runtime, caller.installation_id, task.id, target, caller.user_id):
        raise Refusal(409, "not_editable", "The order is in Xero already, or on its way there.")
    return TargetOut(invoice=target)
