"""Further states of the Orders page: its filters, its ignored orders, the deeds of a sheet, the steps of the wizard."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.pages.person import Person
from tests.pages.states import NARROW, Cast, State, orders_full
from tests.pages.wizard import Wizard


def orders_filtered(cast: Cast) -> Person:
    person = orders_full(cast)
    person.frame.get_by_role("button", name="Filter").click()
    expect(person.frame.get_by_label("Customer", exact=True)).to_be_visible()
    person.orders.looks_for("backup")
    person.orders.lists(cast.company.ready)
    return person


def orders_none_found(cast: Cast) -> Person:
    person = orders_full(cast)
    person.orders.looks_for("nobody at all")
    expect(person.frame.get_by_text("No order is like that")).to_be_visible()
    return person


def orders_ignored(cast: Cast) -> Person:
    person = orders_full(cast)
    person.orders.shows_only("Ignored")
    person.orders.lists(cast.company.ignored)
    person.orders.says_of(cast.company.ignored, "only orders on a production connection", "extension")
    return person


def orders_reason(cast: Cast) -> Person:
    person = orders_full(cast)
    person.orders.selects(cast.company.ready)
    person.orders.chosen.get_by_role("button", name="Ignore").click()
    expect(person.frame.get_by_role("dialog", name="Ignore 1 order")).to_be_visible()
    return person


def sheet_billed_elsewhere(cast: Cast) -> Person:
    person = orders_full(cast)
    person.orders.opens(cast.company.ready).has_loaded().chooses("It was billed elsewhere")
    expect(person.frame.get_by_label("Currency (optional)")).to_be_visible()
    return person


def sheet_already_in_xero(cast: Cast) -> Person:
    person = orders_full(cast)
    sheet = person.orders.opens(cast.company.ready).has_loaded()
    sheet.chooses("It is already in Xero")
    expect(sheet.dialog.get_by_label("Its number in Xero")).to_be_visible()
    expect(sheet.dialog.locator(".skeleton")).to_have_count(0)
    return person


def sheet_undo(cast: Cast) -> Person:
    person = orders_full(cast)
    sheet = person.orders.opens(cast.company.in_xero).has_loaded()
    sheet.chooses("Undo in Xero")
    expect(sheet.dialog.get_by_text("This will be done in Xero")).to_be_visible()
    return person


def wizard_customer(cast: Cast) -> Person:
    """A newcomer's first order: who and what it is for was never said."""
    person, wizard = _first_order(cast)
    wizard.asks("Customer")
    return person


def wizard_product(cast: Cast) -> Person:
    person, wizard = _first_order(cast)
    wizard.asks("Customer").goes_on_to("Product")
    wizard.step.locator("select").first.select_option(label="Add product to Xero …")
    return person


def wizard_invoice(cast: Cast) -> Person:
    person, wizard = _second_order(cast)
    wizard.asks("Product").goes_on_to("Invoice")
    return person


def wizard_lines(cast: Cast) -> Person:
    person, wizard = _first_order(cast)
    wizard.asks("Customer").goes_on_to("Product").goes_on_to("Lines")
    wizard.step.get_by_label("Price from").select_option(label="A price for this order only")
    return person


def wizard_preview(cast: Cast, width: int = 1360) -> Person:
    person, wizard = _first_order(cast, width)
    wizard.asks("Customer").goes_on_to("Product").goes_on_to("Lines").goes_on_to("Preview")
    return person


def wizard_narrow(cast: Cast) -> Person:
    return wizard_preview(cast, NARROW)


def wizard_added(cast: Cast) -> Person:
    """An order that goes onto a draft of an earlier one."""
    person, wizard = _second_order(cast)
    wizard.asks("Product").goes_on_to("Invoice").goes_on_to("Lines").goes_on_to("Preview")
    return person


def wizard_several(cast: Cast) -> Person:
    """One can go and one cannot."""
    person = orders_full(cast)
    person.orders.selects(cast.company.ready, cast.company.needs_you)
    wizard = person.orders.reviews()
    expect(wizard.step).to_be_visible()
    return person


def _first_order(cast: Cast, width: int = 1360) -> tuple[Person, Wizard]:
    reseller = cast.newcomer().is_set_up()
    order = reseller.has_sold({"NRD-OFF-M": 10})
    person = cast.visits.by(reseller, width)
    return person, person.opens_orders().is_shown().opens(order).has_loaded().reviews()


def _second_order(cast: Cast) -> tuple[Person, Wizard]:
    reseller = cast.newcomer().is_set_up()
    reseller.has_invoiced(reseller.has_sold({"NRD-OFF-M": 10}))
    order = reseller.has_sold({"NRD-OFF-M": 2})
    person = cast.visits.by(reseller)
    return person, person.opens_orders().is_shown().opens(order).has_loaded().reviews()


PAGES: dict[str, State] = {
    state.__name__: state for state in (orders_filtered, orders_none_found, orders_ignored)
}  # fmt: skip
SHEETS: dict[str, State] = {
    state.__name__: state
    for state in (
        orders_reason, sheet_billed_elsewhere, sheet_already_in_xero, sheet_undo, wizard_customer, wizard_product,
        wizard_invoice, wizard_lines, wizard_preview, wizard_narrow, wizard_added, wizard_several,
    )
}  # fmt: skip
