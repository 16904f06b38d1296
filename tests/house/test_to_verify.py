from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.house.project import ROOT

NOWHERE = "–"
"""Of a belief that nothing in the code holds yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    text: str
    places: tuple[Path, ...]
    nowhere: bool


def beliefs() -> list[Belief]:
    """The rows of all tables, whose columns are: believed, where it stands, safe if wrong."""
    lines = (ROOT / "docs/to-verify.md").read_text().splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("| ")]
    return [
        Belief(
            text=text,
            places=tuple(Path(name) for name in re.findall(r"`([\w.-]+(?:/[\w.-]+)*)`", where) if "." in name),
            nowhere=where.startswith(NOWHERE),
        )
        for text, where, _ in rows
        if text != "believed"
    ]


def test_the_page_holds_beliefs_about_both_sides() -> None:
    assert len(beliefs()) > 40


def test_each_belief_names_a_file_that_exists() -> None:
    assert [belief.text for belief in beliefs() if not belief.places and not belief.nowhere] == []
    missing = {str(place) for belief in beliefs() for place in belief.places if not (ROOT / place).is_file()}
    assert missing == set()
