from __future__ import annotations

import csv
from pathlib import Path

from playwright.sync_api import expect

from tests.pages.company import in_business
from tests.pages.reseller import Reseller
from tests.pages.visits import Visits


def test_what_needs_somebody_is_shown_first_and_everything_when_asked_for(reseller: Reseller, visits: Visits) -> None:
    company = in_business(reseller)
    activity = visits.by(reseller).opens_activity().is_shown()
    expect(activity.entry("Order needs you", company.needs_you)).to_be_visible()
    expect(activity.entry("Order synced")).to_have_count(0)

    activity.shows("Everything")

    expect(activity.entry("Order synced", company.in_xero)).to_contain_text("The books agree with this order.")
    expect(activity.entry("Settings saved")).to_contain_text("You")


def test_an_order_is_followed_from_its_coming_to_the_books(reseller: Reseller, visits: Visits) -> None:
    company = in_business(reseller)
    activity = visits.by(reseller).opens_activity().is_shown().shows("Everything")
    activity.entry("Order synced").get_by_role("button", name=company.in_xero).click()

    expect(activity.log).to_contain_text(f"Only of order {company.in_xero}")
    expect(activity.log.locator("li.entry")).to_have_count(2)
    expect(activity.entry("Order is ready")).to_contain_text("Connect")

    activity.log.get_by_role("button", name="Show all orders").click()
    expect(activity.entry("Connected to Xero")).to_be_visible()


def test_words_are_looked_for_in_sentences_and_orders(reseller: Reseller, visits: Visits) -> None:
    company = in_business(reseller)
    activity = visits.by(reseller).opens_activity().is_shown().shows("Everything")

    activity.searches(company.ready.lower())

    expect(activity.entry("Order is ready", company.ready)).to_be_visible()
    expect(activity.entry("Order synced")).to_have_count(0)


def test_what_came_since_the_last_visit_is_marked_once(reseller: Reseller, visits: Visits) -> None:
    person = visits.by(reseller)
    with person.page.expect_response("**/api/activity/visit"):
        person.opens_activity().is_shown()
    company = in_business(reseller)

    with person.page.expect_response("**/api/activity/visit"):
        person.page.reload()
        expect(person.activity.entry("Order needs you", company.needs_you)).to_contain_text("New")
    person.page.reload()

    expect(person.activity.entry("Order needs you", company.needs_you)).to_be_visible()
    expect(person.activity.log.get_by_text("New", exact=True)).to_have_count(0)


def test_what_is_shown_can_be_kept_as_a_file(reseller: Reseller, visits: Visits, tmp_path: Path) -> None:
    company = in_business(reseller)
    person = visits.by(reseller)
    person.opens_activity().is_shown()
    with person.page.expect_download() as download:
        person.frame.get_by_role("button", name="Export CSV").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)

    titles, *rows = csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
    assert path.name == "activity.csv"
    assert [row[titles.index("Order")] for row in rows] == [company.needs_you]


def test_it_connects_too(newcomer: Reseller, visits: Visits) -> None:
    newcomer.installs()
    activity = visits.by(newcomer).opens_activity().is_shown()
    activity.goes_to_xero().allows(newcomer.organisation)
    activity.chooses(newcomer.organisation)

    activity.shows("Everything")
    expect(activity.entry("Connected to Xero", newcomer.organisation)).to_be_visible()
