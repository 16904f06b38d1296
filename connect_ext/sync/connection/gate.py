"""The gate to one organisation, kept by one row of the database for all processes (design: exactly once, 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from connect_ext.books.ids import TenantId
from connect_ext.storage import system
from connect_ext.storage.database import Database
from connect_ext.work.budget import Purpose, Remaining, Spent, Wait, admit, landed
from connect_ext.work.failure import Failure, FailureKind, WorldFailed
from connect_ext.xero.gate import Hear, remaining

A_MOMENT = timedelta(milliseconds=100)
PATIENCE = timedelta(seconds=10)
"""How long a call waits for one of the others to end."""

APP_LOW = 50
"""Of the ten thousand calls a minute that the app has for all organisations: then everybody waits a while."""
APP_WAIT = timedelta(seconds=15)

KEPT = "kept_for_orders"
BUSY = "calls_under_way"
OURS_ALONE = frozenset({KEPT, BUSY})
"""Snoozes that concern this one caller: no pause of the organisation follows."""


@dataclass(slots=True, kw_only=True)
class SharedGate:
    """Of one installation's access; safe to use from several threads."""

    database: Database
    clock: Callable[[], datetime]
    rest: Callable[[timedelta], None]
    new_ticket: Callable[[], str]
    client_id: str
    tenant_id: TenantId
    purpose: Purpose
    _nothing: Remaining = field(default=Remaining(), init=False)

    @contextmanager
    def call(self) -> Iterator[Hear]:
        """Raises `WorldFailed` (snooze), with nothing sent. A worker that dies inside keeps its place for a while."""
        ticket, told = self._entered(), [self._nothing]

        def hear(headers: Mapping[str, str]) -> None:
            told[0] = remaining(headers)

        try:
            yield hear
        except WorldFailed:
            self._left(ticket, told[0])
            raise
        self._left(ticket, told[0])

    def _entered(self) -> str:
        ticket, until = self.new_ticket(), self.clock() + PATIENCE
        while (wait := self._tried(ticket)) is not None:
            now = self.clock()
            if wait.why is not Spent.FLIGHT or now >= until:
                raise WorldFailed(_failure(wait, now))
            self.rest(A_MOMENT)
        return ticket

    def _tried(self, ticket: str) -> Wait | None:
        with self.database.transaction() as tx:
            budget = system.call_budget(tx, self.client_id, self.tenant_id)
            found = admit(budget, ticket, self.purpose, self.clock())
            if isinstance(found, Wait):
                return found
            system.keep_call_budget(tx, self.client_id, self.tenant_id, found)
        return None

    def _left(self, ticket: str, told: Remaining) -> None:
        now = self.clock()
        with self.database.transaction() as tx:
            budget = landed(system.call_budget(tx, self.client_id, self.tenant_id), ticket, told, now)
            system.keep_call_budget(tx, self.client_id, self.tenant_id, budget)
            if told.app_minute is not None and told.app_minute < APP_LOW:
                why = "Xero's calls per minute for the whole app are nearly used up"
                system.pause_app(tx, self.client_id, now, now + APP_WAIT, why)


def _failure(wait: Wait, now: datetime) -> Failure:
    code, evidence, until = {
        Spent.MINUTE: ("limit_minute", "Xero's calls per minute for this organisation are used up", wait.until),
        Spent.KEPT: (KEPT, "what is left of Xero's calls for this organisation is kept for sending orders", wait.until),
        Spent.FLIGHT: (BUSY, "as many calls to this organisation as Xero allows are under way", now + A_MOMENT * 20),
    }[wait.why]
    return Failure(kind=FailureKind.SNOOZE, code=code, evidence=evidence, wait=until - now)
