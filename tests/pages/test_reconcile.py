from __future__ import annotations

from playwright.sync_api import expect

from tests.pages.company import in_business
from tests.pages.reseller import Reseller
from tests.pages.test_narrow import fits
from tests.pages.visits import Visits

NARROW = 400


def test_a_difference_is_shown_fixed_by_its_link_and_gone(reseller: Reseller, visits: Visits) -> None:
    company = in_business(reseller)
    person = visits.by(reseller)
    reconcile = person.opens_reconcile().is_shown()
    row = reconcile.row(company.ready)
    expect(row).to_contain_text("Only here")
    expect(row).to_contain_text("is not sent yet")
    expect(reconcile.figures("AUD")).to_contain_text("differences")

    row.get_by_role("link", name=f"Sync {company.ready}").click()
    person.orders.is_shown().syncs(company.ready)
    person.orders.says_of(company.ready, "In Xero")
    person.page.locator("#tab-reconcile").click()

    person.reconcile.is_shown()
    expect(person.reconcile.row(company.ready)).to_have_count(0)
    expect(person.reconcile.row("Skyline Backup")).to_contain_text("Matched")


def test_what_is_chosen_narrows_the_page_and_the_file(reseller: Reseller, visits: Visits) -> None:
    company = in_business(reseller)
    person = visits.by(reseller)
    reconcile = person.opens_reconcile().is_shown()
    matched = reconcile.row("Northwind Office")
    expect(matched).to_contain_text("Matched")

    reconcile.shows_only_differences()

    expect(reconcile.row("Northwind Office")).to_have_count(0)
    with person.page.expect_download() as downloading:
        reconcile.frame.get_by_role("button", name="Export CSV").click()
    content = downloading.value.path().read_text(encoding="utf-8-sig")
    assert company.ready in content
    assert "Northwind Office" not in content


def test_a_row_opens_to_its_orders_and_documents(reseller: Reseller, visits: Visits) -> None:
    company = in_business(reseller)
    details = visits.by(reseller).opens_reconcile().is_shown().opens("Northwind Office")

    expect(details.get_by_role("link", name=company.in_xero)).to_be_visible()
    expect(details.get_by_role("link", name="INV-0001")).to_be_visible()


def test_it_fits_a_telephone(reseller: Reseller, visits: Visits) -> None:
    in_business(reseller)
    person = visits.by(reseller, width=NARROW)
    person.opens_reconcile().is_shown().opens("Northwind Office")
    fits(person)


def test_on_paper_only_what_was_compared_stands(reseller: Reseller, visits: Visits) -> None:
    in_business(reseller)
    person = visits.by(reseller)
    reconcile = person.opens_reconcile().is_shown()

    person.page.emulate_media(media="print")

    expect(reconcile.frame.get_by_role("button", name="Print")).to_be_hidden()
    expect(reconcile.frame.get_by_role("switch", name="Only differences")).to_be_hidden()
    expect(reconcile.frame.locator(".printed")).to_contain_text("Amounts before tax")
    expect(reconcile.row("Northwind Office")).to_be_visible()
