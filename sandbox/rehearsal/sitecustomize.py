"""Run by Python at its start: has the extension of this process keep the time that a file tells.

The file holds the seconds that the rehearsal is ahead of the real time; without one it is now. Nothing heavy is
imported here, for every process of the runner comes by: the clock is handed over when, and if, the extension is.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from types import ModuleType

VARIABLE = "REHEARSAL_CLOCK"
COMPOSITION_ROOT = "connect_ext.app"


class RehearsalClock:
    """Real time plus what the file says; it is read again whenever another one has taken its place."""

    def __init__(self, path: str) -> None:
        self._file = Path(path)
        self._seen: tuple[int, int] | None = None
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._offset()

    def _offset(self) -> timedelta:
        try:
            found = self._file.stat()
            if (found.st_mtime_ns, found.st_ino) != self._seen:
                self._ahead = timedelta(seconds=float(self._file.read_text()))
                self._seen = (found.st_mtime_ns, found.st_ino)
        except FileNotFoundError:
            self._seen, self._ahead = None, timedelta()
        return self._ahead


class AfterImport(MetaPathFinder):
    """Once the composition root is imported, by whomever, it is given the clock."""

    def __init__(self, clock: RehearsalClock) -> None:
        self._clock = clock

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002 - the signature is Python's
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        if fullname != COMPOSITION_ROOT:
            return None
        sys.meta_path.remove(self)
        spec = find_spec(fullname)
        if spec is not None and spec.loader is not None:
            run = spec.loader.exec_module

            def run_and_set_the_clock(module: ModuleType) -> None:
                run(module)
                module.keep_time_by(self._clock)

            spec.loader.exec_module = run_and_set_the_clock  # type: ignore[method-assign]
        return spec


def run_the_one_we_hide() -> None:
    """Python runs only the first `sitecustomize` that it finds; the environment may have one of its own."""
    here = Path(__file__).resolve().parent
    others = [entry for entry in sys.path if Path(entry).resolve() != here]
    spec = PathFinder.find_spec("sitecustomize", others)
    if spec is not None and spec.loader is not None:
        spec.loader.exec_module(module_from_spec(spec))


if __name__ == "sitecustomize":
    if VARIABLE in os.environ:
        sys.meta_path.insert(0, AfterImport(RehearsalClock(os.environ[VARIABLE])))
    run_the_one_we_hide()
