"""Progress that a page can poll while orders are sent, and a person's Stop."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from connect_ext.sync.by_hand.stopping import stop
from connect_ext.sync.showing.progress import Progress, progress_of
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.shapes import Out

router = APIRouter(prefix="/progress", tags=["Sync tasks"])


class ProgressOut(Out):
    """Of the last run, which is over once nothing is left."""

    working: bool = Field(..., description="Whether something is left that goes on by itself.")
    done: int = Field(..., description="Orders of this run that nothing more happens to by itself.", example=120)
    synced: int = Field(..., description="Of these, how many are in Xero; the others need a person.", example=118)
    left: int = Field(..., description="Orders that are due and not done.", example=80)
    began_at: datetime.datetime | None = Field(default=None, description="Null before the first run.")
    ended_at: datetime.datetime | None = Field(default=None, description="Null while there is more to do.")
    finish_at: datetime.datetime | None = Field(
        default=None,
        description="About when the last one is done, by Xero's calls a minute and a day; null where nobody can tell.",
    )
    paused_until: datetime.datetime | None = Field(default=None, description="Until then Xero is left alone.")
    why: str = Field(..., description="Why nothing moves, as a sentence; empty where nothing holds it up.")
    calls_left_today: int | None = Field(
        default=None, description="Of Xero's calls a day for this organisation, as Xero last said.", example=4980
    )


class StoppedOut(Out):
    stopped: int = Field(..., description="How many orders are not sent until somebody asks again.", example=80)


class StopIn(BaseModel):
    """Nothing to choose."""

    class Config:
        extra = "forbid"


@router.get("", response_model=ProgressOut)
def progress(caller: Annotated[Caller, Depends(caller)]) -> ProgressOut:
    """Costs no call to Xero, so a page may ask every few seconds."""
    found = progress_of(caller.app.runtime, caller.installation_id)
    run = found.run
    return ProgressOut(
        working=found.left > 0 and not found.stopped_because,
        done=run.done if run else 0,
        synced=run.synced if run else 0,
        left=found.left,
        began_at=run.began_at if run else None,
        ended_at=run.ended_at if run else None,
        finish_at=found.finish_at,
        paused_until=found.pause.until if found.pause else None,
        why=found.stopped_because or _paused(found),
        calls_left_today=found.budget.day_left,
    )


def _paused(found: Progress) -> str:
    if found.pause is None:
        return ""
    return f"Xero is left alone until {found.pause.until:%Y-%m-%d %H:%M} UTC: {found.pause.why}."


@router.post("/stop", response_model=StoppedOut)
def stop_sync(_asked: StopIn, caller: Annotated[Caller, Depends(caller)]) -> StoppedOut:
    """What Xero was told already stays there. Stopped orders go on when somebody presses Sync."""
    return StoppedOut(stopped=stop(caller.app.runtime, caller.installation_id, caller.user_id))
