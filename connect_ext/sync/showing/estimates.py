"""What orders would come to, found out in the background so that lists can show it; nothing is sent or frozen."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from connect.client import ConnectClient

from connect_ext.books.ids import InstallationId
from connect_ext.cloudblue.marketplace import InstallationReader
from connect_ext.storage import proposed
from connect_ext.storage.database import UNREACHABLE
from connect_ext.storage.foreseen import Foreseen, foresee
from connect_ext.storage.proposed import Estimate
from connect_ext.sync.connection.asking_xero import ask_xero
from connect_ext.sync.connection.tokens import Access, NotConnected
from connect_ext.sync.crash import where
from connect_ext.sync.gathering.facts import RecentFacts, recent_facts
from connect_ext.sync.proposing.proposals import Proposed, Proposer, amount_of
from connect_ext.sync.runtime import Runtime
from connect_ext.work.failure import WorldFailed
from connect_ext.work.task import SyncTask, TaskId

logger = logging.getLogger("connect_ext.estimates")

TASKS_AT_ONCE = 50
FROM_THE_FIRST = TaskId(0)
AGAIN_AFTER = timedelta(minutes=1)
"""A list that shows orders without an amount asks for them anew: a limit of Xero, or an order before, may be over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """An installation's place in the queue: `client` has its key, tasks up to `after` have been looked at."""

    client: ConnectClient
    after: TaskId = FROM_THE_FIRST


@dataclass(slots=True, kw_only=True)
class Estimates:
    """Installations that wait for their estimates, in turn: one batch each, then the next one's."""

    runtime: Runtime
    recent: RecentFacts
    _waiting: dict[InstallationId, Wish] = field(default_factory=dict, init=False)
    _wished_at: dict[InstallationId, datetime] = field(default_factory=dict, init=False)
    """Of the last minute."""
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def want(self, installation_id: InstallationId, client: ConnectClient) -> None:
        """All of the installation's tasks without an amount. Who waits already keeps the place in the queue."""
        with self._lock:
            self._wish(installation_id, client)

    def want_again(self, installation_id: InstallationId, client: ConnectClient) -> bool:
        """The same, unless somebody wished for it less than a minute ago: then False."""
        with self._lock:
            before = self._wished_at.get(installation_id)
            if before is not None and self.runtime.clock() - before < AGAIN_AFTER:
                return False
            self._wish(installation_id, client)
            return True

    def _wish(self, installation_id: InstallationId, client: ConnectClient) -> None:
        now = self.runtime.clock()
        self._waiting[installation_id] = Wish(client=client)
        self._wished_at = {known: at for known, at in self._wished_at.items() if now - at < AGAIN_AFTER}
        self._wished_at[installation_id] = now

    def run(self) -> None:
        """For everybody who waits; in one thread at a time. What fails for one installation does not stop others."""
        while (turn := self._next()) is not None:
            installation_id, wish = turn
            last = self._safely(installation_id, wish)
            if last is not None:
                self._go_on(installation_id, Wish(client=wish.client, after=last))

    def _next(self) -> tuple[InstallationId, Wish] | None:
        """Who has waited longest."""
        with self._lock:
            first = next(iter(self._waiting), None)
            return None if first is None else (first, self._waiting.pop(first))

    def _go_on(self, installation_id: InstallationId, wish: Wish) -> None:
        """At the end of the queue; who has wished again meanwhile begins again anyway."""
        with self._lock:
            self._waiting.setdefault(installation_id, wish)

    def _safely(self, installation_id: InstallationId, wish: Wish) -> TaskId | None:
        """The last task of a batch after which there may be more."""
        try:
            found = ask_xero(self.runtime, installation_id, lambda access: self._batch(access, wish))
        except WorldFailed as failed:
            logger.warning("estimate.failed installation=%s code=%s", installation_id, failed.failure.code)
        except UNREACHABLE:
            raise
        except Exception as mistake:  # noqa: BLE001 - whatever it is, the others go on
            logger.error("estimate.failed installation=%s %s", installation_id, where(mistake))
        else:
            return None if isinstance(found, NotConnected) else found
        return None

    def _batch(self, access: Access, wish: Wish) -> TaskId | None:
        """Each task once, also one whose amount stays unknown."""
        installation_id = access.authorisation.installation_id
        with self.runtime.database.transaction() as tx:
            found = proposed.without_amount(tx, installation_id, after=wish.after, limit=TASKS_AT_ONCE)
        if not found:
            return None
        proposer = Proposer(
            runtime=self.runtime,
            access=access,
            reader=InstallationReader(wish.client),
            organisation=recent_facts(self.runtime, self.recent, access),
            installation_id=installation_id,
        )
        made = _estimates(proposer, {task.id: task for task in found})
        amounts = {task_id: one for task_id, one in made.items() if isinstance(one, Estimate)}
        stopped = {task_id: one for task_id, one in made.items() if isinstance(one, Foreseen)}
        with self.runtime.database.transaction() as tx:
            proposed.remember_amounts(tx, installation_id, amounts)
            foresee(tx, installation_id, stopped, self.runtime.clock())
        return found[-1].id if len(found) == TASKS_AT_ONCE else None


def _estimates(proposer: Proposer, tasks: Mapping[TaskId, SyncTask]) -> dict[TaskId, Estimate | Foreseen]:
    """A mistake of ours leaves only the task without an estimate that met it."""
    try:
        return _together(proposer, tasks)
    except (WorldFailed, *UNREACHABLE):
        raise
    except Exception as mistake:  # noqa: BLE001 - whatever it is, the others go on
        logger.error("estimates.failed installation=%s %s", proposer.installation_id, where(mistake))
    return {task_id: found for task in tasks.values() for task_id, found in _alone(proposer, task).items()}


def _alone(proposer: Proposer, task: SyncTask) -> dict[TaskId, Estimate | Foreseen]:
    try:
        return _together(proposer, {task.id: task})
    except (WorldFailed, *UNREACHABLE):
        raise
    except Exception as mistake:  # noqa: BLE001 - whatever it is, the others go on
        logger.error("task.not_estimated task=%s order=%s %s", task.id, task.order_key, where(mistake))
        return {}


def _together(proposer: Proposer, tasks: Mapping[TaskId, SyncTask]) -> dict[TaskId, Estimate | Foreseen]:
    """What seems to have problems is looked at again as a worker would: some are only seen, or not, in Xero."""
    found = dict(proposer.propose(tasks, look_in_xero=False).proposed)
    doubtful = {task_id: tasks[task_id] for task_id, wanted in found.items() if isinstance(wanted, tuple)}
    if doubtful:
        found |= proposer.propose(doubtful).proposed
    return {task_id: _told(wanted, tasks[task_id]) for task_id, wanted in found.items()}


def _told(wanted: Proposed, task: SyncTask) -> Estimate | Foreseen:
    if isinstance(wanted, tuple):
        return Foreseen(problems=wanted, seen=task.updated_at)
    return Estimate(amount=amount_of(wanted), seen=task.updated_at)
