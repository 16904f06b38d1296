"""Every state of the Reconcile page, each brought about as a person would meet it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.pages.person import Person
from tests.pages.states import LATE_MS, Cast, State, broken


def reconcile_not_connected(cast: Cast) -> Person:
    person = cast.stranger()
    reconcile = person.opens_reconcile()
    expect(reconcile.frame.get_by_text("Nothing to compare with yet")).to_be_visible()
    expect(reconcile.frame.get_by_role("button", name="Connect to Xero")).to_be_visible()
    return person


def reconcile_empty(cast: Cast) -> Person:
    person = cast.visits.by(cast.newcomer().is_set_up())
    expect(person.opens_reconcile().frame.get_by_text("Nothing in ")).to_be_visible()
    return person


def reconcile_loading(cast: Cast) -> Person:
    person = cast.visits.by(cast.newcomer().is_set_up())
    person.switches(slow_ms=LATE_MS)
    expect(person.opens_reconcile().frame.locator(".group-waits .skeleton").first).to_be_visible()
    return person


def reconcile_not_loaded(cast: Cast) -> Person:
    person = cast.person()
    person.watch.expects("status of 500")
    person.context.route("**/api/reconcile*", broken)
    expect(person.opens_reconcile().frame.get_by_text("The month could not be compared")).to_be_visible()
    return person


def reconcile_not_compared_again(cast: Cast) -> Person:
    person = cast.person()
    reconcile = person.opens_reconcile().is_shown()
    person.watch.expects("status of 500")
    person.context.route("**/api/reconcile*", broken)
    reconcile.frame.get_by_role("button", name="Check again").click()
    expect(reconcile.frame.get_by_text("This could not be compared again")).to_be_visible()
    return person


def reconcile_full(cast: Cast) -> Person:
    person = cast.person()
    reconcile = person.opens_reconcile().is_shown()
    expect(reconcile.row("Not known")).to_contain_text("No price is known")
    return person


def reconcile_opened(cast: Cast) -> Person:
    person = reconcile_full(cast)
    expect(person.reconcile.opens("Northwind Office")).to_contain_text(cast.company.in_xero)
    return person


def reconcile_nothing_differs(cast: Cast) -> Person:
    reseller = cast.newcomer().is_set_up()
    reseller.has_invoiced(reseller.has_sold())
    person = cast.visits.by(reseller)
    person.opens_reconcile().is_shown().shows_only_differences()
    expect(person.frame.get_by_text("Nothing of ")).to_be_visible()
    return person


def reconcile_disconnected_by_xero(cast: Cast) -> Person:
    reseller = cast.newcomer().is_set_up()
    reseller.disconnects_at_xero()
    reseller.has_sold()
    reseller.call("POST", "/api/sync", {})
    reseller.wait_for(lambda: reseller.call("GET", "/api/connection")["status"] == "broken")
    person = cast.visits.by(reseller)
    expect(person.opens_reconcile().frame.get_by_text("Xero no longer accepts the connection")).to_be_visible()
    return person


RECONCILE: dict[str, State] = {
    state.__name__: state
    for state in (
        reconcile_not_connected, reconcile_empty, reconcile_loading, reconcile_not_loaded,
        reconcile_not_compared_again, reconcile_full, reconcile_opened, reconcile_nothing_differs,
        reconcile_disconnected_by_xero,
    )
}  # fmt: skip
