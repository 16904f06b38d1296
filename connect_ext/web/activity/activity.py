"""What happened, who decided it, and what it means for the books; and that a person has seen it."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from connect_ext.storage import activity, settings, visits
from connect_ext.storage.activity import Wanted
from connect_ext.storage.journal import JournalId
from connect_ext.sync.showing.news import note_visit
from connect_ext.web.activity.activity_shapes import ActivityPageOut, Show, entry_out, wanted
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.shapes import Out
from connect_ext.web.orders.task_filters import LARGEST_ID

router = APIRouter(prefix="/activity", tags=["Activity"])


class VisitIn(BaseModel):
    seen: int = Field(default=0, ge=0, le=LARGEST_ID, description="The newest entry on the person's screen.")
    told: int = Field(default=0, ge=0, le=LARGEST_ID, description="The newest entry that a pop-up has spoken of.")

    class Config:
        extra = "forbid"


class VisitOut(Out):
    seen: int = Field(..., description="As it is kept: it never goes back.", example=1204)
    told: int = Field(..., description="As it is kept: it never goes back.", example=1204)


@router.get("", response_model=ActivityPageOut)
def read_activity(
    caller: Annotated[Caller, Depends(caller)],
    asked: Annotated[tuple[Show | None, Wanted], Depends(wanted)],
    before: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> ActivityPageOut:
    """The newest first. A page may have fewer entries than it was asked for, and still older ones below it: what is
    asked for is looked for in some thousand entries at a time."""
    show, those = asked
    with caller.app.runtime.database.transaction() as tx:
        level = Show(settings.load(tx, caller.installation_id).settings.notify.value)
        those = replace(those, only_what_matters=(show or level) is Show.MATTERS)
        start = JournalId(before) if before else None
        found = activity.page(tx, caller.installation_id, those, before=start, limit=limit)
        visit = visits.load(tx, caller.installation_id, caller.user_id)
        newest = activity.newest(tx, caller.installation_id)
    entries = [entry_out(told, visit.seen if visit else None, caller.user_id) for told in found.found]
    return ActivityPageOut(entries=entries, next_before=found.before, show=level, newest=newest)


@router.post("/visit", response_model=VisitOut)
def note_a_visit(visit: VisitIn, caller: Annotated[Caller, Depends(caller)]) -> VisitOut:
    """What the person has seen is not new to them next time, and what a pop-up has told is not told again."""
    runtime, own = caller.app.runtime, (caller.installation_id, caller.user_id)
    note_visit(runtime, *own, visit.seen, visit.told)
    with runtime.database.transaction() as tx:
        found = visits.load(tx, *own)
    assert found is not None, "it was noted a moment ago"
    return VisitOut(seen=found.seen, told=found.told)
