from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.pages.reseller import Reseller
from tests.pages.visits import Visits


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("validation", "Account code '200' is not a valid code for this document."),
        ("contact_validation", "The email address is not valid."),
    ],
)
def test_what_xero_refuses_stands_in_the_row_in_words_and_is_synced_once_it_is_put_right(
    reseller: Reseller, visits: Visits, kind: str, words: str
) -> None:
    order = reseller.has_sold()
    person = visits.by(reseller)
    person.xero_fails(kind)
    orders = person.opens_orders().is_shown()
    orders.syncs(order)
    orders.says_of(order, words)
    assert reseller.invoices() == ()

    orders.syncs(order)

    orders.says_of(order, "In Xero")
    assert len(reseller.invoices()) == 1


@pytest.mark.parametrize(
    ("kind", "words"),
    [("offline", "Xero answered 503"), ("minute_limit", "calls per minute for this organisation are used up")],
)
def test_what_passes_is_told_waited_for_and_then_made_once(
    reseller: Reseller, visits: Visits, kind: str, words: str
) -> None:
    order = reseller.has_sold()
    person = visits.by(reseller)
    person.xero_fails(kind)
    orders = person.opens_orders().is_shown()
    orders.syncs(order)
    orders.says_of(order, words)
    assert reseller.invoices() == ()

    reseller.walk.stage.move_clock(timedelta(minutes=2))

    reseller.wait_for(lambda: reseller.task(order)["status"] == "synced")
    orders.checks_changes()
    orders.says_of(order, "In Xero")
    assert len(reseller.invoices()) == 1


def test_a_pause_that_xero_asks_for_is_told_at_once_above_the_list(reseller: Reseller, visits: Visits) -> None:
    order = reseller.has_sold()
    person = visits.by(reseller)
    person.xero_fails("minute_limit")
    orders = person.opens_orders().is_shown()

    orders.syncs(order)

    expect(orders.frame.get_by_text("Xero asked us to pause")).to_be_visible()
