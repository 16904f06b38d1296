"""A queue that stands still says so once; a connection that is about to end says so 14, 7 and 2 days before."""

from __future__ import annotations

from connect_ext.books.ids import InstallationId
from connect_ext.storage import journal
from sandbox.http import Request, Response
from sandbox.xero import FJORD, Problem
from tests.sync.watching import INVOICES, TOKEN
from tests.world import World


def told(world: World, installation_id: InstallationId, event: str) -> list[str]:
    with world.app.runtime.database.transaction() as tx:
        entries = journal.page(tx, installation_id, limit=1000)
    return [entry.sentence for entry in reversed(entries) if entry.event == event]


def without_xero(world: World, only: str = "") -> None:
    """From now on Xero answers like a server that is down."""

    def down(request: Request) -> Response:
        if request.path.endswith(only):
            return Response(status=503, headers={"content-type": "text/html"}, body=b"<html>down</html>")
        return world.xero.handle(request)

    world.xero_answers = down


def ticks(world: World, count: int) -> None:
    for _ in range(count):
        world.later(minutes=5)
        world.schedule_fires()


def test_an_outage_is_told_once_with_why_since_when_and_what_to_press(world: World) -> None:
    ours = world.ready(auto_sync="every_five_minutes")
    theirs = world.ready(world.who.albion, FJORD)
    world.buy(ours)
    without_xero(world)
    ticks(world, 12)

    [sentence] = told(world, ours, "connection.paused")
    assert sentence.startswith("Nothing is sent to Harbour Cloud Ltd since 2026-11-21 01:06 UTC: Xero")
    assert sentence.endswith(" UTC, by itself; there is nothing to press.")
    assert told(world, theirs, "connection.paused") == [], "who asks nothing of Xero waits for nothing"

    world.xero_answers = world.xero.handle
    ticks(world, 3)
    world.buy(ours)
    without_xero(world)
    ticks(world, 6)
    assert len(told(world, ours, "connection.paused")) == 2


def test_the_limit_of_a_day_is_told_at_once_and_that_of_a_minute_never(sqlite_world: World) -> None:
    world = sqlite_world
    ours = world.ready(auto_sync="every_five_minutes")
    for problem in (Problem.MINUTE, Problem.DAY):
        world.xero.faults.rate_limit("PUT", INVOICES, problem)
        world.buy(ours)
        ticks(world, 3)

    [sentence] = told(world, ours, "connection.paused")
    assert "calls per day for this organisation are used up" in sentence


def test_a_connection_that_cannot_be_renewed_warns_three_times_before_it_ends(world: World) -> None:
    ours = world.ready()
    without_xero(world, only=TOKEN)
    for _ in range(59):
        world.later(days=1)
        world.schedule_fires()
        world.schedule_fires()

    warned = told(world, ours, "connection.dying")
    assert [sentence.partition(", in ")[2].split()[0] for sentence in warned] == ["14", "7", "2"]
    assert warned[0].startswith(
        "The connection to Harbour Cloud Ltd could not be renewed since 2026-11-21; Xero ends it"
    )
    assert warned[0].endswith("Press Reconnect before then.")


def test_one_that_is_renewed_meanwhile_warns_again_only_the_next_time(sqlite_world: World) -> None:
    world = sqlite_world
    ours = world.ready()
    for _ in range(2):
        without_xero(world, only=TOKEN)
        world.later(days=47)
        world.schedule_fires()
        world.xero_answers = world.xero.handle
        world.later(minutes=10)
        world.schedule_fires()

    assert len(told(world, ours, "connection.dying")) == 2
