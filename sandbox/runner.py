"""The vendor's runner, unmodified, as a process group of its own that never outlives us."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from sandbox.connect.protocol import Worker
from sandbox.went_wrong import WentWrong

# Linux ends the runner with us even when we are killed; it ends its own workers when it is gone.
_DIE_WITH_PARENT = """
import ctypes, os, signal, sys
prctl = getattr(ctypes.CDLL(None), "prctl", None)
if prctl is not None:
    prctl(1, signal.SIGKILL)
if os.getppid() != int(sys.argv[1]):
    sys.exit("The parent is gone.")
os.execv(sys.argv[2], sys.argv[2:])
"""
_PROXIES = ("http_proxy", "https_proxy", "all_proxy")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnerSettings:
    """`address` is host:port of Connect; `python_path` goes before what is installed; `workers` are those to expect."""

    api_key: str
    environment_id: str
    address: str
    project: Path
    log: Path
    environment: Mapping[str, str]
    python_path: Sequence[Path] = ()
    workers: frozenset[Worker] = field(default_factory=lambda: frozenset(Worker))


class RunnerFailed(WentWrong):
    """The runner did not come up; the message ends with the tail of its log."""


class Runner:
    """One run of `cextrun`. Start it from a thread that lives as long as the runner shall."""

    def __init__(self, settings: RunnerSettings, connected: Callable[[str], frozenset[Worker]]) -> None:
        self._settings = settings
        self._connected = connected
        self.instance_id = uuid.uuid4().hex
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Of the master, which is also the id of the process group."""
        assert self._process is not None, "not started"
        return self._process.pid

    def start(self) -> Self:
        runner = Path(sys.executable).with_name("cextrun")
        command = [sys.executable, "-c", _DIE_WITH_PARENT, str(os.getpid()), str(runner), "-n", "--no-rich-logging"]
        with self._settings.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=self._settings.project, env=self._environment(), stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        return self

    def wait_connected(self, timeout: float = 180.0) -> None:
        """Returns when every expected worker has done its handshake. Raises RunnerFailed."""
        deadline = time.monotonic() + timeout
        while not self._settings.workers <= self._connected(self.instance_id):
            if self._process is None or self._process.poll() is not None:
                raise RunnerFailed(f"The runner ended before it connected.\n{self.log_tail()}")
            if time.monotonic() > deadline:
                missing = sorted(self._settings.workers - self._connected(self.instance_id))
                raise RunnerFailed(f"Not connected after {timeout} s: {', '.join(missing)}.\n{self.log_tail()}")
            time.sleep(0.05)

    def stop(self, timeout: float = 12.0) -> None:
        """Asks every process to end, as a stopped container does; after the timeout the group is killed."""
        if self._process is None:
            return
        _signal_group(self._process.pid, signal.SIGTERM)  # all at once: the master would ask one after the other
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout)
        self.kill()

    def kill(self) -> None:
        """SIGKILL to the master and every worker at once; returns when none is left."""
        if self._process is None:
            return
        deadline = time.monotonic() + 10
        while _signal_group(self._process.pid, signal.SIGKILL) and time.monotonic() < deadline:
            self._process.poll()
            time.sleep(0.02)
        self._process.wait(5)

    def log_tail(self, lines: int = 60) -> str:
        return "\n".join(self._settings.log.read_text(errors="replace").splitlines()[-lines:])

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in self._settings.environment.items() if name.lower() not in _PROXIES}
        path = [str(folder) for folder in self._settings.python_path]
        path += [kept["PYTHONPATH"]] if kept.get("PYTHONPATH") else []
        return kept | {
            "API_KEY": self._settings.api_key,
            "ENVIRONMENT_ID": self._settings.environment_id,
            "SERVER_ADDRESS": self._settings.address,
            "INSTANCE_ID": self.instance_id,
            "PYTHONPATH": os.pathsep.join(path),
            "PYTHONUNBUFFERED": "1",
        }

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()


def _signal_group(group: int, number: int) -> bool:
    """Whether there was still somebody to signal."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    return True
