"""Which runners of this test run are alive, from the kernel's own list, and that none outlives what started it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

MARK = {"TEST_RUN": uuid4().hex}
"""Every process that this test run starts inherits it, so runners of somebody else's demo do not count."""

os.environ.update(MARK)


@contextmanager
def no_runner_is_left() -> Iterator[None]:
    """Fails when a `cextrun`, or a worker of one, that was started inside is still alive at the end."""
    before = runners()
    yield
    left = runners() - before
    assert not left, f"still running after what started them: cextrun processes {sorted(left)}"


def runners() -> set[int]:
    """Process ids of every `cextrun` and of its workers, which have other arguments but the same environment."""
    return {int(entry.name) for entry in Path("/proc").glob("[0-9]*") if _is_runner(entry)}


def _is_runner(entry: Path) -> bool:
    with suppress(OSError):
        if (entry / "stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return False
        variables = (entry / "environ").read_bytes().split(b"\0")
        ours = all(f"{name}={value}".encode() in variables for name, value in MARK.items())
        return ours and any(variable.startswith(b"SERVER_ADDRESS=localhost:") for variable in variables)
    return False
