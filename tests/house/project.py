"""The project as files: where it stands, what git would hold of it, and what `pyproject.toml` says."""

from __future__ import annotations

import json
import subprocess
import tomllib
from pathlib import Path
from typing import Any

from tests.require import require

ROOT = Path(__file__).parents[2]


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def descriptor() -> dict[str, Any]:
    value: dict[str, Any] = json.loads((ROOT / "connect_ext" / "extension.json").read_text())
    return value


def files(*patterns: str) -> list[Path]:
    """The files that git holds or would take in, ignored ones left out; paths relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    require(listed.returncode == 0, "The project is not a git repository, so what belongs to it is unknown.")
    return [Path(name) for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
