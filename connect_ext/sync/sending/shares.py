"""The documents of a call by what they have in common: those that one task waits for are settled together."""

from __future__ import annotations

from collections.abc import Sequence

from connect_ext.books.ids import DocumentKey
from connect_ext.work.intent import IntentPart
from connect_ext.work.task import TaskId


def shares(parts: Sequence[IntentPart]) -> list[list[DocumentKey]]:
    """Mostly one document each; a contact that many orders wait for is one share, too."""
    found: list[tuple[set[TaskId], list[DocumentKey]]] = []
    for part in parts:
        tasks, keys = set(part.task_ids), [part.key]
        apart = list[tuple[set[TaskId], list[DocumentKey]]]()
        for share in found:
            if share[0].isdisjoint(tasks):
                apart.append(share)
            else:
                tasks, keys = tasks | share[0], [*share[1], *keys]
        found = [*apart, (tasks, keys)]
    return [keys for _, keys in found]
