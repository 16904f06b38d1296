from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sandbox.rehearsal.sitecustomize import VARIABLE, RehearsalClock
from sandbox.stage import REHEARSAL

AHEAD = timedelta(days=40)
_ASK = """
import sys
from connect_ext.app import utc_now
for _ in sys.stdin:
    print(utc_now().isoformat(), flush=True)
"""


def write(file: Path, ahead: timedelta) -> None:
    draft = file.with_suffix(".draft")
    draft.write_text(str(ahead.total_seconds()))
    draft.replace(file)


def is_ahead_by(told: datetime, ahead: timedelta) -> bool:
    return abs(told - datetime.now(UTC) - ahead) < timedelta(seconds=20)


@contextmanager
def a_process(script: str, clock: Path, *path: Path) -> Iterator[subprocess.Popen[str]]:
    variables = {"PYTHONPATH": os.pathsep.join(map(str, path)), VARIABLE: str(clock)}
    command = [sys.executable, "-c", script]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **variables}
    ) as process:
        yield process


def test_the_clock_follows_its_file_and_is_real_without_one(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    clock = RehearsalClock(str(file))
    for ahead in (timedelta(), AHEAD, timedelta(hours=1)):
        if ahead:
            write(file, ahead)
        assert is_ahead_by(clock(), ahead)
    file.unlink()
    assert is_ahead_by(clock(), timedelta())
    assert clock().tzinfo is UTC


def test_a_process_that_imports_the_extension_lives_at_the_time_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    with a_process(_ASK, file, REHEARSAL, REHEARSAL.parents[1]) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for ahead in (timedelta(), AHEAD):
            if ahead:
                write(file, ahead)
            process.stdin.write("\n")
            process.stdin.flush()
            assert is_ahead_by(datetime.fromisoformat(process.stdout.readline().strip()), ahead)
        process.stdin.close()


def test_a_sitecustomize_of_the_environment_still_runs_and_the_extension_is_not_imported_for_the_clock(
    tmp_path: Path,
) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.theirs_has_run = True\n")
    script = "import sys; print(sys.theirs_has_run, 'connect_ext' in sys.modules)"
    with a_process(script, tmp_path / "clock", REHEARSAL, tmp_path) as process:
        out, _ = process.communicate(timeout=30)
    assert out.split() == ["True", "False"]
