"""The platform's schedule, without which nothing is worked off, is kept there by whoever has the owner's client."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from connect.client import ConnectClient

from connect_ext.cloudblue.schedule import ensure_schedule
from connect_ext.sync.schedule.background import Background
from connect_ext.work.failure import WorldFailed

logger = logging.getLogger("connect_ext.schedule")


def keep_awake(owner: ConnectClient, extension_id: str, environment_id: str, now: datetime) -> bool:
    """Whether the environment has its one schedule now; why not stands in the log. `owner` has the owner's key."""
    try:
        ensure_schedule(owner, extension_id, environment_id, now=now)
    except WorldFailed as failed:
        logger.warning("schedule.failed code=%s", failed.failure.code)
        return False
    return True


class Waker:
    """Keeps one environment awake after the answer to the platform has left; what failed is owed to the next event."""

    def __init__(self, extension_id: str, environment_id: str, clock: Callable[[], datetime]) -> None:
        self._extension_id = extension_id
        self._environment_id = environment_id
        self._clock = clock
        self._background = Background()
        self._owed = False

    def wake(self, owner: ConnectClient) -> None:
        self._background.ask(lambda: self._keep(owner))

    def wake_if_owed(self, owner: ConnectClient) -> None:
        if self._owed:
            self.wake(owner)

    def wait(self, seconds: float) -> bool:
        """For tests and orderly ends: True when nothing is running any more."""
        return self._background.wait(seconds)

    def _keep(self, owner: ConnectClient) -> None:
        self._owed = True  # also when the next line raises
        self._owed = not keep_awake(owner, self._extension_id, self._environment_id, self._clock())
