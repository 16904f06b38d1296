"""The platform's queue of tasks for an extension: joined, kept until a worker takes them, delivered at least once."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sandbox.clock import Clock

# How soon the platform tries again after `retry` is not documented; short, so that a story does not wait for it.
RETRY_AFTER_SECONDS = 1.0


class Category(StrEnum):
    BACKGROUND = "background"
    INTERACTIVE = "interactive"
    SCHEDULED = "scheduled"


class TaskStatus(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"


@dataclass(slots=True, kw_only=True, eq=False)
class Task:
    """`due` counts real seconds on the monotonic clock: a story's clock may stand still, its workers do not."""

    id: str
    category: Category
    event_type: str
    object_id: str
    installation_id: str | None
    api_key: str | None
    due: float
    status: TaskStatus = TaskStatus.QUEUED
    session: str = ""
    deliveries: int = 0

    @property
    def subject(self) -> tuple[str, str, str | None]:
        return (self.event_type, self.object_id, self.installation_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLogEntry:
    """One thing that happened to a task; `what` is delivered, disconnected, dropped or the worker's result."""

    at: datetime
    task_id: str
    event_type: str
    object_id: str
    installation_id: str | None
    what: str
    countdown: int = 0
    message: str | None = None


class TaskQueue:
    """Safe to use from any thread. Whoever delivers subscribes with `on_change` and takes what is due."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tasks: dict[str, Task] = {}  # the open ones
        self._numbers = itertools.count(1)
        self._changed = threading.Condition(threading.RLock())
        self._wakers: list[Callable[[], None]] = []
        self.log: list[TaskLogEntry] = []

    def on_change(self, wake: Callable[[], None]) -> Callable[[], None]:
        """Calls `wake` after each change; the answer takes the subscription back."""
        self._wakers.append(wake)
        return lambda: self._wakers.remove(wake)

    def add(
        self, category: Category, event_type: str, object_id: str, installation_id: str | None, api_key: str | None
    ) -> Task | None:
        """Queues a task; None when one for the same subject is still waiting, for the platform joins the two."""
        with self._changed:
            subject = (event_type, object_id, installation_id)
            if any(task.subject == subject and task.status is TaskStatus.QUEUED for task in self._tasks.values()):
                return None
            task = Task(
                id=f"TQ-{next(self._numbers):04d}-0000-0000-0001", category=category, event_type=event_type,
                object_id=object_id, installation_id=installation_id, api_key=api_key, due=time.monotonic(),
            )  # fmt: skip
            self._tasks[task.id] = task
            self._notify()
            return task

    def take(self, session: str, categories: frozenset[Category]) -> list[Task]:
        """What is due for a worker of these categories; it is running from now on."""
        with self._changed:
            due = [task for task in self._queued() if task.category in categories and task.due <= time.monotonic()]
            for task in due:
                task.status, task.session = TaskStatus.RUNNING, session
                task.deliveries += 1
                self._note(task, "delivered")
            return due

    def drop(self, task: Task, why: str) -> None:
        with self._changed:
            if task.id in self._tasks:
                self._finish(task, "dropped", message=why)

    def drop_waiting_of(self, installation_id: str) -> None:
        with self._changed:
            for task in self._queued():
                if task.installation_id == installation_id:
                    self._finish(task, "dropped", message="uninstalled")

    def next_due(self, categories: frozenset[Category]) -> float | None:
        """Seconds until something waiting for such a worker becomes due, None when nothing waits."""
        with self._changed:
            waits = [task.due - time.monotonic() for task in self._queued() if task.category in categories]
        return max(min(waits), 0.0) if waits else None

    def result(self, task_id: str, output: dict[str, Any]) -> None:
        """The worker's answer. One that comes twice, or for a task already finished, changes nothing."""
        with self._changed:
            task = self._tasks.get(task_id)
            if task is None:
                return
            what, countdown = str(output["result"]), int(output.get("countdown") or 0)
            if what in ("reschedule", "retry"):
                self._note(task, what, countdown=countdown, message=output.get("message"))
                wait = float(countdown) if what == "reschedule" else RETRY_AFTER_SECONDS
                task.status, task.due = TaskStatus.QUEUED, time.monotonic() + wait
                self._notify()
                return
            self._finish(task, what, message=output.get("message"))

    def disconnected(self, session: str) -> None:
        """A worker went away: what it had not answered is delivered again."""
        with self._changed:
            for task in self._tasks.values():
                if task.session == session and task.status is TaskStatus.RUNNING:
                    task.status, task.due = TaskStatus.QUEUED, time.monotonic()
                    self._note(task, "disconnected")
            self._notify()

    def flush_countdowns(self) -> None:
        """Makes everything that waits due now."""
        with self._changed:
            for task in self._queued():
                task.due = time.monotonic()
            self._notify()

    def wait_until(self, test: Callable[[], bool], timeout: float) -> bool:
        """Waits until the test holds, looking again after each change; real seconds."""
        with self._changed:
            return self._changed.wait_for(test, timeout)

    def idle(self) -> bool:
        """Nothing runs and nothing is due; a countdown may be open."""
        now = time.monotonic()
        with self._changed:
            return not any(task.status is TaskStatus.RUNNING or task.due <= now for task in self._tasks.values())

    def waiting(self, category: Category) -> list[Task]:
        with self._changed:
            return [task for task in self._queued() if task.category is category]

    def _queued(self) -> list[Task]:
        return [task for task in self._tasks.values() if task.status is TaskStatus.QUEUED]

    def _finish(self, task: Task, what: str, message: str | None) -> None:
        del self._tasks[task.id]
        self._note(task, what, message=message)
        self._notify()

    def _note(self, task: Task, what: str, *, countdown: int = 0, message: str | None = None) -> None:
        entry = TaskLogEntry(
            at=self._clock(), task_id=task.id, event_type=task.event_type, object_id=task.object_id,
            installation_id=task.installation_id, what=what, countdown=countdown, message=message,
        )  # fmt: skip
        self.log.append(entry)

    def _notify(self) -> None:
        self._changed.notify_all()
        for wake in list(self._wakers):
            wake()
