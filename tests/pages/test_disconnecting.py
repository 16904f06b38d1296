from __future__ import annotations

from playwright.sync_api import expect

from sandbox.xero.identity import CLIENT_ID
from tests.pages.reseller import Reseller
from tests.pages.visits import Visits


def is_connected_at_xero(reseller: Reseller) -> bool:
    xero = reseller.walk.xero
    return xero.connections.find(CLIENT_ID, xero.identity.user.user_id, reseller.tenant) is not None


def test_who_disconnects_is_asked_first_and_then_disconnected_at_xero_too(reseller: Reseller, visits: Visits) -> None:
    settings = visits.by(reseller).opens_settings().is_shown()
    question = settings.disconnects()
    expect(question).to_contain_text("Orders are still taken in, and wait.")
    assert is_connected_at_xero(reseller), "a question must not disconnect"

    question.get_by_role("button", name="Disconnect", exact=True).click()

    settings.stands("Not connected")
    assert not is_connected_at_xero(reseller)


def test_who_thinks_better_of_it_stays_connected(reseller: Reseller, visits: Visits) -> None:
    settings = visits.by(reseller).opens_settings().is_shown()

    settings.disconnects().get_by_role("button", name="Stay connected").click()

    settings.stands("Connected")
    assert is_connected_at_xero(reseller)


def test_a_disconnection_on_xeros_side_is_noticed_and_mended_and_what_waited_goes_on(
    reseller: Reseller, visits: Visits
) -> None:
    """One order is asked for while nothing is connected; after the new consent it becomes one invoice by itself."""
    order = reseller.has_sold()
    reseller.disconnects_at_xero()
    person = visits.by(reseller)
    person.watch.expects("status of 409")
    settings = person.opens_settings()
    settings.stands("Disconnected by Xero")
    expect(settings.connection).to_contain_text("Nothing is lost")
    orders = person.opens_orders().is_shown()
    expect(orders.frame.get_by_text("no longer accepts the connection")).to_be_visible()
    expect(orders.sync_all).to_be_disabled()

    settings = person.opens_settings().is_shown()
    settings.goes_to_xero("Reconnect").allows(reseller.organisation)
    settings.uses(reseller.organisation)
    orders = person.opens_orders().is_shown()
    orders.syncs_all()

    orders.says_of(order, "In Xero")
    assert len(reseller.invoices()) == 1
