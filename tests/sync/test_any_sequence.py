"""Whatever happens, in whatever order: one invoice for each approved production order, and none for anything else."""

from __future__ import annotations

import copy
import itertools
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connect_ext.books.documents.reference import mark_of
from connect_ext.books.ids import InstallationId
from connect_ext.storage import task_list
from sandbox.http import Request
from sandbox.xero import HARBOUR, Faults, Problem
from tests.sync.watching import CONTACTS, INVOICES, TOKEN, Killed, open_intents
from tests.world import World

ORDERS = 3
PATHS = (CONTACTS, INVOICES, TOKEN, "/api.xro/2.0/Organisation")
METHODS = {CONTACTS: "PUT", INVOICES: "PUT", TOKEN: "POST", "/api.xro/2.0/Organisation": "GET"}
COUNT = itertools.count()

Step = tuple[str, Any]
paths = st.sampled_from(PATHS)
orders = st.integers(0, ORDERS - 1)
steps = st.one_of(
    st.tuples(st.just("event"), st.tuples(orders, st.sampled_from(["pending", "approved", "approved"]))),
    st.tuples(st.just("sync"), st.none()),
    st.tuples(st.just("sync"), st.none()),
    st.tuples(st.just("minutes"), st.sampled_from([1, 2, 7, 31])),
    st.tuples(st.just("lose"), paths),
    st.tuples(st.just("break"), paths),
    st.tuples(st.just("error"), st.sampled_from([CONTACTS, INVOICES])),
    st.tuples(st.just("limit"), st.sampled_from(list(Problem))),
    st.tuples(st.just("offline"), paths),
    st.tuples(st.just("die before"), paths),
    st.tuples(st.just("die after"), paths),
    st.tuples(st.just("disconnect"), st.none()),
    st.tuples(st.just("reconnect"), st.none()),
    st.tuples(st.just("expire"), st.none()),
)


class Play:
    """A world in which three purchases are placed: two approved on production, one on a preview connection."""

    def __init__(self, database_url: str) -> None:
        self.world = World(database_url)
        self.us: InstallationId = self.world.ready(auto_sync="every_five_minutes")
        self.pictures = [self._placed(connection) for connection in ("production", "production", "preview")]

    def _placed(self, connection: str) -> dict[str, Any]:
        who = self.world.who
        lines = {"NRD-OFF-M": 2}
        pending = self.world.marketplace.place_purchase(who.southern, who.sydney, who.office, lines, connection)
        self.world.later(minutes=1)
        return {"pending": pending, "approved": self.world.marketplace.approve(pending["id"])}

    def step(self, name: str, what: Any) -> None:
        world, faults = self.world, self.world.xero.faults
        acts: dict[str, Callable[[], object]] = {
            "event": lambda: world.tell(self.us, copy.deepcopy(self.pictures[what[0]][what[1]])),
            "sync": self.sync,
            "minutes": lambda: world.later(minutes=what),
            "lose": lambda: faults.lose_answer(METHODS[what], what),
            "break": lambda: faults.break_before(METHODS[what], what),
            "error": lambda: faults.internal_error("PUT", what),
            "limit": lambda: faults.rate_limit("PUT", INVOICES, what),
            "offline": lambda: faults.offline(METHODS[what], what),
            "die before": lambda: world.watchers.append(self._death(what, after=False)),
            "die after": lambda: world.watchers.append(self._death(what, after=True)),
            "disconnect": lambda: world.xero.disconnect(HARBOUR),
            "reconnect": lambda: world.connect(self.us) if not faults.armed else None,
            "expire": world.xero.expire_access_tokens,
        }
        try:
            acts[name]()
        except Killed:
            self._restart()

    def sync(self) -> None:
        self.world.sync(self.us)

    def _death(self, path: str, *, after: bool) -> Callable[[Request], None]:
        """The process dies at the next call of a path, before it reaches Xero or when Xero has done it."""

        def watch(request: Request) -> None:
            if request.path == path and request.method == METHODS[path]:
                self.world.watchers.remove(watch)
                if after:
                    self.world.xero.handle(request)
                raise Killed

        return watch

    def _restart(self) -> None:
        """A new process has no connections of the old one."""
        self.world.app.runtime.database.dispose()

    def heal(self) -> None:
        """Nothing goes wrong any more, a person connects again and asks for everything, and hours pass."""
        world = self.world
        world.watchers.clear()
        world.xero.faults = Faults()
        for number in range(ORDERS):
            world.tell(self.us, self.pictures[number]["approved"])
        world.later(minutes=10)
        world.connect(self.us)
        for _ in range(4):
            world.sync(self.us)
            world.later(hours=5)

    def invoiced(self) -> Counter[str]:
        marks = (mark_of(invoice["LineItems"][0]["Description"]) or "" for invoice in self.world.books().invoices)
        return Counter(mark.partition("/")[0] for mark in marks)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sequences")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(happens=st.lists(steps, min_size=3, max_size=14))
def test_each_approved_order_is_invoiced_exactly_once(folder: Path, happens: list[Step]) -> None:
    play = Play(f"sqlite:///{folder / f'{next(COUNT)}.db'}")
    for name, what in happens:
        play.step(name, what)
        assert max(play.invoiced().values(), default=0) <= 1, "no order is ever invoiced twice"
    play.heal()

    production = [pictures["approved"]["id"] for pictures in play.pictures[:2]]
    with play.world.app.runtime.database.transaction() as tx:
        counts = task_list.counts(tx, play.us)
    assert play.invoiced() == Counter(production), counts
    assert len(play.world.books().contacts) == 1
    assert open_intents(play.world, play.us) == []
    play.world.close()
