"""Orders that a person holds or leaves out, and takes back; what orders wait for alike; what is looked for."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.pages.company import in_business
from tests.pages.reseller import Reseller
from tests.pages.visits import Visits


def test_ignored_orders_say_why_by_whom_and_are_taken_back_one_by_one_and_together(
    reseller: Reseller, visits: Visits
) -> None:
    three = [reseller.has_sold({"NRD-OFF-M": quantity}) for quantity in (1, 2, 3)]
    orders = visits.by(reseller).opens_orders().is_shown()
    orders.selects(*three)
    orders.chosen.get_by_role("button", name="Ignore").click()
    orders.gives_a_reason("Billed on paper", "Ignore 3 orders")
    for order in three:
        orders.says_of(order, "Ignored")

    orders.shows_only("Ignored")
    orders.lists(*three)
    for order in three:
        orders.says_of(order, "Billed on paper", "you")
    orders.row(three[0]).get_by_role("button", name=f"Unignore {three[0]}").click()
    orders.lists(*three[1:])
    orders.selects(*three[1:])
    orders.chosen.get_by_role("button", name="Unignore").click()
    expect(orders.frame.get_by_text("Nothing was ignored")).to_be_visible()
    assert {task["status"] for task in reseller.tasks()} == {"pending"}


def test_what_is_held_is_not_sent_with_all_the_others(reseller: Reseller, visits: Visits) -> None:
    held, other = (reseller.has_sold({"NRD-OFF-M": quantity}) for quantity in (1, 2))
    orders = visits.by(reseller).opens_orders().is_shown()
    sheet = orders.opens(held).has_loaded()
    sheet.chooses("Hold this order")
    orders.gives_a_reason("The PO is missing", "Hold 1 order")
    expect(sheet.dialog).to_contain_text("The PO is missing")
    sheet.closes()
    orders.syncs_all()
    orders.says_of(other, "In Xero")
    orders.says_of(held, "Held for you")

    sheet = orders.opens(held).has_loaded()
    sheet.chooses("Release")
    expect(sheet.dialog).to_contain_text("Ready")


def test_orders_that_wait_for_one_thing_are_named_together_and_shown(reseller: Reseller, visits: Visits) -> None:
    company = in_business(reseller)
    orders = visits.by(reseller).opens_orders().is_shown()
    expect(orders.causes).to_contain_text("No price for Outback Mail")
    expect(orders.causes).to_contain_text("1 order waits for this")
    orders.causes.get_by_role("button", name="Show it").click()
    orders.lists(company.needs_you)
    assert "problem=XI-101" in orders.page.locator("#slot iframe").element_handle().content_frame().url  # type: ignore[union-attr]
    orders.frame.get_by_role("button", name="Clear filters").click()
    orders.shows_only("All")
    orders.looks_for("backup")
    orders.lists(company.ready)


def test_an_order_that_was_billed_elsewhere_says_so(reseller: Reseller, visits: Visits) -> None:
    order = reseller.has_sold({"NRD-OFF-M": 10})
    orders = visits.by(reseller).opens_orders().is_shown()
    sheet = orders.opens(order).has_loaded()
    sheet.chooses("It was billed elsewhere")
    sheet.dialog.get_by_label("Why?").fill("On paper in October")
    sheet.dialog.get_by_role("button", name="It is billed").click()
    expect(sheet.dialog).to_contain_text("On paper in October")
    expect(sheet.dialog.get_by_text("Ignored", exact=True)).to_be_visible()


def test_a_draft_is_undone_after_it_was_shown_what_happens(reseller: Reseller, visits: Visits) -> None:
    order = reseller.has_sold({"NRD-OFF-M": 10})
    reseller.has_invoiced(order)
    orders = visits.by(reseller).opens_orders().is_shown()
    sheet = orders.opens(order).has_loaded()
    sheet.chooses("Undo in Xero")
    expect(sheet.dialog).to_contain_text("The draft invoice INV-0001 is deleted.")
    sheet.dialog.get_by_role("button", name="Undo it").click()
    expect(sheet.dialog.get_by_text("Needs you", exact=True)).to_be_visible()
    [invoice] = reseller.invoices()
    assert invoice["Status"] == "DELETED"
