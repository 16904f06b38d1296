"""How the platform answers a list: filter, order, page, and say the range in a header."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import unquote

from sandbox.connect.rql import BadQuery, Predicate, comparable, expression, split_top, values_at
from sandbox.http import Request, Response, json_response

Json = dict[str, Any]
DEFAULT_LIMIT = 100
MOST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    filters: tuple[Predicate, ...]
    ordering: tuple[str, ...]
    without: tuple[str, ...]
    limit: int
    offset: int


def read_query(query_string: str) -> Query:
    """Reads a raw query string. Raises BadQuery on anything the stand-in does not know."""
    filters: list[Predicate] = []
    ordering: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    page = {"limit": DEFAULT_LIMIT, "offset": 0}
    for part in split_top(query_string.replace("%28", "(").replace("%29", ")"), "&"):
        name, _, value = part.partition("=")
        if name in page:
            page[name] = _whole(name, value)
        elif part.startswith("ordering("):
            ordering = tuple(split_top(unquote(part)[len("ordering(") : -1], ","))
        elif part.startswith("select("):
            selected = split_top(unquote(part)[len("select(") : -1], ",")
            without = tuple(name[1:] for name in selected if name.startswith("-"))
        else:
            filters.append(expression(part))
    limit, offset = min(page["limit"], MOST), page["offset"]
    return Query(filters=tuple(filters), ordering=ordering, without=without, limit=limit, offset=offset)


def answer_list(objects: Iterable[Json], request: Request) -> Response:
    """A page of the objects, with `Content-Range: items first-last/count`; `limit=0` only counts."""
    query = read_query(request.query_string)
    found = [thing for thing in objects if all(test(thing) for test in query.filters)]
    for name in reversed(query.ordering):
        found.sort(key=partial(_sort_key, name.lstrip("-+")), reverse=name.startswith("-"))
    page = [_stripped(thing, query.without) for thing in found[query.offset : query.offset + query.limit]]
    last = query.offset + max(len(page) - 1, 0)
    return json_response(200, page, {"content-range": f"items {query.offset}-{last}/{len(found)}"})


def _whole(name: str, value: str) -> int:
    if not value.isdigit():
        raise BadQuery(f"{name} must be a whole number, not {value!r}")
    return int(value)


def _sort_key(path: str, thing: Json) -> tuple[bool, str, Any]:
    value = next(values_at(thing, path), None)
    meaning = comparable(value) if value is not None else ""
    return (value is not None, type(meaning).__name__, meaning)


def _stripped(thing: Json, paths: tuple[str, ...]) -> Json:
    if not paths:
        return thing
    thing = copy.deepcopy(thing)
    for path in paths:
        *parents, leaf = path.split(".")
        holders: Iterable[Any] = values_at(thing, ".".join(parents)) if parents else (thing,)
        for holder in holders:
            if isinstance(holder, dict):
                holder.pop(leaf, None)
    return thing
