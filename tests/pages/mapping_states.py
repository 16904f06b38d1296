"""The states of the Mapping page, each brought about as a person would meet it."""

from __future__ import annotations

from dataclasses import replace

from playwright.sync_api import FilePayload, expect

from sandbox.connect.newcomers import join_customer
from tests.pages.person import Person
from tests.pages.reseller import Reseller
from tests.pages.states import LATE_MS, Cast, State, broken

LIST = "**/api/mapping/customers?*"
WHOLE = {
    "FirstName": "Robin", "LastName": "Reed", "EmailAddress": "robin@bluelake.example",
    "Addresses": [
        {"AddressType": "POBOX", "AddressLine1": "1 Shore Road", "City": "Sydney", "Region": "NSW",
         "PostalCode": "2000", "Country": "Australia"},
    ],
}  # fmt: skip


def with_books(reseller: Reseller) -> Reseller:
    """Customers, orders that wait, and an organisation that has contacts, items and a tracking category already."""
    marketplace, xero = reseller.walk.marketplace, reseller.walk.xero.person(reseller.tenant)
    others = [join_customer(marketplace, name, reseller.account) for name in ("Northshore Dental", "Wattle & Co")]
    reseller.has_sold({"NRD-OFF-M": 25})
    replace(reseller, customer=others[0]).has_sold({"NRD-OFF-M": 10})
    contacts = [
        {"Name": "Northshore Dental Pty Ltd"},
        {"Name": "Blue Lake Trading", **WHOLE},
        {"Name": "Green Hill Farm", "FirstName": "Ada", "EmailAddress": "ada@greenhill.example"},
    ]
    xero.write("PUT", "Contacts", {"Contacts": contacts})
    xero.write("PUT", "Items", {"Items": [{"Code": "NRD-OFF-M", "Name": "Office seat"}, {"Code": "CLOUD"}]})
    xero.track("Region", "North", "South")
    reseller.wait_for(lambda: all(task["amount"] for task in reseller.tasks()))
    return reseller


def person_of(cast: Cast, part: str = "", width: int = 1360) -> Person:
    person = cast.visits.by(with_books(cast.newcomer().is_set_up()), width)
    person.opens_mapping()
    if part:
        person.mapping.shows(part)
    return person


def mapping_not_connected(cast: Cast) -> Person:
    person = cast.stranger()
    expect(person.opens_mapping().frame.get_by_role("button", name="Connect to Xero")).to_be_visible()
    return person


def mapping_loading(cast: Cast) -> Person:
    person = cast.visits.by(cast.newcomer().is_set_up())
    person.switches(slow_ms=LATE_MS)
    expect(person.opens_mapping().frame.locator(".skeleton").first).to_be_visible()
    return person


def mapping_not_loaded(cast: Cast) -> Person:
    person = cast.person()
    person.watch.expects("status of 500")
    person.context.route(LIST, broken)
    expect(person.opens_mapping().frame.get_by_text("The customers could not be loaded")).to_be_visible()
    return person


def mapping_customers(cast: Cast) -> Person:
    person = person_of(cast)
    expect(person.mapping.is_shown().row("Northshore Dental")).to_contain_text("Suggested")
    return person


def mapping_chosen(cast: Cast) -> Person:
    person = mapping_customers(cast)
    person.frame.get_by_label("Select all rows").check()
    expect(person.frame.get_by_text("3 customers selected")).to_be_visible()
    return person


def mapping_none_found(cast: Cast) -> Person:
    person = mapping_customers(cast)
    person.frame.get_by_role("searchbox", name="Search customers").fill("Nobody at all")
    expect(person.frame.get_by_text("No customers found")).to_be_visible()
    return person


def mapping_products(cast: Cast) -> Person:
    person = person_of(cast, "Products")
    expect(person.mapping.is_shown("Product items").row("NRD-OFF-M").first).to_contain_text("Accept")
    return person


def mapping_fees(cast: Cast) -> Person:
    person = person_of(cast, "Fees")
    expect(person.frame.get_by_role("heading", name="Fallback item")).to_be_visible()
    expect(person.frame.locator(".skeleton")).to_have_count(0)
    return person


def mapping_taxes(cast: Cast) -> Person:
    person = person_of(cast, "Taxes")
    person.frame.get_by_role("button", name="Add a country").click()
    return person


def mapping_tracking(cast: Cast) -> Person:
    person = person_of(cast, "Tracking")
    person.frame.get_by_role("switch", name="Region").check()
    person.frame.get_by_label("Follows").select_option(label="By marketplace")
    person.frame.get_by_role("button", name="Add a rule").click()
    return person


def mapping_disconnected(cast: Cast) -> Person:
    reseller = cast.newcomer().is_set_up()
    reseller.disconnects_at_xero()
    person = cast.visits.by(reseller)
    person.watch.expects("status of 409")
    expect(person.opens_mapping().frame.get_by_role("button", name="Reconnect")).to_be_visible()
    return person


def customer_sheet(cast: Cast) -> Person:
    person = mapping_customers(cast)
    person.mapping.opens("Northshore Dental")
    return person


def product_sheet(cast: Cast) -> Person:
    person = mapping_products(cast)
    dialog = person.mapping.opens("Northwind Office, monthly")
    dialog.get_by_role("combobox", name="Item in Xero").click()
    expect(dialog.get_by_role("listbox").get_by_role("option")).to_have_count(2)
    return person


def add_to_xero(cast: Cast) -> Person:
    person = mapping_products(cast)
    person.mapping.opens("Northwind Office, monthly").get_by_role("radio", name="Add product to Xero").check()
    return person


def import_sheet(cast: Cast) -> Person:
    person = mapping_customers(cast)
    person.frame.get_by_role("button", name="Import customers").click()
    dialog = person.mapping.dialog("Import customers")
    dialog.get_by_role("button", name="Complete… Green Hill Farm").click()
    expect(dialog.get_by_label("City")).to_be_visible()
    return person


def file_sheet(cast: Cast) -> Person:
    """With the report of what is wrong in a price table."""
    person = mapping_products(cast)
    person.frame.get_by_role("button", name="Price table…").click()
    dialog = person.mapping.dialog("Own price table")
    person.watch.expects("status of 422")
    wrong = b"MPN,Currency,Price,Valid from\r\nNRD-OFF-M,AUD,twelve,2026-01-01\r\nNRD-OFF-M,Dollars,12.50,31/1/26\r\n"
    table: FilePayload = {"name": "prices.csv", "mimeType": "text/csv", "buffer": wrong}
    dialog.get_by_label("File to upload").set_input_files(table)
    dialog.get_by_role("button", name="Check only").click()
    expect(dialog.get_by_text("Row 2, Price")).to_be_visible()
    return person


def mapping_changed(cast: Cast) -> Person:
    """A customer has changed its details; its contact is shown beside them."""
    reseller = cast.newcomer().is_set_up()
    reseller.has_invoiced(reseller.has_sold())
    where = {"address_line1": "9 Quay Street", "city": "Sydney", "postal_code": "2000"}
    reseller.hears_of(name=f"{reseller.customer['name']} & Daughters", contact_info=where)
    person = cast.visits.by(reseller)
    person.opens_mapping()
    person.frame.get_by_role("button", name="Review").click()
    expect(person.mapping.dialog("Customers that changed their details")).to_contain_text("9 Quay Street")
    return person


MAPPING: dict[str, State] = {
    state.__name__: state
    for state in (
        mapping_not_connected, mapping_loading, mapping_not_loaded, mapping_customers, mapping_chosen,
        mapping_none_found, mapping_products, mapping_fees, mapping_taxes, mapping_tracking, mapping_disconnected,
        mapping_changed, customer_sheet, product_sheet, add_to_xero, import_sheet, file_sheet,
    )
}  # fmt: skip
