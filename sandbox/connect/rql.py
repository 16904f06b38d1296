"""The part of Connect's query language that clients of the stand-in use; anything else is refused, never ignored."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import unquote

Predicate = Callable[[Any], bool]
_CALL = re.compile(r"^(\w+)\((.*)\)$", re.DOTALL)
_SHORT = re.compile(r"^([\w.\-]+)=(?:(eq|ne|gt|ge|lt|le|like|ilike)=)?(.*)$", re.DOTALL)
_EMPTY = ("null()", "empty()")


class BadQuery(ValueError):
    """The query is outside the language; the platform answers 400."""


def split_top(text: str, separator: str) -> list[str]:
    """Splits where the separator stands outside every bracket and quote."""
    parts, depth, quote, start = [], 0, "", 0
    for position, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == separator and depth == 0:
            parts.append(text[start:position])
            start = position + 1
    if depth or quote:
        raise BadQuery(f"Unbalanced brackets or quotes in {text!r}")
    return [part for part in [*parts, text[start:]] if part]


def values_at(value: Any, path: str) -> Iterator[Any]:
    """Every value at a dotted path; a list on the way means any of its members."""
    if isinstance(value, list):
        for member in value:
            yield from values_at(member, path)
    elif not path:
        yield value
    elif isinstance(value, dict):
        head, _, rest = path.partition(".")
        if head in value:
            yield from values_at(value[head], rest)


def expression(text: str) -> Predicate:
    """Reads one filter. Raises BadQuery."""
    call = _CALL.match(text)
    if call is not None:
        return _operator(call[1], split_top(call[2], ","))
    short = _SHORT.match(text)
    if short is None:
        raise BadQuery(f"Cannot read the filter {text!r}")
    return _operator(short[2] or "eq", [short[1], short[3]])


def comparable(value: Any) -> datetime | Decimal | str:
    """A value by its meaning: a time, a number, else a text. The plus sign of an offset is no space here."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if re.match(r"^\d{4}-\d\d-\d\d", text):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return text
        return moment if moment.tzinfo else moment.astimezone()
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _operator(name: str, arguments: list[str]) -> Predicate:
    if name in ("and", "or"):
        inner = [expression(argument) for argument in arguments]
        combine = all if name == "and" else any
        return lambda thing: combine(test(thing) for test in inner)
    if name == "not" and len(arguments) == 1:
        negated = expression(arguments[0])
        return lambda thing: not negated(thing)
    if len(arguments) == 1 and name in ("eq", "ne"):
        arguments = [*arguments, ""]
    if len(arguments) != 2:
        raise BadQuery(f"{name}() takes a property and a value")
    return _comparison(name, arguments[0], arguments[1])


def _comparison(name: str, path: str, raw: str) -> Predicate:
    if name in ("in", "out"):
        wanted = [comparable(_literal(part)) for part in split_top(raw.removeprefix("(").removesuffix(")"), ",")]
        found = _any(path, lambda value: comparable(value) in wanted)
        return found if name == "in" else lambda thing: not found(thing)
    if name in ("eq", "ne"):
        equal = _is_empty(path) if raw in _EMPTY else _equals(path, _literal(raw))
        return equal if name == "eq" else lambda thing: not equal(thing)
    if name in ("like", "ilike"):
        return _like(path, _literal(raw), ignore_case=name == "ilike")
    if name in ("gt", "ge", "lt", "le"):
        return _ordered(name, path, comparable(_literal(raw)))
    raise BadQuery(f"Unknown operator {name!r}")


def _any(path: str, test: Predicate) -> Predicate:
    return lambda thing: any(value is not None and test(value) for value in values_at(thing, path))


def _equals(path: str, wanted: str) -> Predicate:
    meaning = comparable(wanted)
    return _any(path, lambda value: comparable(value) == meaning)


def _is_empty(path: str) -> Predicate:
    return lambda thing: all(value in (None, "", []) for value in values_at(thing, path))


def _like(path: str, pattern: str, *, ignore_case: bool) -> Predicate:
    glob = pattern.replace("[", "[[]").replace("?", "[?]")
    if ignore_case:
        return _any(path, lambda value: fnmatchcase(str(value).lower(), glob.lower()))
    return _any(path, lambda value: fnmatchcase(str(value), glob))


def _ordered(name: str, path: str, limit: datetime | Decimal | str) -> Predicate:
    def test(value: Any) -> bool:
        left = comparable(value)
        if type(left) is not type(limit):
            return False
        less, equal = left < limit, left == limit  # type: ignore[operator]  # both sides are of one type
        return {"lt": less, "le": less or equal, "gt": not less and not equal, "ge": not less}[name]

    return _any(path, test)


def _literal(raw: str) -> str:
    text = unquote(raw)
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if quoted else text
