"""A person says what became of an order that is not sent, or takes that back."""

from __future__ import annotations

from datetime import date

from connect_ext.books.days import Days
from connect_ext.books.ends import End, Wish
from connect_ext.books.ids import InstallationId
from connect_ext.books.periods import A_DAY
from connect_ext.sync.ends import Ended, end_by_hand
from connect_ext.sync.ignoring import unignore
from tests.stories.language import Sentence
from tests.world import World

WAYS = {"was billed elsewhere": End.BILLED_ELSEWHERE, "is never sent": End.NEVER_SEND}


def by_hand(world: World, installation_id: InstallationId, order: str, sentence: Sentence) -> None:
    task = world.task(installation_id, order)
    if sentence.parts.get("back"):
        assert unignore(world.app.runtime, installation_id, task.id, "UR-1")
        return
    first, last = sentence.parts.get("first"), sentence.parts.get("last")
    period = Days(start=date.fromisoformat(first), end=date.fromisoformat(last) + A_DAY) if first and last else None
    wish = Wish(end=WAYS[sentence.parts["how"] or ""], period=period)
    found = end_by_hand(world.proposer(installation_id), task, wish, "UR-1")
    assert isinstance(found, Ended), found
