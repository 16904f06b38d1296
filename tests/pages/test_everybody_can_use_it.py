from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.pages import order_states
from tests.pages.axe import violations
from tests.pages.company import Company, in_business
from tests.pages.overview_states import MORE_PAGES
from tests.pages.person import Person
from tests.pages.reconcile_states import RECONCILE
from tests.pages.states import PAGES, SHEETS, Cast, orders_full, settings_full
from tests.pages.tab_walk import tab_through
from tests.pages.theatre import Theatre
from tests.pages.visits import Visits

STATES = PAGES | SHEETS | order_states.PAGES | order_states.SHEETS | MORE_PAGES | RECONCILE
PASSING = {
    "orders_loading", "settings_loading", "orders_menu", "overview_loading", "activity_loading", "admin_loading",
    "reconcile_loading",
}  # fmt: skip
"""States that end while somebody walks through them."""


@pytest.fixture(scope="module")
def company(stage: Theatre) -> Company:
    """Nobody changes anything of it."""
    return in_business(stage.newcomer().is_set_up())


@pytest.fixture
def cast(stage: Theatre, company: Company, visits: Visits) -> Cast:
    return Cast(visits=visits, company=company, newcomer=stage.newcomer)


@pytest.mark.parametrize("state", STATES)
def test_a_state_has_no_barrier_and_every_control_is_reached_with_the_tab_key(state: str, cast: Cast) -> None:
    """One test for both, since what takes long is to bring the state about."""
    person = STATES[state](cast)

    assert violations(person.inside) == []
    if state in PASSING:
        return
    walked = tab_through(person.page, person.inside)
    assert walked.meant > 0
    assert walked.missed == []
    assert walked.strayed == [], "the focus went behind the sheet"


def test_a_sheet_is_opened_and_closed_with_keys_and_the_focus_comes_back(cast: Cast) -> None:
    person = orders_full(cast)
    opener = person.orders.opener(cast.company.ready)
    opener.focus()
    person.page.keyboard.press("Enter")
    dialog = person.frame.get_by_role("dialog", name=cast.company.ready)
    expect(dialog).to_be_visible()

    person.page.keyboard.press("Escape")

    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_focus_comes_back_to_what_asked_before_a_disconnection(cast: Cast) -> None:
    person = settings_full(cast)
    person.settings.disconnects()
    expect(person.frame.get_by_role("button", name="Stay connected")).to_be_focused()

    person.page.keyboard.press("Escape")

    expect(person.settings.connection.get_by_role("button", name="Disconnect…")).to_be_focused()


def the_store(person: Person) -> None:
    person.goes_to("store")
    expect(person.page.locator("#uninstall")).to_be_visible()


def the_sandbox(person: Person) -> None:
    person.opens_orders().is_shown()
    person.opens_the_sandbox()
    for summary in person.page.locator("#panel details:not([open]) > summary").all()[::-1]:
        summary.click()


def the_books(person: Person) -> None:
    the_sandbox(person)
    person.page.locator("#open-books").click()
    expect(person.page.get_by_role("heading", name=person.reseller.organisation, exact=True)).to_be_visible()


def nobody(person: Person) -> None:
    person.context.clear_cookies()
    person.page.goto(person.portal)
    expect(person.page.get_by_role("heading", name="Sign in to the portal")).to_be_visible()


def a_request(person: Person) -> None:
    order = person.reseller.tasks()[0]["order"]
    person.page.goto(f"{person.portal}/subscriptions/fulfillment/{order}")
    expect(person.page.get_by_role("heading", name=order)).to_be_visible()


@pytest.mark.parametrize("place", [the_store, the_sandbox, the_books, nobody, a_request])
def test_axe_finds_nothing_in_the_portals_own_pages(place: Callable[[Person], None], cast: Cast) -> None:
    person = cast.person()
    place(person)

    assert violations(person.page.main_frame) == []
