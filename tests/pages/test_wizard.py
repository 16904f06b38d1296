"""From an order to its document, step by step; and the same answers for every order that asks the same."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.pages.reseller import Reseller
from tests.pages.visits import Visits


def test_a_first_order_goes_through_every_step_and_is_sent_as_it_was_shown(reseller: Reseller, visits: Visits) -> None:
    """Ten seats become four at a price of this order only, with five percent off: 4 x 20.00 less 5 % is 76.00."""
    order = reseller.has_sold({"NRD-OFF-M": 10})
    orders = visits.by(reseller).opens_orders().is_shown()
    wizard = orders.opens(order).has_loaded().reviews().asks("Customer")
    expect(wizard.step.get_by_role("radio", name="Make a new contact")).to_be_checked()
    wizard.goes_on_to("Product").goes_on_to("Lines")
    wizard.field("Description").fill("Seats for the new office")
    wizard.field("Quantity").fill("4")
    wizard.field("Price from").select_option(label="A price for this order only")
    wizard.field("Price").fill("20")
    wizard.field("Discount, %").fill("5")
    wizard.goes_on_to("Preview")
    expect(wizard.step).to_contain_text("AUD\u00a076.00 before tax")
    expect(wizard.step).to_contain_text("Seats for the new office")
    assert not reseller.invoices(), "looking must not send"

    wizard.syncs()
    orders.says_of(order, "In Xero", "AUD 76.00")
    [invoice] = reseller.invoices()
    assert invoice["SubTotal"] == 76


def test_lines_that_make_no_sense_are_said_at_their_field(reseller: Reseller, visits: Visits) -> None:
    order = reseller.has_sold({"NRD-OFF-M": 10})
    orders = visits.by(reseller).opens_orders().is_shown()
    wizard = orders.opens(order).has_loaded().reviews().asks("Customer").goes_on_to("Product").goes_on_to("Lines")
    wizard.field("Quantity").fill("many")
    wizard.goes_on()
    expect(wizard.step.get_by_text("A number such as 10.")).to_be_visible()
    wizard.field("Quantity").fill("10")
    wizard.goes_on_to("Preview")


def test_the_only_draft_that_fits_is_preselected_and_takes_the_order(reseller: Reseller, visits: Visits) -> None:
    reseller.has_invoiced(reseller.has_sold({"NRD-OFF-M": 10}))
    order = reseller.has_sold({"NRD-OFF-M": 2})
    orders = visits.by(reseller).opens_orders().is_shown()
    wizard = orders.opens(order).has_loaded().reviews().asks("Product").goes_on_to("Invoice")
    expect(wizard.step.get_by_role("radio", name="Add to draft INV-0001")).to_be_checked()
    wizard.goes_on_to("Lines").goes_on_to("Preview")
    expect(wizard.step).to_contain_text("Added to INV-0001")

    wizard.syncs()
    orders.says_of(order, "In Xero", "INV-0001")
    [invoice] = reseller.invoices()
    assert (len(invoice["LineItems"]), invoice["SubTotal"]) == (2, 150)


def test_what_was_answered_once_is_not_asked_again(reseller: Reseller, visits: Visits) -> None:
    first, second = (reseller.has_sold({"NRD-OFF-M": quantity}) for quantity in (10, 2))
    orders = visits.by(reseller).opens_orders().is_shown()
    orders.selects(first, second)
    wizard = orders.reviews().asks("Customer").goes_on_to("Product").goes_on_to("Preview")
    expect(wizard.step).to_contain_text("2 orders: AUD\u00a0150.00 before tax")
    wizard.syncs("Sync all 2")
    orders.says_of(first, "In Xero")
    orders.says_of(second, "In Xero")
    assert len(reseller.invoices()) == 2

    third = reseller.has_sold({"NRD-OFF-M": 3})
    orders.checks_changes()
    wizard = orders.opens(third).has_loaded().reviews().asks("Invoice")
    expect(wizard.dialog.get_by_role("list", name="Steps").get_by_role("listitem")).to_have_count(3)
