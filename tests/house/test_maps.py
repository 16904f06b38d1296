"""The maps of the two largest rooms name every module of theirs, once, and no other."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.project import ROOT, files

INDENT = "    "


def named(package: Path) -> list[str]:
    """Of the lines `names: what they are for` in the package's docstring."""
    text = ast.get_docstring(ast.parse((ROOT / package / "__init__.py").read_text())) or ""
    rows = [line.strip() for line in text.splitlines() if line.startswith(INDENT)]
    return [name for row in rows for name in row.partition(":")[0].split(", ")]


@pytest.mark.parametrize("room", ["books", "sync"])
def test_the_map_of_a_room_names_each_of_its_modules_once(room: str) -> None:
    package = Path("connect_ext") / room
    below = {path.relative_to(package).parts[0].removesuffix(".py") for path in files(f"{package}/*.py")}
    assert sorted(named(package)) == sorted(below - {"__init__"})
