"""What a process has once, however many doors ask for it."""

from __future__ import annotations

import threading

from connect_ext.app import App, app_for, database_for
from connect_ext.storage.database import Database
from tests.web.platform import MISSING_AT_XERO
from tests.world import World


def test_there_is_one_database_for_an_address_configured_or_not(sqlite_url: str) -> None:
    world = World(sqlite_url)
    unset = {**world.variables, **MISSING_AT_XERO}
    app = app_for(world.variables, "development")
    found = [database_for(unset, "development"), database_for(world.variables, "development")]

    assert isinstance(app, App)
    assert [database is app.runtime.database for database in found] == [True, True]
    world.close()


def test_many_threads_that_ask_at_once_get_the_same_database(sqlite_url: str) -> None:
    variables = {"DATABASE_URL": sqlite_url}
    start = threading.Barrier(8)
    found: list[object] = []

    def ask() -> None:
        start.wait(20)
        found.append(database_for(variables, "development"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert len(found) == 8
    assert isinstance(found[0], Database)
    assert len(set(map(id, found))) == 1
