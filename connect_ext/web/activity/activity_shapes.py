"""Entries of the journal in JSON, and what people ask for."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated

from fastapi import Query
from pydantic import Field

from connect_ext.books.ids import OrderKey
from connect_ext.storage.activity import Told, Wanted
from connect_ext.web.door.shapes import Out
from connect_ext.work.happening import About, Happening, Level, happening
from connect_ext.work.task import Actor

SEARCHED = 100
LONGEST_ORDER = 200


class Show(StrEnum):
    MATTERS = "errors_and_actions"
    ALL = "all_tasks"


class ActivityOut(Out):
    id: int = Field(..., example=1204)
    at: datetime.datetime
    who: Actor = Field(..., description="person, product, schedule, event (Connect told of it), webhook (Xero did).")
    is_you: bool = Field(..., description="The person who asks did it.")
    user: str = Field(..., description="The person's id; empty where it was nobody, or not said.", example="UR-1")
    about: About = Field(..., description="orders, connection, mapping or settings.")
    level: Level = Field(..., description="error, action (somebody has to act), info.")
    title: str = Field(..., description="What happened, in a few words.", example="Order synced")
    sentence: str = Field(..., description="What happened, in full.")
    means: str = Field(..., description="What it means for the books; empty where it means nothing to them.")
    order: str | None = Field(..., description="The order that it is about.", example="PR-1895-0864-1238-001")
    event: str = Field(..., example="task.synced")
    is_new: bool = Field(..., description="It happened after the person's last visit.")


class ActivityPageOut(Out):
    entries: list[ActivityOut] = Field(..., description="The newest first.")
    next_before: int | None = Field(
        ..., description="Pass as `before` for older ones, of which this page has not looked at all; null on the last."
    )
    show: Show = Field(..., description="The installation's level, which is shown where nobody asks for another.")
    newest: int = Field(..., description="The last entry of the journal: what a visit says it has seen.")


def wanted(
    show: Annotated[Show | None, Query(description="Absent: by the level in the settings.")] = None,
    about: Annotated[About | None, Query()] = None,
    who: Annotated[Actor | None, Query()] = None,
    order: Annotated[str, Query(max_length=LONGEST_ORDER, description="Entries of this order alone.")] = "",
    search: Annotated[str, Query(max_length=SEARCHED, description="Words of the sentence or the order.")] = "",
) -> tuple[Show | None, Wanted]:
    """A dependency: what the address asks for, and the level that it names."""
    asked = Wanted(
        only_what_matters=show is Show.MATTERS,
        about=about,
        actor=who,
        order=OrderKey(order) if order else None,
        words=search.strip(),
    )
    return show, asked


def said(told: Told) -> Happening:
    return happening(told.entry.event, warns=bool(told.entry.data.get("problems")))


def entry_out(told: Told, seen: int | None, me: str) -> ActivityOut:
    entry, meant = told.entry, said(told)
    assert entry.id is not None, "it was read from the journal"
    return ActivityOut(
        id=entry.id,
        at=entry.at,
        who=entry.actor,
        is_you=bool(me) and user_of(told) == me,
        user=user_of(told),
        about=told.about,
        level=told.level,
        title=meant.title,
        sentence=entry.sentence,
        means=meant.means,
        order=told.order,
        event=entry.event,
        is_new=seen is not None and entry.id > seen,
    )


def user_of(told: Told) -> str:
    return str(told.entry.data.get("user") or "")
