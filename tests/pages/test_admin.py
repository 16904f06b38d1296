from __future__ import annotations

from playwright.sync_api import expect

from tests.pages.company import in_business
from tests.pages.reseller import Reseller
from tests.pages.visits import Visits


def test_the_owner_sees_how_an_installation_fares_and_nothing_of_its_customers(
    reseller: Reseller, visits: Visits
) -> None:
    in_business(reseller)
    person = visits.by_the_owner(reseller)
    person.goes_to("installations")
    person.page.locator(f"#admin-{reseller.installation}").click()

    row = person.frame.get_by_role("row").filter(has_text=reseller.installation)
    expect(row).to_contain_text("Connected")
    expect(row).to_contain_text(reseller.account.name)
    expect(row.get_by_role("cell").nth(2)).to_have_text("1")
    expect(person.frame.locator("main")).not_to_contain_text(str(reseller.customer["name"]))


def test_a_reseller_who_opens_the_page_sees_nothing(reseller: Reseller, visits: Visits) -> None:
    person = visits.by(reseller)
    person.opens_overview().is_shown()
    person.watch.expects("status of 403")
    person.inside.evaluate("() => { location.href = '/static/admin.html' }")

    expect(person.frame.get_by_text("This page is for the extension’s owner")).to_be_visible()
    expect(person.frame.get_by_role("rowheader")).to_have_count(0)
