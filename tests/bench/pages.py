"""Each page in a real Chromium, through the portal and the real runner, with a hundred thousand tasks behind it.

A page is ready when the last change of what it shows is done, counted from the beginning of its frame's navigation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

from sqlalchemy import Connection, func, insert, literal, select, text

from connect_ext.storage.database import Database
from connect_ext.storage.tables import tasks
from sandbox.demo import Walk
from tests.bench.row import Row, rounded
from tests.bench.shop import an_address
from tests.pages.browser import chromium
from tests.pages.company import in_business
from tests.pages.person import Person
from tests.pages.theatre import Theatre
from tests.pages.visits import Visits

BEHIND = 100_000
TIMES = 5
QUIET_MS = 400
"""After so long without a change nothing more is expected."""

OPENERS: Mapping[str, Callable[[Person], Any]] = {
    "Overview": lambda person: person.opens_overview().is_shown(),
    "Orders": lambda person: person.opens_orders().is_shown(),
    "Mapping": lambda person: person.opens_mapping().is_shown(),
    "Billing periods": lambda person: person.opens_billing().is_shown(),
    "Activity": lambda person: person.opens_activity().is_shown(),
    "Settings": lambda person: person.opens_settings().is_shown(),
}

WATCH_CHANGES = """
window.lastChange = 0
new MutationObserver(() => { window.lastChange = performance.now() })
    .observe(document, {subtree: true, childList: true, attributes: true, characterData: true})
"""

LOADED = """() => performance.getEntries().filter(one => one.entryType === 'resource' || one.entryType === 'navigation')
    .map(one => ({name: one.name, bytes: one.encodedBodySize}))"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    ready: float
    """Seconds."""
    requests: int
    script_kb: float
    all_kb: float


def measure(database: str) -> Iterator[Row]:
    with an_address(database) as url, chromium() as browser, _a_stage(url) as stage:
        reseller = stage.newcomer().is_set_up()
        in_business(reseller)
        _grow(url, reseller.installation, BEHIND)
        for page, opens in OPENERS.items():
            visits = Visits(browser, stage)
            yield from _rows(f"{page} ({database})", [_visit(visits.by(reseller), opens) for _ in range(TIMES)])
            visits.end()


@contextmanager
def _a_stage(url: str) -> Iterator[Theatre]:
    walk = Walk(variables={"DATABASE_URL": url})
    with walk.stage:
        walk.xero.register_redirect(walk.stage.redirect_uri)
        yield Theatre(walk)


def _visit(person: Person, opens: Callable[[Person], Any]) -> Visit:
    person.context.add_init_script(WATCH_CHANGES)
    opens(person)
    frame = person.inside
    frame.wait_for_function(f"() => performance.now() - window.lastChange > {QUIET_MS}")
    loaded = frame.evaluate(LOADED)
    seconds = frame.evaluate("() => window.lastChange") / 1000
    person.leaves()
    static = [one for one in loaded if "/api/" not in one["name"]]
    return Visit(
        ready=seconds,
        requests=len(loaded),
        script_kb=sum(one["bytes"] for one in static if one["name"].endswith(".js")) / 1000,
        all_kb=sum(one["bytes"] for one in static) / 1000,
    )


def _rows(page: str, seen: list[Visit]) -> Iterator[Row]:
    ready = [one.ready for one in seen]
    spread = f"{min(ready):.2f} to {max(ready):.2f} s in {TIMES} visits, the first of them without a cache"
    behind = f"{page} is ready, with {BEHIND:,} tasks behind it"
    yield Row(name=behind, value=rounded(median(ready)), target=0.6, unit=" s", beside=spread)
    yield Row(name=f"{page}: requests", value=max(one.requests for one in seen), target=10)
    yield Row(name=f"{page}: JavaScript", value=rounded(max(one.script_kb for one in seen)), target=120, unit=" kB")
    yield Row(
        name=f"{page}: all that is static", value=rounded(max(one.all_kb for one in seen)), target=200, unit=" kB"
    )


def _grow(url: str, installation_id: str, to: int) -> None:
    """Repeats what is in the list, under new names, until there are so many tasks."""
    with Database(url).transaction() as tx:
        if tx.dialect.name == "postgresql":
            tx.execute(text("SET LOCAL statement_timeout = 0"))
        own = tasks.c.installation_id == installation_id
        kept = [column for column in tasks.c if column.name not in ("id", "claimable_at", "order_key", "asset_id")]
        while (number := _number(tx, installation_id)) < to:
            seeds = select(
                *kept,
                (tasks.c.order_key + literal(f"-{number}-")).label("order_key"),
                (tasks.c.asset_id + literal(f"-{number}-")).label("asset_id"),
            )
            some = seeds.where(own).order_by(tasks.c.id).limit(to - number)
            tx.execute(insert(tasks).from_select([*(column.name for column in kept), "order_key", "asset_id"], some))


def _number(tx: Connection, installation_id: str) -> int:
    own = tasks.c.installation_id == installation_id
    return tx.execute(select(func.count()).select_from(tasks).where(own)).scalar_one()
