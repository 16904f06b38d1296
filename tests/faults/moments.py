"""The moments at which a process of ours can meet its fate: around each call to the outside and each commit.

The database is watched from outside, by SQLAlchemy's own events, on whatever engine the product makes.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from psycopg.errors import DeadlockDetected
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import Pool

from tests.sync.watching import Killed


class Moment(StrEnum):
    ASK = "before a read"
    TOLD = "after a read"
    SEND = "before a write"
    SENT = "after a write"
    BEGIN = "before a transaction"
    COMMIT = "before a commit"
    COMMITTED = "after a commit"
    REST = "after a wait for what is due in a moment"


NO_TIME_TO_WAIT = (Moment.BEGIN, Moment.COMMIT, Moment.SEND)
"""A transaction is open, or a write is on its way already: what stands still there for minutes, and is sent all the
same when Xero has forgotten the key, nobody can take back."""


class Blow(StrEnum):
    DEATH = "the process dies"
    DATABASE = "the database fails"
    DEADLOCK = "the transaction gives way to another one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """A blow at the so-many-th moment of one kind from now on, the next one being number 0."""

    moment: Moment
    number: int
    blow: Blow


def _nobody_else(_: Moment) -> None:
    """Whoever works alone passes his turn to nobody."""


@dataclass(slots=True, kw_only=True)
class Process:
    """What fate has in store for one process. What is dead does nothing any more: neither calls nor commits."""

    fates: Sequence[Fate] = ()
    dead: bool = False
    struck: bool = False
    """Whether it has met any blow."""
    give_way: Callable[[Moment], None] = _nobody_else
    """Called at every moment at which another process may do something."""
    _reached: Counter[Moment] = field(default_factory=Counter)

    @contextmanager
    def alive(self) -> Iterator[None]:
        """What happens on this thread inside happens in this process."""
        _here.process, _here.committed = self, False
        try:
            yield
        finally:
            _here.process = None

    def reaches(self, moment: Moment) -> None:
        """Raises what fate has in store for this moment, if anything."""
        if self.dead:
            raise Killed
        number, self._reached[moment] = self._reached[moment], self._reached[moment] + 1
        for fate in self.fates:
            if (fate.moment, fate.number) == (moment, number):
                self._meets(fate.blow)
        if moment not in NO_TIME_TO_WAIT:
            self.give_way(moment)

    def _meets(self, blow: Blow) -> None:
        self.struck = True
        if blow is Blow.DEATH:
            self.dead = True
            raise Killed
        reason = DeadlockDetected() if blow is Blow.DEADLOCK else sqlite3.OperationalError("disk I/O error")
        raise OperationalError("COMMIT", None, reason)


_here = threading.local()


def here() -> Process | None:
    """The process that this thread belongs to; none outside of `Process.alive`."""
    found: Process | None = getattr(_here, "process", None)
    return found


def reached(moment: Moment) -> None:
    if (process := here()) is not None:
        process.reaches(moment)


@event.listens_for(Engine, "begin")
def _begins(_: Connection) -> None:
    reached(Moment.BEGIN)


@event.listens_for(Engine, "commit")
def _commits(_: Connection) -> None:
    reached(Moment.COMMIT)
    _here.committed = True


@event.listens_for(Engine, "rollback")
def _rolls_back(_: Connection) -> None:
    _here.committed = False


@event.listens_for(Pool, "checkin")
def _is_given_back(_connection: Any, _record: Any) -> None:
    """The first moment after a commit at which the transaction is over."""
    committed, _here.committed = getattr(_here, "committed", False), False
    if committed:
        reached(Moment.COMMITTED)
