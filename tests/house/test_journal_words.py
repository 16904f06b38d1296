"""Every word that the journal is written with has its place in the table that says what it means to people."""

from __future__ import annotations

import ast
import re

from connect_ext.work.happening import HAPPENINGS
from tests.house.project import ROOT, files

WORD = re.compile(
    r"(task|tasks|orders|sync|order|undo|credit|coverage|usage|contact|customer|item|fees|choices|settings|prices"
    r"|connection|consent)\.[a-z_]+"
)


def written() -> set[str]:
    """Constants of `sync` that are such words."""
    trees = [ast.parse((ROOT / path).read_text()) for path in files("connect_ext/sync/*.py")]
    constants = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str) and WORD.fullmatch(value)}


def test_every_word_of_the_journal_is_explained() -> None:
    assert sorted(written() - set(HAPPENINGS)) == []


def test_no_word_is_explained_that_nobody_writes() -> None:
    made_of_parts = {word for word in HAPPENINGS if word.startswith(("task.", "order."))}
    assert sorted(set(HAPPENINGS) - written() - made_of_parts) == []
