"""Work in the background of a process: one thread at a time, started when a person asks, gone when nothing is due."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from connect_ext.sync.crash import where

logger = logging.getLogger("connect_ext.background")


class Background:
    """Runs `work` in a daemon thread. Asking while it runs makes it run once more, so that no request is missed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked = 0
        self._thread: threading.Thread | None = None

    def ask(self, work: Callable[[], object]) -> None:
        with self._lock:
            self._asked += 1
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, args=(work,), daemon=True, name="drain")
                self._thread.start()

    def wait(self, seconds: float) -> bool:
        """For tests and orderly ends: True when nothing is running any more."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return self._thread is None

    def _run(self, work: Callable[[], object]) -> None:
        served = 0
        while True:
            with self._lock:
                if served == self._asked:
                    self._thread = None
                    return
                served = self._asked
            try:
                work()
            except Exception as mistake:  # noqa: BLE001 - whatever it is, the others go on
                # It must show in the log of the process, and must not keep the next request from being served.
                logger.error("background.failed %s", where(mistake))
