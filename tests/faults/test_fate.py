"""What fate does, it really does: a machine that breaks nothing would find nothing."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from urllib3.exceptions import HTTPError, ReadTimeoutError

from sandbox.http import Request, Unanswered
from sandbox.xero import HARBOUR
from tests.faults.moments import Blow, Fate, Moment, Process
from tests.faults.turns import Turn, Turns
from tests.faults.weather import Trouble, Weather
from tests.sync.watching import CONTACTS, TOKEN, Killed
from tests.world import World


def rows_after(folder: Path, process: Process, raised: type[BaseException]) -> int:
    """How many rows stand in a table after a process that meets its fate has tried to write one."""
    engine = create_engine(f"sqlite:///{folder / 'rows.db'}")
    with engine.begin() as tx:
        tx.execute(text("CREATE TABLE rows (name TEXT)"))
    with process.alive(), pytest.raises(raised), engine.begin() as tx:
        tx.execute(text("INSERT INTO rows VALUES ('one')"))
    with engine.begin() as tx:
        found: int = tx.execute(text("SELECT count(*) FROM rows")).scalar_one()
    engine.dispose()
    return found


@pytest.mark.parametrize(
    ("moment", "blow", "raised", "rows"),
    [
        (Moment.BEGIN, Blow.DEATH, Killed, 0),
        (Moment.COMMIT, Blow.DEATH, Killed, 0),
        (Moment.COMMITTED, Blow.DEATH, Killed, 1),
        (Moment.COMMIT, Blow.DATABASE, OperationalError, 0),
        (Moment.COMMITTED, Blow.DATABASE, OperationalError, 1),
    ],
)
def test_a_blow_before_a_commit_undoes_it_and_one_after_it_does_not(
    tmp_path: Path, moment: Moment, blow: Blow, raised: type[BaseException], rows: int
) -> None:
    process = Process(fates=[Fate(moment=moment, number=0, blow=blow)])
    assert rows_after(tmp_path, process, raised) == rows
    assert process.struck


def test_what_is_dead_writes_nothing_any_more(tmp_path: Path) -> None:
    assert rows_after(tmp_path, Process(dead=True), Killed) == 0


def test_turns_pass_at_their_moments_and_time_passes_between_them() -> None:
    seen: list[str] = []
    turns = Turns(
        [Turn(moments=2, seconds=30), Turn(moments=1, seconds=0)], lambda seconds: seen.append(f"{seconds} s")
    )

    def count(name: str) -> None:
        for number in range(3):
            seen.append(f"{name}{number}")
            turns.pass_on(Moment.TOLD)

    turns.play(lambda: count("a"), lambda: count("b"))
    assert seen == ["a0", "a1", "30 s", "b0", "0 s", "a2", "b1", "b2"]


def test_a_turn_may_last_until_a_moment_of_one_kind() -> None:
    seen: list[str] = []
    turns = Turns([Turn(moments=1, seconds=95, of=Moment.SENT)], lambda seconds: seen.append(f"{seconds} s"))

    def act(name: str) -> None:
        for moment in (Moment.TOLD, Moment.SENT, Moment.COMMITTED):
            seen.append(f"{name} {moment.name}")
            turns.pass_on(moment)

    turns.play(lambda: act("a"), lambda: act("b"))
    assert seen == ["a TOLD", "a SENT", "95 s", "b TOLD", "b SENT", "b COMMITTED", "a COMMITTED"]


def test_what_is_late_is_done_when_it_arrives_and_nobody_hears_of_it(sqlite_world: World) -> None:
    world = sqlite_world
    world.ready()
    weather = Weather(world.xero, world.clock)
    weather.arm("POST", TOKEN, Trouble.LATE, 40)
    before = len(world.xero.calls)
    with pytest.raises(ReadTimeoutError):
        weather.carry(_a_refresh())
    weather.pass_time(timedelta(seconds=39))
    assert len(world.xero.calls) == before
    weather.pass_time(timedelta(seconds=2))
    assert [call.path for call in world.xero.calls[before:]] == [TOKEN]


def _a_refresh() -> Request:
    return Request(method="POST", url=f"https://identity.xero.test{TOKEN}")


def _a_call() -> Request:
    headers = {"xero-tenant-id": HARBOUR}
    return Request(method="PUT", url=f"https://api.xero.test{CONTACTS}", headers=headers, body=b"{}")


def test_what_goes_wrong_at_xero_waits_for_the_call_after_the_one_that_was_lost(sqlite_world: World) -> None:
    weather = Weather(sqlite_world.xero, sqlite_world.clock)
    weather.arm("POST", TOKEN, Trouble.TIMEOUT)
    weather.arm("POST", TOKEN, lambda faults, *place: faults.break_before(*place))
    with pytest.raises(ReadTimeoutError):
        weather.carry(_a_refresh())
    assert (weather.armed, sqlite_world.xero.faults.armed) == (1, 0)
    with pytest.raises(Unanswered):
        weather.carry(_a_refresh())
    assert (weather.armed, sqlite_world.xero.faults.armed) == (0, 0)


@pytest.mark.parametrize("trouble", list(Trouble))
def test_each_trouble_is_spent_on_one_call(sqlite_world: World, trouble: Trouble) -> None:
    weather = Weather(sqlite_world.xero, sqlite_world.clock)
    weather.arm("PUT", CONTACTS, trouble, 1)
    assert weather.armed == 1
    with suppress(HTTPError):
        weather.carry(_a_call())
    assert weather.armed == 0
