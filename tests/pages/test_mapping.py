from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.pages.axe import violations
from tests.pages.company import Company, in_business
from tests.pages.mapping_states import MAPPING, person_of, with_books
from tests.pages.reseller import Reseller
from tests.pages.states import Cast
from tests.pages.tab_walk import tab_through
from tests.pages.theatre import Theatre
from tests.pages.visits import Visits

PASSING = {"mapping_loading"}
"""States that end while somebody walks through them."""


@pytest.fixture(scope="module")
def company(stage: Theatre) -> Company:
    """Nobody changes anything of it."""
    return in_business(stage.newcomer().is_set_up())


@pytest.fixture
def cast(stage: Theatre, company: Company, visits: Visits) -> Cast:
    return Cast(visits=visits, company=company, newcomer=stage.newcomer)


@pytest.mark.parametrize("state", MAPPING)
def test_a_state_has_no_barrier_and_every_control_is_reached_with_the_tab_key(state: str, cast: Cast) -> None:
    person = MAPPING[state](cast)

    assert violations(person.inside) == []
    if state in PASSING:
        return
    walked = tab_through(person.page, person.inside)
    assert walked.meant > 0
    assert walked.missed == []
    assert walked.strayed == [], "the focus went behind the sheet"


@pytest.mark.parametrize("part", ["Customers", "Products", "Fees", "Taxes", "Tracking"])
def test_each_part_fits_a_telephone(part: str, cast: Cast) -> None:
    person = person_of(cast, part, width=400)
    expect(person.frame.locator("[role=table], .card").first).to_be_visible()
    expect(person.frame.locator(".skeleton")).to_have_count(0)
    needed, there = person.inside.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
    assert needed <= there


def test_a_suggestion_is_accepted_and_a_contact_unmapped(reseller: Reseller, visits: Visits) -> None:
    with_books(reseller)
    mapping = visits.by(reseller).opens_mapping().is_shown()
    mapping.row("Northshore Dental").get_by_role("button", name="Accept").click()
    expect(mapping.row("Northshore Dental")).to_contain_text("Northshore Dental Pty Ltd")
    expect(mapping.row("Northshore Dental").get_by_role("button", name="Accept")).to_have_count(0)

    mapping.frame.get_by_label("Only unmapped").check()
    expect(mapping.rows).to_have_count(2)
    mapping.frame.get_by_label("Only unmapped").uncheck()
    dialog = mapping.opens("Northshore Dental")
    dialog.get_by_role("button", name="Unmap").click()
    expect(dialog.get_by_role("button", name="Accept")).to_be_visible()


def test_a_contact_is_found_by_a_few_letters_and_linked_with_keys(reseller: Reseller, visits: Visits) -> None:
    with_books(reseller)
    person = visits.by(reseller)
    dialog = person.opens_mapping().is_shown().opens("Wattle & Co")
    field = dialog.get_by_role("combobox", name="Choose a contact")
    field.press_sequentially("green")
    expect(dialog.get_by_role("option", name="Green Hill Farm")).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Green Hill Farm")
    dialog.get_by_role("button", name="Link to Green Hill Farm").click()
    expect(dialog.get_by_role("button", name="Unmap")).to_be_visible()
    person.page.keyboard.press("Escape")
    expect(person.mapping.row("Wattle & Co")).to_contain_text("Green Hill Farm")


def test_auto_sync_is_switched_for_several_customers_at_once(reseller: Reseller, visits: Visits) -> None:
    with_books(reseller)
    mapping = visits.by(reseller).opens_mapping().is_shown()
    mapping.frame.get_by_label("Select all rows").check()
    mapping.frame.get_by_role("button", name="Auto-sync on").click()
    expect(mapping.frame.get_by_role("switch", checked=True)).to_have_count(3)
    mapping.row("Wattle & Co").get_by_role("switch").uncheck()
    expect(mapping.frame.get_by_role("switch", checked=True)).to_have_count(2)


def test_a_product_is_added_to_xero_with_its_parameters(reseller: Reseller, visits: Visits) -> None:
    with_books(reseller)
    person = visits.by(reseller)
    mapping = person.opens_mapping().shows("Products").is_shown("Product items")
    dialog = mapping.opens("Onboarding")
    dialog.get_by_role("radio", name="Add product to Xero").check()
    dialog.get_by_label("Price").fill("150")
    dialog.get_by_label("Account (optional)").select_option(value="260")
    dialog.get_by_role("button", name="Add to Xero and map").click()
    expect(dialog).to_be_hidden()
    expect(mapping.row("Onboarding")).to_contain_text("NRD-SETUP")
    (made,) = [item for item in reseller.walk.xero.books(reseller.tenant).items if item["Code"] == "NRD-SETUP"]
    assert (made["SalesDetails"]["UnitPrice"], made["SalesDetails"]["AccountCode"]) == (150, "260")


def test_contacts_are_imported_the_complete_ones_at_once_and_another_with_a_form(
    reseller: Reseller, visits: Visits
) -> None:
    with_books(reseller)
    mapping = visits.by(reseller).opens_mapping().is_shown()
    mapping.frame.get_by_role("button", name="Import customers").click()
    dialog = mapping.dialog("Import customers")
    dialog.get_by_role("button", name="Import all complete").click()
    expect(dialog.get_by_text("Blue Lake Trading")).to_have_count(0)
    dialog.get_by_role("button", name="Complete… Green Hill Farm").click()
    for label, text in (("Last name", "Lovelace"), ("Street", "2 Hill Road"), ("City", "Perth"), ("Postcode", "6000")):
        dialog.get_by_label(label).fill(text)
    dialog.get_by_label("Country").select_option(value="AU")
    dialog.get_by_role("button", name="Import", exact=True).click()
    expect(dialog.get_by_text("Green Hill Farm")).to_have_count(0)
    dialog.get_by_role("button", name="Close").click()
    expect(mapping.row("Blue Lake Trading").first).to_be_visible()
    expect(mapping.row("Green Hill Farm").first).to_be_visible()


def test_a_price_table_is_refused_cell_by_cell_and_saved_once_it_is_right(reseller: Reseller, visits: Visits) -> None:
    person = visits.by(with_books(reseller))
    mapping = person.opens_mapping().shows("Products").is_shown("Product items")
    mapping.frame.get_by_role("button", name="Price table…").click()
    dialog = mapping.dialog("Own price table")
    person.watch.expects("status of 422")
    field = dialog.get_by_label("File to upload")
    field.set_input_files({"name": "p.csv", "mimeType": "text/csv", "buffer": b"MPN,Currency,Price\r\nX,AUD,ten\r\n"})
    dialog.get_by_role("button", name="Upload", exact=True).click()
    expect(dialog.get_by_text("Row 2, Price")).to_be_visible()
    field.set_input_files({"name": "p.csv", "mimeType": "text/csv", "buffer": b"MPN,Currency,Price\r\nX,AUD,10\r\n"})
    dialog.get_by_role("button", name="Upload", exact=True).click()
    expect(dialog.get_by_text("Row 2, Price")).to_have_count(0)
    reseller.wait_for(lambda: [row["price"] for row in reseller.call("GET", "/api/prices")["rows"]] == ["10"])


def test_mappings_are_downloaded_as_csv(reseller: Reseller, visits: Visits) -> None:
    person = visits.by(with_books(reseller))
    mapping = person.opens_mapping().is_shown()
    mapping.frame.get_by_role("button", name="CSV…").click()
    with person.page.expect_download() as download:
        mapping.dialog("Customers as CSV").get_by_role("button", name="Download CSV").click()
    assert download.value.suggested_filename == "customers-mapping.csv"


def test_a_link_from_elsewhere_lands_on_what_is_not_mapped(cast: Cast) -> None:
    person = person_of(cast)
    person.mapping.is_shown()
    person.inside.evaluate("() => { location.hash = '#part=products&only=unmapped'; }")
    person.mapping.is_shown("Product items")
    expect(person.frame.get_by_label("Only unmapped")).to_be_checked()


def test_a_changed_customer_is_applied_to_its_contact_with_one_press(cast: Cast) -> None:
    person = MAPPING["mapping_changed"](cast)
    dialog = person.mapping.dialog("Customers that changed their details")
    dialog.get_by_role("button", name="Apply").click()
    expect(dialog.get_by_text("Nothing waits for you")).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(person.frame.get_by_role("button", name="Review")).to_have_count(0)
    expect(person.mapping.is_shown().rows.first).to_contain_text("& Daughters")
