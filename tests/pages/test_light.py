"""What nobody has asked for does not come, unless the page is idle."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from tests.house.project import ROOT
from tests.house.static_page import loads
from tests.pages.company import in_business
from tests.pages.person import Person
from tests.pages.theatre import Theatre
from tests.pages.visits import Visits

NEVER_IDLE = "window.requestIdleCallback = () => 0"
A_MOMENT = "new Promise((done) => { setTimeout(done, 1000); })"
SCRIPTS = "performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.js'))"
SHOWN: dict[str, set[str]] = {
    "orders.html": {"Causes", "fixes"},
    "settings.html": {"More", "CountryRules", "SampleInvoice", "Facts", "lists"},
}
"""Parts that a page shows by itself, with what else they bring: with their data, or below the first screen."""
OPENINGS: list[Callable[[Person], object]] = [
    lambda person: person.opens_orders().is_shown().causes.wait_for(),
    lambda person: person.opens_mapping().is_shown(),
    lambda person: person.opens_overview().is_shown(),
    lambda person: person.opens_activity().is_shown(),
    lambda person: person.opens_billing().is_shown(),
    lambda person: person.opens_reconcile().is_shown(),
    lambda person: person.opens_settings().is_shown(),
]


def test_no_part_comes_before_the_page_is_idle_or_somebody_acts_but_those_it_shows(
    stage: Theatre, visits: Visits
) -> None:
    person = visits.by(in_business(stage.newcomer().is_set_up()).reseller)
    person.context.add_init_script(NEVER_IDLE)
    came = dict(_came(person, opens) for opens in OPENINGS)
    assert {page: parts for page, parts in came.items() if parts} == SHOWN


def _came(person: Person, opens: Callable[[Person], object]) -> tuple[str, set[str]]:
    """The name of the page, and those of the parts that have come besides its first load."""
    opens(person)
    person.inside.evaluate(A_MOMENT)
    page = PurePosixPath(urlsplit(person.inside.url).path).name
    scripts = {urlsplit(address).path for address in person.inside.evaluate(SCRIPTS)}
    later = scripts.difference(loads(ROOT / "connect_ext" / "static", page))
    return page, {PurePosixPath(script).name.split("-")[0] for script in later}
