from __future__ import annotations

from playwright.sync_api import expect

from tests.pages.axe import violations
from tests.pages.company import in_business
from tests.pages.reseller import Reseller
from tests.pages.tab_walk import tab_through
from tests.pages.visits import Visits


def test_a_period_is_chosen_uploaded_and_its_post_log_read(reseller: Reseller, visits: Visits) -> None:
    company = in_business(reseller)
    billing = visits.by(reseller).opens_billing().is_shown()
    expect(billing.row(company.in_xero)).to_contain_text("In Xero")
    expect(billing.frame.get_by_label(f"Select {company.in_xero}")).to_be_disabled()
    expect(billing.row(company.ignored)).to_have_count(0)

    billing.selects(company.ready)
    billing.selects(company.needs_you)
    billing.uploads()

    expect(billing.row(company.ready)).to_contain_text("In Xero")
    assert reseller.task(company.ready)["status"] == "synced"
    log = billing.views_post_logs()
    expect(log).to_contain_text("1 of 2 orders in Xero, 1 is not")
    expect(log.locator("li").filter(has_text=company.needs_you)).to_contain_text("No price")
    expect(log.locator("li").filter(has_text=company.ready).get_by_role("link")).to_be_visible()
    billing.page.keyboard.press("Escape")
    expect(billing.upload.get_by_role("button", name="View post logs")).to_be_focused()


def test_the_log_of_an_earlier_upload_can_be_opened_again(reseller: Reseller, visits: Visits) -> None:
    order = reseller.has_sold()
    person = visits.by(reseller)
    billing = person.opens_billing().is_shown()
    billing.selects(order)
    billing.uploads()

    person.page.reload()

    billing.is_shown()
    expect(billing.upload).to_have_count(0)
    billing.frame.get_by_role("region", name="Uploads").get_by_role("button", name="View post logs").click()
    expect(billing.log).to_contain_text(order)


def test_it_has_no_barrier_and_every_control_is_reached_with_the_tab_key(reseller: Reseller, visits: Visits) -> None:
    order = reseller.has_sold()
    person = visits.by(reseller)
    billing = person.opens_billing().is_shown()
    billing.selects(order)
    assert violations(person.inside) == []
    billing.uploads()
    assert violations(person.inside) == []
    walked = tab_through(person.page, person.inside)
    assert walked.meant > 5
    assert walked.missed == []

    billing.views_post_logs()
    assert violations(person.inside) == []
    assert tab_through(person.page, person.inside).strayed == [], "the focus went behind the sheet"
