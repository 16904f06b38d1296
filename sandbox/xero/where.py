"""Xero's `where` and `order` parameters: comparisons joined by AND or OR, on named fields.

https://developer.xero.com/documentation/api/accounting/requests-and-responses
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from sandbox.xero.words import bad_query

Row = TypeVar("Row")
Field = Callable[[Row], Any]

_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_COMPARISON = re.compile(
    r'\s*([A-Za-z.]+)\s*(==|!=|>=|<=|>|<)\s*(?:guid\("([^"]+)"\)|datetime\((\d+),\s*(\d+),\s*(\d+)\)|"([^"]*)"|(\w+))\s*',
    re.IGNORECASE,
)
_JOINT = re.compile(r"(AND|OR|&&|\|\|)", re.IGNORECASE)
_WORDS = {"true": True, "false": False, "null": None}


def filtered(rows: Iterable[Row], where: str | None, fields: dict[str, Field[Row]]) -> Iterable[Row]:
    """The rows for which `where` holds; AND binds closer than OR. What it cannot read is a QueryParseException."""
    if not where:
        return rows
    alternatives = _alternatives(where, fields)
    return [row for row in rows if any(all(test(row) for test in tests) for tests in alternatives)]


def ordered(rows: Iterable[Row], order: str | None, fields: dict[str, Field[Row]]) -> list[Row]:
    """Rows by one field, `Name ASC` or `Name DESC`; an empty value comes first."""
    if not order:
        return list(rows)
    name, _, direction = order.strip().partition(" ")
    value = _field(name, fields)
    present = [row for row in rows if value(row) is not None]
    absent = [row for row in rows if value(row) is None]
    backwards = direction.strip().upper() == "DESC"
    ranked = sorted(present, key=value, reverse=backwards)
    return ranked + absent if backwards else absent + ranked


def _alternatives(where: str, fields: dict[str, Field[Row]]) -> list[list[Callable[[Row], bool]]]:
    alternatives: list[list[Callable[[Row], bool]]] = [[]]
    position = 0
    while True:
        matched = _COMPARISON.match(where, position)
        if matched is None:
            raise bad_query(f"The where clause cannot be read from position {position}: {where!r}")
        alternatives[-1].append(_test(matched, fields))
        if matched.end() == len(where):
            return alternatives
        joint = _JOINT.match(where, matched.end())
        if joint is None:
            raise bad_query(f"Expected AND or OR at position {matched.end()}: {where!r}")
        if joint[1].upper() in ("OR", "||"):
            alternatives.append([])
        position = joint.end()


def _test(matched: re.Match[str], fields: dict[str, Field[Row]]) -> Callable[[Row], bool]:
    value, compare, wanted = _field(matched[1], fields), _OPERATORS[matched[2]], _literal(matched)

    def holds(row: Row) -> bool:
        actual = value(row)
        if (actual is None or wanted is None) and compare not in (operator.eq, operator.ne):
            return False
        return compare(actual, wanted)

    return holds


def _literal(matched: re.Match[str]) -> Any:
    guid, year, month, day, text, word = matched.groups()[2:]
    if guid is not None:
        return guid.lower()
    if year is not None:
        return date(int(year), int(month), int(day))
    if text is not None:
        return text
    if word.lower() not in _WORDS:
        raise bad_query(f"No property or field '{word}' exists")
    return _WORDS[word.lower()]


def _field(name: str, fields: dict[str, Field[Row]]) -> Field[Row]:
    if name not in fields:
        raise bad_query(f"No property or field '{name}' exists")
    return fields[name]
