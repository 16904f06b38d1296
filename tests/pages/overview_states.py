"""Every state of Overview, Activity and the owner's page, each brought about as a person would meet it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.pages.person import Person
from tests.pages.states import LATE_MS, Cast, State, broken

OVERVIEW = "**/api/overview"
ACTIVITY = re.compile(r"/api/activity(\?|$)")
HEALTH = "**/api/admin/installations*"


def overview_not_connected(cast: Cast) -> Person:
    person = cast.stranger()
    expect(person.opens_overview().is_shown().setup).to_contain_text("0 of 4 done")
    return person


def overview_choosing(cast: Cast) -> Person:
    person = cast.stranger()
    person.reseller.allows()
    overview = person.opens_overview().is_shown()
    expect(overview.frame.get_by_role("radio", name=person.reseller.organisation)).to_be_visible()
    return person


def overview_empty(cast: Cast) -> Person:
    person = cast.visits.by(cast.newcomer().is_set_up())
    expect(person.opens_overview().is_shown().value).to_contain_text("No orders with a price yet")
    return person


def overview_loading(cast: Cast) -> Person:
    person = cast.visits.by(cast.newcomer().is_set_up())
    person.switches(slow_ms=LATE_MS)
    expect(person.opens_overview().frame.get_by_role("status", name="Loading the overview")).to_be_visible()
    return person


def overview_not_loaded(cast: Cast) -> Person:
    person = cast.person()
    person.watch.expects("status of 500")
    person.context.route(OVERVIEW, broken)
    expect(person.opens_overview().frame.get_by_text("The overview could not be loaded")).to_be_visible()
    return person


def overview_full(cast: Cast) -> Person:
    person = cast.person()
    expect(person.opens_overview().is_shown().needs_you).to_contain_text("No price for")
    return person


def overview_table(cast: Cast) -> Person:
    person = overview_full(cast)
    expect(person.overview.shows_the_table()).to_be_visible()
    return person


def overview_disconnected_by_xero(cast: Cast) -> Person:
    reseller = cast.newcomer().is_set_up()
    order = reseller.has_sold()
    reseller.disconnects_at_xero()
    reseller.call("POST", "/api/sync", {})
    reseller.wait_for(lambda: reseller.call("GET", "/api/connection")["status"] == "broken")
    assert reseller.task(order)["status"] != "synced"
    person = cast.visits.by(reseller)
    overview = person.opens_overview().is_shown()
    expect(overview.frame.get_by_text("Xero no longer accepts the connection")).to_be_visible()
    return person


def activity_not_connected(cast: Cast) -> Person:
    person = cast.stranger()
    activity = person.opens_activity().is_shown()
    expect(activity.frame.get_by_role("button", name="Connect to Xero")).to_be_visible()
    return person


def activity_nothing_matters(cast: Cast) -> Person:
    person = cast.visits.by(cast.newcomer().is_set_up())
    expect(person.opens_activity().is_shown().log).to_contain_text("Nothing needs anybody")
    return person


def activity_loading(cast: Cast) -> Person:
    person = cast.visits.by(cast.newcomer().is_set_up())
    person.switches(slow_ms=LATE_MS)
    expect(person.opens_activity().frame.get_by_role("status", name="Loading the activity")).to_be_visible()
    return person


def activity_not_loaded(cast: Cast) -> Person:
    person = cast.person()
    person.watch.expects("status of 500")
    person.context.route(ACTIVITY, broken)
    expect(person.opens_activity().frame.get_by_text("The activity could not be loaded")).to_be_visible()
    return person


def activity_full(cast: Cast) -> Person:
    person = cast.person()
    activity = person.opens_activity().is_shown().shows("Everything")
    expect(activity.entry("Order synced", cast.company.in_xero)).to_be_visible()
    return person


def activity_filter_empty(cast: Cast) -> Person:
    person = cast.person()
    activity = person.opens_activity().is_shown()
    activity.searches("zeppelin")
    expect(activity.log).to_contain_text("Nothing like it has happened")
    return person


def activity_of_one_order(cast: Cast) -> Person:
    person = activity_full(cast)
    person.activity.entry("Order synced", cast.company.in_xero).get_by_role("button").click()
    expect(person.activity.log).to_contain_text(f"Only of order {cast.company.in_xero}")
    return person


def admin_full(cast: Cast) -> Person:
    person = cast.owner()
    person.goes_to(f"admin/{cast.company.reseller.installation}")
    expect(person.frame.get_by_role("rowheader").first).to_contain_text(cast.company.reseller.installation)
    return person


def admin_loading(cast: Cast) -> Person:
    person = cast.owner()
    person.switches(slow_ms=LATE_MS)
    person.goes_to(f"admin/{cast.company.reseller.installation}")
    expect(person.frame.locator(".skeleton").first).to_be_visible()
    return person


def admin_not_loaded(cast: Cast) -> Person:
    person = cast.owner()
    person.watch.expects("status of 500")
    person.context.route(HEALTH, broken)
    person.goes_to(f"admin/{cast.company.reseller.installation}")
    expect(person.frame.get_by_text("The installations could not be loaded")).to_be_visible()
    return person


MORE_PAGES: dict[str, State] = {
    state.__name__: state
    for state in (
        overview_not_connected, overview_choosing, overview_empty, overview_loading, overview_not_loaded,
        overview_full, overview_table, overview_disconnected_by_xero, activity_not_connected,
        activity_nothing_matters, activity_loading, activity_not_loaded, activity_full, activity_filter_empty,
        activity_of_one_order, admin_full, admin_loading, admin_not_loaded,
    )
}  # fmt: skip
