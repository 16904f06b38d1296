from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.pages.reseller import Reseller
from tests.pages.visits import Visits

NO_WINDOWS = "window.open = () => null"
"""As a browser that blocks popups."""


@pytest.fixture
def installed(newcomer: Reseller) -> Reseller:
    newcomer.installs()
    return newcomer


def test_who_declines_at_xero_is_told_that_nothing_was_connected_and_can_start_again(
    installed: Reseller, visits: Visits
) -> None:
    settings = visits.by(installed).opens_settings()
    login = settings.goes_to_xero()
    login.declines()
    expect(login.window.get_by_role("heading", name="Nothing was connected")).to_be_visible()
    login.window.close()
    expect(settings.connection).to_contain_text("The window was closed")
    expect(settings.connection).to_contain_text("nothing has changed")

    settings.goes_to_xero("Start again").allows(installed.organisation)

    settings.uses(installed.organisation)


def test_where_windows_are_blocked_a_plain_link_leads_to_xero(installed: Reseller, visits: Visits) -> None:
    person = visits.by(installed)
    person.context.add_init_script(NO_WINDOWS)
    settings = person.opens_settings()
    settings.presses("Connect to Xero")
    expect(settings.connection).to_contain_text("Your browser kept the window from opening")

    settings.follows_the_link_to_xero().allows(installed.organisation)

    settings.uses(installed.organisation)


def test_the_page_comes_back_from_xero_by_itself_and_the_window_is_gone(installed: Reseller, visits: Visits) -> None:
    settings = visits.by(installed).opens_settings()
    login = settings.goes_to_xero()
    login.allows(installed.organisation)

    expect(settings.connection).to_contain_text("Which organisation shall invoices go to?")
    login.is_gone()


def test_a_consent_can_be_given_up_before_the_choice(installed: Reseller, visits: Visits) -> None:
    installed.allows()
    settings = visits.by(installed).opens_settings()
    settings.stands("Choose an organisation")
    settings.presses("Do not connect…")
    settings.question("Give up this consent?").get_by_role("button", name="Give it up").click()

    settings.stands("Not connected")


def test_the_page_of_orders_says_that_a_choice_is_left(installed: Reseller, visits: Visits) -> None:
    installed.has_sold()
    installed.allows()
    orders = visits.by(installed).opens_orders().is_shown()
    expect(orders.frame.get_by_text("One step is left: choose the organisation")).to_be_visible()

    orders.uses(installed.organisation)
