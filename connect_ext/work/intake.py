"""What a reading makes of a task: created once, revived when we had ignored it, left alone when a person had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, assert_never

from connect_ext.books.orders.glance import NOTHING_SEEN, Glance
from connect_ext.books.orders.order import Order
from connect_ext.books.orders.reading import NoOrder, NotYet, Reading, Unreadable
from connect_ext.books.problems.problem import Code, Problem, problem
from connect_ext.work.notice import NoticeKind
from connect_ext.work.task import Actor, SyncTask, TaskDraft, TaskStatus

OPEN_TO_NOTICES = frozenset({TaskStatus.PENDING, TaskStatus.WAITING, TaskStatus.ATTENTION})
"""States in which a newer notice is simply the newer truth."""
LEFT_TO_A_PERSON = (Code.UNDONE, Code.UNDO_UNFINISHED, Code.FALLEN_IN_XERO, Code.CREDIT_ADRIFT)


def intake(
    reading: Reading,
    payload: Mapping[str, Any],
    existing: SyncTask | None,
    wanted_at: datetime | None,
    glance: Glance = NOTHING_SEEN,
    *,
    kind: NoticeKind = NoticeKind.ASSET_REQUEST,
    turn: str = "",
    disagreements: tuple[Problem, ...] = (),
) -> TaskDraft | None:
    """The draft to store, or None when the notice changes nothing about the task.

    `wanted_at` is when auto-sync asks for new orders, None while only a person may ask. `kind` is that of the payload,
    `turn` its place among the tasks of its asset; `disagreements` are reasons not to leave out what is no order.
    """
    draft = replace(_draft(reading, payload, wanted_at, disagreements), glance=glance, kind=kind, turn=turn)
    if existing is None:
        return draft
    if existing.status is TaskStatus.IGNORED:
        return None if existing.ignored_by is Actor.PERSON else draft
    if existing.status not in OPEN_TO_NOTICES:
        return None
    return _keeping_the_request_to_sync(draft, existing)


def reading_problems(reading: NoOrder | NotYet | Unreadable) -> tuple[Problem, ...]:
    """The problem of a task whose payload is no order any more: what a person reads instead of a document."""
    if isinstance(reading, Unreadable):
        return (reading.problem,)
    return (problem(Code.UNREADABLE, subject=reading.key, path="the whole request", why=reading.reason.rstrip(".")),)


def _keeping_the_request_to_sync(draft: TaskDraft, existing: SyncTask) -> TaskDraft:
    """A person's “Sync” outlives a newer notice of the same order."""
    if any(found.code in LEFT_TO_A_PERSON for found in existing.problems):
        # What a person has undone, or voided in Xero, is not sent again because the marketplace tells of it once more
        # (money §5, §15), nor after it had said meanwhile that it is no order.
        stays = replace(draft, status=existing.status, reason=existing.reason, problems=existing.problems)
        return replace(stays, due_at=None, asked_by=None)
    if draft.status is not TaskStatus.PENDING:
        return draft
    by_person = existing.asked_by is Actor.PERSON
    asked_by = Actor.PERSON if by_person else draft.asked_by or existing.asked_by
    # A newer notice of the same order does not put it off: once a day would never come.
    moments = [moment for moment in (draft.due_at, existing.due_at) if moment is not None]
    return replace(draft, due_at=min(moments, default=None), asked_by=asked_by)


def _draft(
    reading: Reading, payload: Mapping[str, Any], wanted_at: datetime | None, disagreements: tuple[Problem, ...]
) -> TaskDraft:
    draft = TaskDraft(
        order_key=reading.key,
        order_type=reading.type,
        asset_id=reading.asset_id,
        status=TaskStatus.PENDING,
        reason="",
        payload=payload,
    )
    match reading:
        case Order():
            return replace(draft, due_at=wanted_at, asked_by=Actor.PRODUCT if wanted_at else None)
        case NoOrder() if disagreements:
            reason = " ".join(found.sentence for found in disagreements)
            return replace(draft, status=TaskStatus.ATTENTION, reason=reason, problems=disagreements)
        case NoOrder(reason=reason):
            return replace(draft, status=TaskStatus.IGNORED, reason=reason)
        case NotYet(reason=reason):
            return replace(draft, status=TaskStatus.WAITING, reason=reason)
        case Unreadable(problem=found):
            return replace(draft, status=TaskStatus.ATTENTION, reason=found.sentence, problems=(found,))
        case _:
            assert_never(reading)
