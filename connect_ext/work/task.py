"""A sync task: make the books agree with one order. Its states, and which may follow which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NewType

from connect_ext.books.ids import AssetId, InstallationId, OrderKey
from connect_ext.books.money import Amount
from connect_ext.books.orders.glance import NOTHING_SEEN, Glance
from connect_ext.books.orders.order import OrderType
from connect_ext.books.planning.whole import NO_DOCUMENTS, Whole
from connect_ext.books.prices.edits import Edits
from connect_ext.books.prices.price import FrozenPrices
from connect_ext.books.problems.problem import Problem
from connect_ext.books.settings.one_order import Chosen
from connect_ext.work.notice import NoticeKind

TaskId = NewType("TaskId", int)


class TaskStatus(StrEnum):
    PENDING = "pending"
    """Ready; worked off once a person or auto-sync has asked for it."""
    WAITING = "waiting"
    """For a date, a lock or another task, which the reason names."""
    RUNNING = "running"
    """A worker holds its lease."""
    ATTENTION = "attention"
    """A person must act; the problems say how."""
    HELD = "held"
    """Stopped by a person or by a rule until released."""
    UNCERTAIN = "uncertain"
    """Something was sent without an answer; it will be read before it is sent again."""
    SYNCED = "synced"
    IGNORED = "ignored"
    FAILED = "failed"
    """Gave up after many tries; a person may start it again."""


class Actor(StrEnum):
    """Who decided."""

    PRODUCT = "product"
    PERSON = "person"
    SCHEDULE = "schedule"
    """What happens by itself at its time, such as a check for changes."""
    EVENT = "event"
    """The marketplace told of it."""
    WEBHOOK = "webhook"
    """Xero told of it."""


_S = TaskStatus
TRANSITIONS: Mapping[TaskStatus, frozenset[TaskStatus]] = {
    _S.PENDING: frozenset({_S.PENDING, _S.RUNNING, _S.WAITING, _S.ATTENTION, _S.HELD, _S.IGNORED, _S.SYNCED}),
    _S.WAITING: frozenset({_S.PENDING, _S.RUNNING, _S.WAITING, _S.ATTENTION, _S.HELD, _S.IGNORED, _S.SYNCED}),
    _S.RUNNING: frozenset(
        {_S.RUNNING, _S.SYNCED, _S.PENDING, _S.WAITING, _S.ATTENTION, _S.UNCERTAIN, _S.HELD, _S.IGNORED, _S.FAILED}
    ),
    _S.UNCERTAIN: frozenset({_S.RUNNING, _S.SYNCED, _S.PENDING, _S.WAITING, _S.ATTENTION, _S.UNCERTAIN, _S.FAILED}),
    _S.ATTENTION: frozenset({_S.PENDING, _S.WAITING, _S.IGNORED, _S.HELD, _S.ATTENTION, _S.SYNCED}),
    _S.HELD: frozenset({_S.PENDING, _S.IGNORED, _S.SYNCED}),
    _S.FAILED: frozenset({_S.PENDING, _S.IGNORED, _S.SYNCED}),
    _S.IGNORED: frozenset({_S.PENDING, _S.WAITING, _S.ATTENTION, _S.IGNORED}),
    _S.SYNCED: frozenset({_S.SYNCED, _S.WAITING, _S.ATTENTION}),
}
"""From → to. Without a run only a person makes a task *synced*, who names its invoice, and only a person's undo leaves
that, of its own or of the order that deleted its draft: what changes later is another order's task."""


def may_become(now: TaskStatus, then: TaskStatus) -> bool:
    return then in TRANSITIONS[now]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A task as a list shows it, without what only its work needs. Times are aware UTC."""

    id: TaskId
    order_key: OrderKey
    order_type: OrderType | None
    asset_id: AssetId | None
    status: TaskStatus
    reason: str
    """A sentence: why it is in this state. Empty while nothing needs saying."""
    problems: tuple[Problem, ...]
    due_at: datetime | None
    """When it may be worked off next; None until a person or auto-sync asks for it."""
    created_at: datetime
    updated_at: datetime
    glance: Glance = NOTHING_SEEN
    amount: Amount | None = None
    """Of its invoice, before tax, as it was last proposed; None while no complete proposal is known."""
    estimated: bool = False
    """Whether it was found out what it comes to, be it nothing: only then is it known that nothing stands in its
    way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncTask(TaskRow):
    """One task as stored."""

    installation_id: InstallationId
    payload: Mapping[str, Any]
    """The marketplace object, as the last notice showed it."""
    ignored_by: Actor | None
    attempts: int
    """Counted failures since the last success or request by a person."""
    edits: Edits = field(default_factory=dict)
    """What a person changes about the order's fees; a newer notice of the order leaves them."""
    chosen: Chosen | None = None
    """What a person chose that the order gives back; kept like the edits."""
    target: str | None = None
    """The invoice that a person chose for its charges (`books.facts.targets`); None: as the settings say."""
    prices: FrozenPrices = field(default_factory=dict)
    """As the order was first proposed; none before that."""
    whole: Whole = NO_DOCUMENTS
    """The documents that it was last proposed with; none before that."""
    kind: NoticeKind = NoticeKind.ASSET_REQUEST
    """What the payload is."""
    shown: str | None = None
    """The digest of what a person saw who asked for it; None when it was asked for without a look."""
    asked_by: Actor | None = None
    """Who wants it synced: auto-sync, or a person, whom no rule holds up; None until somebody does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDraft:
    """What intake makes of a notice: the fields of a task that the marketplace decides."""

    order_key: OrderKey
    order_type: OrderType | None
    asset_id: AssetId | None
    status: TaskStatus
    reason: str
    payload: Mapping[str, Any]
    problems: tuple[Problem, ...] = field(default=())
    due_at: datetime | None = None
    glance: Glance = NOTHING_SEEN
    asked_by: Actor | None = None
    kind: NoticeKind = NoticeKind.ASSET_REQUEST
    turn: str = ""
    """Its place among the tasks of its asset (`books.turn`); empty where nothing tells it."""
