"""The journal as a file, for whoever has to prove what happened."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from connect_ext.books.ids import InstallationId
from connect_ext.storage import activity
from connect_ext.storage.activity import Told, Wanted
from connect_ext.storage.journal import JournalId
from connect_ext.sync.runtime import Runtime
from connect_ext.web.activity.activity_shapes import Show, said, user_of, wanted
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.prices.csv_sheet import write_table

router = APIRouter(prefix="/activity", tags=["Activity"])

TITLES = ("Time (UTC)", "Who", "User", "About", "Level", "What", "In full", "What it means for the books", "Order")
MOST = 5000
"""Rows of a file: what comes over the platform's websocket comes in one piece."""
PAGES = 20
A_FILE: dict[str, Any] = {"text/csv": {"schema": {"type": "string"}, "example": f"{','.join(TITLES)}\r\n"}}


@router.get(
    ".csv",
    response_class=Response,
    responses={200: {"description": "The newest entries first, 5000 at most.", "content": A_FILE}},
    dependencies=[Depends(one_at_a_time(Wait.ACTIVITY))],
)
def activity_file(
    caller: Annotated[Caller, Depends(caller)], asked: Annotated[tuple[Show | None, Wanted], Depends(wanted)]
) -> Response:
    """Everything, where the address names no level."""
    found = _all(caller.app.runtime, caller.installation_id, asked[1])
    headers = {"Content-Disposition": 'attachment; filename="activity.csv"', "Cache-Control": "no-store"}
    content = write_table(TITLES, [_row(told) for told in found])
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def _all(runtime: Runtime, installation_id: InstallationId, those: Wanted) -> list[Told]:
    found: list[Told] = []
    before: JournalId | None = None
    for _ in range(PAGES):
        # One transaction for each page: a long file must not keep others waiting.
        with runtime.database.transaction() as tx:
            page = activity.page(tx, installation_id, those, before=before, limit=min(1000, MOST - len(found)))
        found.extend(page.found)
        before = page.before
        if before is None or len(found) >= MOST:
            break
    return found


def _row(told: Told) -> tuple[str, ...]:
    entry, meant = told.entry, said(told)
    return (
        f"{entry.at:%Y-%m-%d %H:%M:%S}",
        entry.actor.value,
        user_of(told),
        told.about.value,
        told.level.value,
        meant.title or entry.event,
        entry.sentence,
        meant.means,
        told.order or "",
    )
