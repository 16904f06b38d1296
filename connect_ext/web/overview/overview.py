"""Everything that the first page shows, in one answer."""

from __future__ import annotations

from typing import Annotated

from connect.client import ConnectClient
from fastapi import APIRouter, Depends

from connect_ext.sync.intake.intake import take_in_news
from connect_ext.sync.showing.news import News
from connect_ext.sync.showing.overview import Overview, overview
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.clients import calling_installation
from connect_ext.web.orders.tasks import counts_out
from connect_ext.web.overview.overview_shapes import (
    NewsOut,
    OverviewOut,
    SetupStepOut,
    currency_out,
    need_out,
    stopped_out,
)

router = APIRouter(prefix="/overview", tags=["Overview"])
NEEDS = 6


@router.get("", response_model=OverviewOut)
def read_overview(
    caller: Annotated[Caller, Depends(caller)], client: Annotated[ConnectClient, Depends(calling_installation)]
) -> OverviewOut:
    """What the platform told of a moment ago is in it; what that comes to is found out after this answer."""
    runtime, own = caller.app.runtime, caller.installation_id
    if take_in_news(runtime, own):
        caller.app.estimate_in_background(own, client)
    return _out(overview(runtime, own, caller.user_id))


def _out(found: Overview) -> OverviewOut:
    return OverviewOut(
        steps=[SetupStepOut(step=step, done=done) for step, done in found.steps.items()],
        waits_for_mapping=found.waits_for_mapping,
        stopped=stopped_out(found.stopped),
        counts=counts_out(found.counts),
        working=found.working,
        currencies=[currency_out(one) for one in found.currencies],
        needs=[need_out(need) for need in found.needs[:NEEDS]],
        more_needs=sum(need.orders for need in found.needs[NEEDS:]),
        checked_at=found.checked_at,
        news=_news(found.news),
        changed_customers=found.changed_customers,
    )


def _news(found: News) -> NewsOut:
    latest = found.latest.entry.sentence if found.latest else ""
    return NewsOut(
        count=found.untold,
        matter=found.matters,
        latest=latest,
        is_first=found.seen is None,
        newest=found.newest,
    )
