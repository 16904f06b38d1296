"""behave shows an assertion's message and nothing else: so it must say what was found."""

from __future__ import annotations


def same(found: object, expected: object) -> None:
    assert found == expected, f"found {found!r}, expected {expected!r}"


def contains(found: str, words: str) -> None:
    assert words in found, f"found {found!r}, expected in it {words!r}"
