"""The maps of the large floors and of their rooms name what each holds, once, and nothing else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house.project import ROOT, files

ROW = re.compile(r"\s*(\w+(?:, \w+)*): ")
FLOORS = ("books", "operating", "sync", "web")


def rooms() -> list[str]:
    """Each floor with rooms, and each of its rooms."""
    within = [path.relative_to("connect_ext") for floor in FLOORS for path in files(f"connect_ext/{floor}/*.py")]
    return sorted({*FLOORS, *("/".join(path.parts[:2]) for path in within if len(path.parts) == 3)})


def named(package: Path) -> list[str]:
    """Of the lines `names: what they are for` in the package's docstring."""
    text = ast.get_docstring(ast.parse((ROOT / package / "__init__.py").read_text())) or ""
    return [name for row in map(ROW.match, text.splitlines()) if row for name in row[1].split(", ")]


@pytest.mark.parametrize("room", rooms())
def test_the_map_of_a_room_names_what_it_holds_once(room: str) -> None:
    package = Path("connect_ext") / room
    below = {path.relative_to(package).parts[0].removesuffix(".py") for path in files(f"{package}/*.py")}
    assert sorted(named(package)) == sorted(below - {"__init__"})
