"""Pictures of all pages in the portal, for people to look at: `python -m tests.pages.pictures <folder>`.

`orders.png` among them is the one of the README.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sandbox.connect.newcomers import join_customer
from tests.clean import come_clean
from tests.pages import order_states
from tests.pages.browser import chromium
from tests.pages.company import Company, in_business
from tests.pages.overview_states import MORE_PAGES
from tests.pages.person import Person
from tests.pages.reconcile_states import RECONCILE
from tests.pages.states import PAGES, SHEETS, Cast
from tests.pages.theatre import Theatre, theatre
from tests.pages.visits import Visits

WIDTHS = (1360, 900, 400)
LEFT_OUT = {"orders_narrow", "wizard_narrow", "sheet_narrow", "settings_narrow"}
"""Every state is taken at every width."""


def take(person: Person, path: Path) -> None:
    """The whole page, which grows with the frame in it."""
    person.page.evaluate("() => window.scrollTo(0, 0)")
    person.page.wait_for_timeout(300)
    person.page.screenshot(path=path, full_page=True, animations="disabled")


@contextmanager
def a_cast() -> Iterator[tuple[Cast, Visits]]:
    with chromium() as browser, theatre() as stage:
        visits = Visits(browser, stage)
        yield Cast(visits=visits, company=_company(stage), newcomer=stage.newcomer), visits


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with a_cast() as (cast, visits):
        take(_a_busy_day(cast), folder / "orders.png")
        visits.end()
        for name, state in (PAGES | SHEETS | order_states.PAGES | order_states.SHEETS | MORE_PAGES | RECONCILE).items():
            if name in LEFT_OUT:
                continue
            person = state(cast)
            for width in WIDTHS:
                person.page.set_viewport_size({"width": width, "height": 900})
                take(person, folder / f"{name}-{width}.png")
            visits.end()


def _a_busy_day(cast: Cast) -> Person:
    """Orders of three customers in every status that a person meets in the first weeks."""
    name, organisation, customers = "Coral Bay Cloud", "Coral Bay Cloud Pty Ltd", ("Northshore Dental", "Wattle & Co")
    company = in_business(cast.newcomer(name, organisation, "Harbour & Sons Pty Ltd").is_set_up())
    first = company.reseller
    marketplace = first.walk.marketplace
    second, third = (replace(first, customer=join_customer(marketplace, one, first.account)) for one in customers)
    first.has_invoiced(second.has_sold({"NRD-OFF-Y": 12}), third.has_sold({"NRD-OFF-M": 25, "NRD-SETUP": 1}))
    third.has_sold({"NRD-OFF-M": 4})
    late = second.has_sold({"SKB-SEAT-M": 60}, marketplace.backup)
    person = cast.visits.by(first)
    person.xero_fails("offline")
    orders = person.opens_orders().is_shown()
    orders.syncs(late)
    orders.says_of(late, "Xero answered 503")
    person.page.reload()
    orders.is_shown()
    return person


def _company(stage: Theatre) -> Company:
    named = stage.newcomer("Coral Bay Cloud", "Coral Bay Cloud Pty Ltd", "Harbour & Sons Pty Ltd")
    return in_business(named.is_set_up())


if __name__ == "__main__":
    come_clean()
    main(Path(sys.argv[1]))
