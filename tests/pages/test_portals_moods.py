from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.pages.reseller import Reseller
from tests.pages.visits import Visits

SLOW_MS = 1_200
ENDED = "Your session has ended"
WHAT_TO_DO = "Sign in to the portal again"


def test_inside_the_portal_its_own_toasts_say_what_came_of_a_click(reseller: Reseller, visits: Visits) -> None:
    order = reseller.has_sold()
    person = visits.by(reseller)
    person.opens_orders().is_shown().syncs(order)

    expect(person.page.locator("#toast-status")).to_contain_text("1 order is being synced")
    expect(person.frame.locator(".notices p")).to_have_count(0)


def test_where_the_portal_never_answers_the_pages_work_and_show_toasts_themselves(
    reseller: Reseller, visits: Visits
) -> None:
    order = reseller.has_sold()
    person = visits.by(reseller)
    person.switches(silent=True)
    orders = person.opens_orders().is_shown()
    orders.syncs(order)
    expect(person.frame.locator(".notices")).to_contain_text("1 order is being synced")
    orders.says_of(order, "In Xero")

    settings = person.opens_settings().is_shown()
    settings.books_to("Licences", "260")
    settings.saves()
    expect(person.frame.locator(".notices")).to_contain_text("Settings saved")
    assert "sent" not in {entry["direction"] for entry in person.page.evaluate("() => window.hostLog")}


@pytest.mark.parametrize("place", ["module/orders", "settings/xero-integration"])
def test_a_page_says_what_to_do_when_the_session_has_ended(reseller: Reseller, visits: Visits, place: str) -> None:
    person = visits.by(reseller)
    person.watch.expects("status of 401")
    person.switches(expired=True)
    person.goes_to(place)

    expect(person.frame.get_by_text(ENDED, exact=True)).to_be_visible()
    expect(person.frame.get_by_text(WHAT_TO_DO).first).to_be_visible()


def test_a_session_that_ends_before_a_click_is_told_and_nothing_is_sent(reseller: Reseller, visits: Visits) -> None:
    order = reseller.has_sold()
    person = visits.by(reseller)
    orders = person.opens_orders().is_shown()
    person.watch.expects("status of 401")
    person.switches(expired=True)

    orders.syncs(order)

    expect(person.frame.get_by_text(ENDED, exact=True)).to_be_visible()
    orders.says_of(order, "Ready")
    assert reseller.invoices() == ()


def test_while_answers_are_slow_room_is_kept_and_two_quick_clicks_make_one_invoice(
    reseller: Reseller, visits: Visits
) -> None:
    order = reseller.has_sold()
    person = visits.by(reseller)
    asked: list[str] = []
    person.page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    person.switches(slow_ms=SLOW_MS)
    orders = person.opens_orders()
    expect(orders.table.locator(".skeleton").first).to_be_visible()
    orders.lists(order)

    orders.row(order).get_by_role("button", name=f"Sync {order}").dblclick()

    expect(orders.row(order).get_by_role("button", name="working")).to_be_visible()
    orders.says_of(order, "In Xero")
    assert [address.rpartition("/api/")[2] for address in asked] == ["sync"]
    assert len(reseller.invoices()) == 1


def test_while_answers_are_slow_the_settings_keep_their_room(reseller: Reseller, visits: Visits) -> None:
    person = visits.by(reseller)
    person.switches(slow_ms=SLOW_MS)
    settings = person.opens_settings()
    expect(settings.frame.get_by_role("status", name="Loading the settings")).to_be_visible()

    settings.is_shown().stands("Connected")
