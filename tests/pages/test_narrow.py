from __future__ import annotations

from playwright.sync_api import Frame, Page, expect

from tests.pages.company import in_business
from tests.pages.person import Person
from tests.pages.reseller import Reseller
from tests.pages.visits import Visits

NARROW = 400
ROOM = "() => [document.documentElement.scrollWidth, window.innerWidth]"

ON_TOP = """element => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
}"""


def scrolls_sideways(where: Page | Frame) -> bool:
    needed, there = where.evaluate(ROOM)
    return bool(needed > there)


def fits(person: Person) -> None:
    assert not scrolls_sideways(person.page)
    assert not scrolls_sideways(person.inside)


def test_orders_are_read_and_synced_on_a_telephone(reseller: Reseller, visits: Visits) -> None:
    company = in_business(reseller)
    person = visits.by(reseller, width=NARROW)
    orders = person.opens_orders().is_shown()
    orders.says_of(company.needs_you, "Needs you")
    fits(person)

    sheet = orders.opens(company.ready).has_loaded()
    fits(person)
    sheet.syncs()
    sheet.closes()

    orders.says_of(company.ready, "In Xero")
    fits(person)


def test_a_page_without_orders_says_so_on_a_telephone(reseller: Reseller, visits: Visits) -> None:
    person = visits.by(reseller, width=NARROW)
    frame = person.opens_orders().is_shown().frame

    text = frame.get_by_text("No orders yet")
    expect(text).to_be_visible()
    assert text.evaluate(ON_TOP), "what is cut off by its cell counts as visible, and nobody sees it"
    fits(person)


def test_settings_fit_a_telephone(reseller: Reseller, visits: Visits) -> None:
    person = visits.by(reseller, width=NARROW)
    settings = person.opens_settings().is_shown()
    settings.adds_a_country()
    fits(person)

    expect(settings.disconnects()).to_be_in_viewport()
    fits(person)


def test_what_has_to_be_corrected_is_not_under_the_bar_that_says_so(reseller: Reseller, visits: Visits) -> None:
    settings = visits.by(reseller, width=NARROW).opens_settings().is_shown()
    settings.adds_a_country()
    settings.frame.get_by_label("Country", exact=True).select_option(value="NZ")
    settings.save.click()

    tax_type = settings.frame.get_by_label("Tax type for New Zealand")
    expect(tax_type).to_be_focused()
    expect(tax_type).to_be_in_viewport(ratio=1)
    settings.page.wait_for_timeout(500)  # the bar follows what is seen
    assert tax_type.evaluate(ON_TOP)
