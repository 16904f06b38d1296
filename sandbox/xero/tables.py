"""Rows by id with unique lookups, and a list of undos so that a refused batch leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

Row = TypeVar("Row")


class Undo:
    """What to do, newest first, to get back to a mark."""

    def __init__(self) -> None:
        self._steps: list[Callable[[], None]] = []

    def add(self, step: Callable[[], None]) -> None:
        self._steps.append(step)

    def mark(self) -> int:
        return len(self._steps)

    def back_to(self, mark: int) -> None:
        while len(self._steps) > mark:
            self._steps.pop()()

    def settle(self) -> None:
        self._steps.clear()


class Table(Generic[Row]):
    """`lookups` name the unique keys; a row whose key is None is absent from that lookup."""

    def __init__(
        self, undo: Undo, identity: Callable[[Row], str], lookups: Mapping[str, Callable[[Row], str | None]]
    ) -> None:
        self._undo = undo
        self._identity = identity
        self._lookups = lookups
        self._rows: dict[str, Row] = {}
        self._ids: dict[str, dict[str, str]] = {name: {} for name in lookups}

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, row_id: str) -> Row | None:
        return self._rows.get(row_id)

    def find(self, lookup: str, key: str) -> Row | None:
        row_id = self._ids[lookup].get(key)
        return self._rows[row_id] if row_id is not None else None

    def put(self, row: Row) -> None:
        row_id = self._identity(row)
        before = self._rows.get(row_id)
        self._replace(row_id, row)
        self._undo.add(lambda: self._replace(row_id, before))

    def _replace(self, row_id: str, row: Row | None) -> None:
        old = self._rows.get(row_id)
        for name, key_of in self._lookups.items():
            ids = self._ids[name]
            key = key_of(old) if old is not None else None
            if key is not None and ids.get(key) == row_id:
                del ids[key]
            if row is not None and (key := key_of(row)) is not None:
                ids[key] = row_id
        if row is None:
            del self._rows[row_id]
        else:
            self._rows[row_id] = row
