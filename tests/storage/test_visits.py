from __future__ import annotations

from sqlalchemy.engine import Connection

from connect_ext.storage import visits
from connect_ext.storage.database import Database
from connect_ext.storage.journal import JournalId
from tests.storage.builders import LATER, NOW, US


def note(tx: Connection, user_id: str = "UR-1", seen: int = 0, told: int = 0) -> tuple[int, int]:
    visits.note(tx, US, user_id, seen=JournalId(seen), told=JournalId(told), now=NOW)
    found = visits.load(tx, US, user_id)
    assert found is not None
    return found.seen, found.told


def test_before_the_first_visit_nothing_is_known(database: Database) -> None:
    with database.transaction() as tx:
        assert visits.load(tx, US, "UR-1") is None


def test_a_visit_only_goes_forward_whichever_window_speaks_last(database: Database) -> None:
    with database.transaction() as tx:
        assert note(tx, told=4) == (0, 4)
        assert note(tx, seen=3) == (3, 4)
        assert note(tx, seen=1, told=2) == (3, 4)


def test_what_was_seen_need_not_be_told(database: Database) -> None:
    with database.transaction() as tx:
        assert note(tx, seen=7, told=2) == (7, 7)


def test_people_do_not_see_for_each_other(database: Database) -> None:
    with database.transaction() as tx:
        note(tx, seen=7)

        assert note(tx, "UR-2", seen=1) == (1, 1)
        visits.note(tx, US, "UR-2", seen=JournalId(2), told=JournalId(0), now=LATER)
        mine, theirs = visits.load(tx, US, "UR-1"), visits.load(tx, US, "UR-2")

    assert mine is not None
    assert theirs is not None
    assert (mine.seen, mine.at, theirs.seen, theirs.at) == (7, NOW, 2, LATER)
