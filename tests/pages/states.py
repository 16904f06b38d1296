"""Every state that the pages know, each brought about as a person would meet it.

Only an answer that is broken is made up on its way: the stage has no fault of the extension's own to offer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Route, expect

from sandbox.xero.identity import OWN_CLIENT_ID
from tests.pages.company import Company
from tests.pages.person import Person
from tests.pages.reseller import Reseller
from tests.pages.visits import Visits

NARROW = 400
LATE_MS = 8_000
LIST = "**/api/tasks?*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Whoever a state may need: one in business, and newcomers, made when they are asked for."""

    visits: Visits
    company: Company
    newcomer: Callable[..., Reseller]

    def person(self, width: int = 1360) -> Person:
        """Of the company."""
        return self.visits.by(self.company.reseller, width)

    def owner(self) -> Person:
        """Of the extension itself, who has not installed it."""
        return self.visits.by_the_owner(self.company.reseller)

    def stranger(self) -> Person:
        """Has installed the extension a moment ago."""
        reseller = self.newcomer()
        reseller.installs()
        return self.visits.by(reseller)


State = Callable[[Cast], Person]


def orders_not_connected(cast: Cast) -> Person:
    person = cast.stranger()
    expect(person.opens_orders().welcome).to_be_visible()
    return person


def orders_choosing(cast: Cast) -> Person:
    person = cast.stranger()
    person.reseller.has_sold()
    person.reseller.allows()
    orders = person.opens_orders().is_shown()
    expect(orders.frame.get_by_role("radio", name=person.reseller.organisation)).to_be_visible()
    return person


def orders_empty(cast: Cast) -> Person:
    person = cast.visits.by(cast.newcomer().is_set_up())
    orders = person.opens_orders().is_shown()
    expect(orders.frame.get_by_text("No orders yet")).to_be_visible()
    return person


def orders_loading(cast: Cast) -> Person:
    person = cast.visits.by(cast.newcomer().is_set_up())
    person.switches(slow_ms=LATE_MS)
    expect(person.opens_orders().table.locator(".skeleton").first).to_be_visible()
    return person


def orders_not_loaded(cast: Cast) -> Person:
    person = cast.person()
    person.watch.expects("status of 500")
    person.context.route(LIST, broken)
    expect(person.opens_orders().frame.get_by_text("The orders could not be loaded")).to_be_visible()
    return person


def orders_not_brought_up_to_date(cast: Cast) -> Person:
    person = cast.person()
    orders = person.opens_orders().is_shown()
    person.watch.expects("status of 500")
    person.context.route(LIST, broken)
    orders.checks_changes()
    expect(orders.frame.get_by_text("This list could not be brought up to date")).to_be_visible()
    return person


def orders_full(cast: Cast, width: int = 1360) -> Person:
    person = cast.person(width)
    orders = person.opens_orders().is_shown()
    orders.says_of(cast.company.needs_you, "Needs you")
    return person


def orders_narrow(cast: Cast) -> Person:
    return orders_full(cast, NARROW)


def orders_filter_empty(cast: Cast) -> Person:
    person = cast.visits.by(cast.newcomer().is_set_up())
    orders = person.opens_orders().is_shown()
    orders.shows_only("Needs you")
    expect(orders.frame.get_by_text("Nothing needs you")).to_be_visible()
    return person


def orders_selected(cast: Cast) -> Person:
    person = orders_full(cast)
    person.orders.selects(cast.company.ready, cast.company.needs_you)
    expect(person.orders.chosen).to_contain_text("2 orders selected")
    return person


def orders_menu(cast: Cast) -> Person:
    person = orders_full(cast)
    person.frame.get_by_role("button", name="Menu").click()
    return person


def sheet_with_preview(cast: Cast, width: int = 1360) -> Person:
    person = orders_full(cast, width)
    sheet = person.orders.opens(cast.company.ready).has_loaded()
    expect(sheet.for_xero).to_contain_text("Draft, not sent yet")
    return person


def sheet_narrow(cast: Cast) -> Person:
    return sheet_with_preview(cast, NARROW)


def sheet_in_xero(cast: Cast) -> Person:
    person = orders_full(cast)
    sheet = person.orders.opens(cast.company.in_xero).has_loaded()
    sheet.explains_the_line()
    return person


def sheet_needing_you(cast: Cast) -> Person:
    person = orders_full(cast)
    person.orders.opens(cast.company.needs_you).has_loaded()
    return person


def sheet_giving_back(cast: Cast) -> Person:
    """A credit note and a reduced draft, before they are sent."""
    reseller = cast.newcomer().is_set_up()
    change = reseller.has_reduced()
    person = cast.visits.by(reseller)
    sheet = person.opens_orders().is_shown().opens(change).has_loaded()
    expect(sheet.for_xero).to_contain_text("Given back")
    return person


def sheet_given_back(cast: Cast) -> Person:
    """The same when they are in Xero, and the credit note is still to be set off."""
    reseller = cast.newcomer().is_set_up()
    change = reseller.has_reduced()
    reseller.has_invoiced(change)
    person = cast.visits.by(reseller)
    sheet = person.opens_orders().is_shown().opens(change).has_loaded()
    expect(sheet.in_xero).to_contain_text("CN-0001")
    return person


def session_ended(cast: Cast) -> Person:
    person = cast.visits.by(cast.newcomer().is_set_up())
    person.watch.expects("status of 401")
    person.switches(expired=True)
    expect(person.opens_orders().frame.get_by_text("Your session has ended", exact=True)).to_be_visible()
    return person


def settings_not_connected(cast: Cast) -> Person:
    person = cast.stranger()
    person.opens_settings().is_shown().stands("Not connected")
    return person


def settings_at_xero(cast: Cast) -> Person:
    person = cast.stranger()
    person.context.add_init_script("window.open = () => null")
    settings = person.opens_settings().is_shown()
    settings.presses("Connect to Xero")
    expect(settings.connection).to_contain_text("kept the window from opening")
    return person


def settings_choosing(cast: Cast) -> Person:
    person = cast.stranger()
    person.reseller.allows()
    person.opens_settings().is_shown().stands("Choose an organisation")
    return person


def settings_loading(cast: Cast) -> Person:
    person = cast.visits.by(cast.newcomer().is_set_up())
    person.switches(slow_ms=LATE_MS)
    expect(person.opens_settings().frame.get_by_role("status", name="Loading the settings")).to_be_visible()
    return person


def settings_full(cast: Cast, width: int = 1360) -> Person:
    person = cast.person(width)
    person.opens_settings().is_shown().stands("Connected")
    return person


def settings_narrow(cast: Cast) -> Person:
    person = settings_full(cast, NARROW)
    person.settings.adds_a_country()
    return person


def settings_asking(cast: Cast) -> Person:
    person = settings_full(cast)
    person.settings.disconnects()
    return person


def settings_own_app(cast: Cast) -> Person:
    """Kept, so that everything that is said of secrets is there."""
    reseller = cast.newcomer().is_set_up()
    reseller.has_own_app()
    person = cast.visits.by(reseller)
    person.watch.expects("status of 409")
    settings = person.opens_settings()
    settings.stands("Disconnected by Xero")
    settings.opens_own_app()
    return person


def settings_own_app_refused(cast: Cast) -> Person:
    person = cast.visits.by(cast.newcomer().is_set_up())
    person.watch.expects("status of 422")
    sheet = person.opens_settings().is_shown().opens_own_app()
    sheet.gives(OWN_CLIENT_ID, "of-another")
    sheet.presses("Save app")
    sheet.says("does not accept the app's client id and secret")
    return person


def settings_removing_app(cast: Cast) -> Person:
    person = settings_own_app(cast)
    removing = person.frame.get_by_role("button", name="Remove…")
    removing.click()
    expect(person.frame.get_by_text("Remove your Xero app?")).to_be_visible()
    return person


def settings_wrong(cast: Cast) -> Person:
    person = settings_full(cast)
    settings = person.settings
    settings.adds_a_country()
    settings.frame.get_by_label("Country", exact=True).select_option(value="NZ")
    settings.save.click()
    expect(settings.frame.get_by_text("Choose the tax type for New Zealand")).to_be_visible()
    return person


def settings_disconnected_by_xero(cast: Cast) -> Person:
    reseller = cast.newcomer().is_set_up()
    reseller.disconnects_at_xero()
    person = cast.visits.by(reseller)
    person.watch.expects("status of 409")
    person.opens_settings().stands("Disconnected by Xero")
    return person


def broken(route: Route) -> None:
    route.fulfill(status=500, content_type="text/plain", body="Internal Server Error")


PAGES: dict[str, State] = {
    state.__name__: state
    for state in (
        orders_not_connected, orders_choosing, orders_empty, orders_loading, orders_not_loaded,
        orders_not_brought_up_to_date, orders_full, orders_narrow, orders_filter_empty, orders_selected, orders_menu,
        session_ended, settings_not_connected, settings_at_xero, settings_choosing, settings_loading, settings_full,
        settings_narrow, settings_wrong, settings_disconnected_by_xero,
    )
}  # fmt: skip
SHEETS: dict[str, State] = {
    state.__name__: state
    for state in (
        sheet_with_preview, sheet_narrow, sheet_in_xero, sheet_needing_you, sheet_giving_back, sheet_given_back,
        settings_asking, settings_own_app, settings_own_app_refused, settings_removing_app,
    )
}  # fmt: skip
