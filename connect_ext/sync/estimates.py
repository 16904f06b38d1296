"""What orders would come to, found out in the background so that lists can show it; nothing is sent or frozen."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from connect.client import ConnectClient

from connect_ext.books.ids import InstallationId
from connect_ext.cloudblue.marketplace import InstallationReader
from connect_ext.storage import proposed, system
from connect_ext.storage.database import UNREACHABLE
from connect_ext.storage.proposed import Estimate
from connect_ext.sync.asking_xero import ask_xero
from connect_ext.sync.crash import where
from connect_ext.sync.facts import RecentFacts, recent_facts
from connect_ext.sync.proposals import Proposer, amount_of
from connect_ext.sync.runtime import Runtime
from connect_ext.sync.tokens import Access
from connect_ext.work.failure import WorldFailed
from connect_ext.work.task import SyncTask, TaskId

logger = logging.getLogger("connect_ext.estimates")

TASKS_AT_ONCE = 50


@dataclass(slots=True, kw_only=True)
class Estimates:
    """Installations that wait for their estimates, each with a client that has its key: the newest it was given."""

    runtime: Runtime
    recent: RecentFacts
    _waiting: dict[InstallationId, ConnectClient] = field(default_factory=dict, init=False)

    def want(self, installation_id: InstallationId, client: ConnectClient) -> None:
        self._waiting[installation_id] = client

    def run(self) -> None:
        """For everybody who waits; in one thread at a time. What fails for one installation does not stop others."""
        while self._waiting:
            installation_id, client = self._waiting.popitem()
            try:
                self._for_one(installation_id, client)
            except WorldFailed as failed:
                logger.warning("estimate.failed installation=%s code=%s", installation_id, failed.failure.code)
            except UNREACHABLE:
                raise
            except Exception as mistake:  # noqa: BLE001 - whatever it is, the others go on
                logger.error("estimate.failed installation=%s %s", installation_id, where(mistake))

    def _for_one(self, installation_id: InstallationId, client: ConnectClient) -> None:
        ask_xero(self.runtime, installation_id, lambda access: self._estimate(access, client))

    def _estimate(self, access: Access, client: ConnectClient) -> None:
        if self._paused(access) or not self._any(access.authorisation.installation_id):
            return
        proposer = Proposer(
            runtime=self.runtime,
            access=access,
            reader=InstallationReader(client),
            organisation=recent_facts(self.runtime, self.recent, access),
            installation_id=access.authorisation.installation_id,
        )
        for tasks in self._batches(proposer.installation_id):
            estimates = _estimates(proposer, tasks)
            with self.runtime.database.transaction() as tx:
                proposed.remember_amounts(tx, proposer.installation_id, estimates)

    def _paused(self, access: Access) -> bool:
        client_id, now = self.runtime.xero_app.client_id, self.runtime.clock()
        with self.runtime.database.transaction() as tx:
            return system.paused(tx, client_id, access.tenant_id, now) is not None

    def _any(self, installation_id: InstallationId) -> bool:
        with self.runtime.database.transaction() as tx:
            return bool(proposed.without_amount(tx, installation_id, after=TaskId(0), limit=1))

    def _batches(self, installation_id: InstallationId) -> Iterator[Mapping[TaskId, SyncTask]]:
        """Each task once, also one whose amount stays unknown."""
        after = TaskId(0)
        while True:
            with self.runtime.database.transaction() as tx:
                found = proposed.without_amount(tx, installation_id, after=after, limit=TASKS_AT_ONCE)
            if not found:
                return
            yield {task.id: task for task in found}
            after = found[-1].id


def _estimates(proposer: Proposer, tasks: Mapping[TaskId, SyncTask]) -> dict[TaskId, Estimate]:
    """Of the orders that can be proposed as a whole."""
    found = proposer.propose(tasks, look_in_xero=False)
    return {
        task_id: Estimate(amount=amount_of(wanted), seen=tasks[task_id].updated_at)
        for task_id, wanted in found.proposed.items()
        if not isinstance(wanted, tuple)
    }
