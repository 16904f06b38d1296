from __future__ import annotations

import re

from playwright.sync_api import Request, expect

from tests.pages.company import in_business
from tests.pages.reseller import Reseller
from tests.pages.theatre import Theatre
from tests.pages.visits import Visits

MOST_REQUESTS = 10


def test_the_page_that_opens_after_the_installation_connects_to_xero(newcomer: Reseller, visits: Visits) -> None:
    person = visits.by(newcomer)
    person.installs_from_the_store()
    overview = person.overview.is_shown()
    expect(overview.setup).to_contain_text("0 of 4 done")

    overview.goes_to_xero().allows(newcomer.organisation)
    overview.uses(newcomer.organisation)

    expect(overview.setup).to_contain_text("1 of 4 done")
    assert newcomer.call("GET", "/api/connection")["status"] == "active"


def test_every_step_of_the_set_up_leads_to_where_it_is_done(newcomer: Reseller, visits: Visits) -> None:
    newcomer.installs()
    newcomer.connects()
    person = visits.by(newcomer)
    overview = person.opens_overview().is_shown()
    for title, page in (("Choose how", "settings"), ("Map customers", "mapping"), ("Preview and sync", "orders")):
        expect(overview.step(title).get_by_role("link")).to_have_attribute("href", f"/static/{page}.html")

    overview.step("Choose how").get_by_role("link").click()

    person.settings.is_shown().stands("Connected")


def test_the_set_up_is_gone_once_everything_is_done(reseller: Reseller, visits: Visits) -> None:
    reseller.has_invoiced(reseller.has_sold())
    overview = visits.by(reseller).opens_overview().is_shown()

    overview.shows("In Xero", 1)
    expect(overview.setup).to_have_count(0)


def test_a_figure_leads_to_the_list_of_its_orders(reseller: Reseller, visits: Visits) -> None:
    company = in_business(reseller)
    person = visits.by(reseller)
    overview = person.opens_overview().is_shown()
    overview.shows("Need you", 1)
    overview.shows("Waiting", 1)

    overview.figure("Need you").click()

    person.orders.is_shown().lists(company.needs_you)


def test_the_chart_can_be_read_as_a_table_to_the_cent(reseller: Reseller, visits: Visits) -> None:
    """10 seats at 12.50 AUD are in Xero, 40 seats of another product wait."""
    in_business(reseller)
    overview = visits.by(reseller).opens_overview().is_shown()
    expect(overview.value.get_by_role("img")).to_have_accessible_name(re.compile(r"In Xero AUD.125\.00"))

    table = overview.shows_the_table()

    this_week = table.get_by_role("row").nth(1)
    expect(this_week).to_contain_text("125.00")
    expect(table.get_by_role("row")).to_have_count(9)


def test_what_has_come_to_need_somebody_since_is_told_once_in_a_pop_up(reseller: Reseller, visits: Visits) -> None:
    person = visits.by(reseller)
    with person.page.expect_response("**/api/activity/visit"):
        person.opens_overview().is_shown()
    in_business(reseller)

    with person.page.expect_response("**/api/activity/visit"):
        person.page.reload()
    expect(person.page.locator("#toast-alert")).to_contain_text("No price for Outback Mail")

    person.page.reload()
    person.overview.is_shown()
    expect(person.page.locator("#toast-alert")).to_be_empty()


def test_it_is_there_with_few_requests(reseller: Reseller, stage: Theatre, visits: Visits) -> None:
    in_business(reseller)
    person = visits.by(reseller)
    person.opens_overview().is_shown()
    asked: list[str] = []
    origin = stage.walk.stage.extension_url

    def note(request: Request) -> None:
        if request.url.startswith(origin):
            asked.append(request.url.removeprefix(origin))

    person.page.on("request", note)
    person.page.reload()
    person.overview.is_shown()
    person.page.wait_for_load_state("networkidle")

    assert len(asked) <= MOST_REQUESTS, asked
