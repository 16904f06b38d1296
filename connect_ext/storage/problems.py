"""Problems as JSON and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from connect_ext.books.problems.problem import Code, Problem

KNOWN = frozenset(code.value for code in Code)


def problems_json(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [{"code": problem.code.value, "data": problem.data} for problem in problems]


def problems_of(data: list[dict[str, Any]]) -> tuple[Problem, ...]:
    """A code that this version does not know is left out; the task's reason still says it."""
    return tuple(Problem(code=Code(found["code"]), data=found["data"]) for found in data if found["code"] in KNOWN)
