"""Works off everything that is due, fairly between installations, until nothing is left or the budget is spent.

Any number of drains may run at once, in any process: leases make them safe.
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

from connect_ext.books.ids import InstallationId
from connect_ext.cloudblue.marketplace import Marketplace
from connect_ext.storage import system
from connect_ext.storage.database import UNREACHABLE, gave_way
from connect_ext.sync.connection.disconnect import disconnect_left_behind
from connect_ext.sync.connection.tokens import A_REFRESH
from connect_ext.sync.crash import where
from connect_ext.sync.draining.turn import Turn
from connect_ext.sync.draining.turns import Turns
from connect_ext.sync.runtime import Runtime

logger = logging.getLogger("connect_ext.drain")

ORGANISATIONS_AT_ONCE = 4
"""Of one run. Most of a turn is waiting for Xero."""

RESTS = 3
"""How often a run waits for a refresh before it leaves the rest to the next one."""

SOON = timedelta(seconds=70)
"""A patient run waits for what is due so soon, such as at the end of a minute's limit: it need not wait for the next
tick of the schedule."""
A_REST = timedelta(seconds=5)


@dataclass(slots=True, kw_only=True)
class Drain:
    """One run. A patient one waits within its budget for what is due in a moment."""

    runtime: Runtime
    marketplace: Marketplace
    at_once: int = ORGANISATIONS_AT_ONCE
    patient: bool = False

    def run(self, budget: timedelta) -> int:
        """Returns how many turns did something. No turn begins once the budget is spent."""
        disconnect_left_behind(self.runtime)
        turns = Turns(runtime=self.runtime, until=self.runtime.clock() + budget)
        turn = Turn(runtime=self.runtime, marketplace=self.marketplace)
        moved = refreshes = 0
        while True:
            turn.refreshing.clear()
            carried_out = self._together(turn, turns)
            moved += carried_out
            if turn.refreshing and refreshes < RESTS:
                refreshes += not carried_out
                self.runtime.rest(A_REFRESH)
            elif self.patient and self._is_due_soon(turns):
                self.runtime.rest(A_REST)
            else:
                return moved
            turns.forgive()

    def _together(self, turn: Turn, turns: Turns) -> int:
        if self.at_once == 1:
            return self._work(turn, turns)
        with ThreadPoolExecutor(self.at_once, thread_name_prefix="drain") as threads:
            working = [threads.submit(self._work, turn, turns) for _ in range(self.at_once)]
        return sum(one.result() for one in working)

    def _work(self, turn: Turn, turns: Turns) -> int:
        count = 0
        while (installation_id := turns.take()) is not None:
            moved = False
            try:
                moved = self._safely(turn, installation_id)
            finally:
                turns.give_back(installation_id, moved=moved)
            count += moved
        return count

    def _is_due_soon(self, turns: Turns) -> bool:
        now = self.runtime.clock()
        if now + A_REST >= turns.until:
            return False
        with self.runtime.database.transaction() as tx:
            return bool(system.installations_with_work(tx, now + SOON, 1))

    def _safely(self, turn: Turn, installation_id: InstallationId) -> bool:
        """A mistake of ours must show, and must not stop the other installations."""
        try:
            return turn.take(installation_id)
        except UNREACHABLE as error:
            if not gave_way(error):
                raise
            # What was under way is claimed again when its lease has run out.
            logger.warning("installation.gave_way installation=%s", installation_id)
            return False
        except Exception as mistake:  # noqa: BLE001 - whatever it is, the others go on
            logger.error("installation.failed installation=%s %s", installation_id, where(mistake))
            return False
