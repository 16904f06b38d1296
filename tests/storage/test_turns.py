from __future__ import annotations

from connect_ext.storage import endings, turns
from connect_ext.storage.database import Database
from connect_ext.work.task import TaskStatus
from tests.storage.builders import LATER, NOW, US, a_settlement, after, claim, store, task


def test_a_due_task_behind_an_unfinished_one_of_its_asset_says_whom_it_waits_for(database: Database) -> None:
    with database.transaction() as tx:
        store(tx, "PR-1", asset_id="AS-1", due_at=None)
        second = store(tx, "PR-2", asset_id="AS-1", due_at=after(-1))
        other = store(tx, "PR-3", asset_id="AS-2", due_at=after(-1))
        assert turns.say_who_is_first(tx, US, NOW, None) == 1
        assert task(tx, second).status is TaskStatus.WAITING
        assert task(tx, second).reason == "Waits for PR-1, an earlier order of the same subscription."
        assert task(tx, other).status is TaskStatus.PENDING
        assert turns.say_who_is_first(tx, US, NOW, None) == 0


def test_its_turn_comes_by_itself_once_the_earlier_one_is_final(database: Database) -> None:
    with database.transaction() as tx:
        first = store(tx, "PR-1", asset_id="AS-1", due_at=after(-1))
        second = store(tx, "PR-2", asset_id="AS-1", due_at=after(-1))
        turns.say_who_is_first(tx, US, NOW, None)
        assert [found.id for found in claim(tx)] == [first]
        synced = a_settlement(TaskStatus.SYNCED, due_at=None)
        endings.settle(tx, US, owner="worker", settlements={first: synced}, now=NOW)
        assert [found.id for found in claim(tx, now=LATER)] == [second]
