"""Work in the background of a process: one thread at a time, started when somebody asks, gone when nothing is due."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from connect_ext.sync.crash import where

logger = logging.getLogger("connect_ext.background")

Work = Callable[[], object]


class Background:
    """Runs work in a daemon thread. What is asked for while it runs is run after it, once: the latest that was asked
    for, which knows the newest client and configuration."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next: Work | None = None
        self._thread: threading.Thread | None = None

    def ask(self, work: Work) -> None:
        with self._lock:
            self._next = work
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True, name="background")
                self._thread.start()

    def wait(self, seconds: float) -> bool:
        """For tests and orderly ends: True when nothing is running any more."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return self._thread is None

    def _run(self) -> None:
        while (work := self._take()) is not None:
            try:
                work()
            except Exception as mistake:  # noqa: BLE001 - whatever it is, the others go on
                # It must show in the log of the process, and must not keep the next request from being served.
                logger.error("background.failed %s", where(mistake))

    def _take(self) -> Work | None:
        with self._lock:
            work, self._next = self._next, None
            if work is None:
                self._thread = None
            return work
