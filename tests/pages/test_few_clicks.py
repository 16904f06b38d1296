"""How much somebody has to do who has never seen it before."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from playwright.sync_api import expect

from tests.pages.person import Person
from tests.pages.reseller import Reseller
from tests.pages.theatre import CUSTOMER
from tests.pages.visits import Visits

MOST_CLICKS, MOST_TYPED = 12, 2

NOTE_DEEDS = """
addEventListener('pointerdown', () => window.noteDeed('click'), true)
addEventListener('change', (event) => {
    const typed = event.target.matches('textarea, input:not([type=checkbox]):not([type=radio])')
    if (typed) window.noteDeed('typed')
    // A choice from a list is one click that opens it and one that takes something.
    if (event.target.matches('select')) { window.noteDeed('click'); window.noteDeed('click') }
}, true)
"""


def counted(person: Person) -> Counter[str]:
    """What this person does from now on, on our pages, on Xero's and on the portal's."""
    deeds: Counter[str] = Counter()
    person.context.expose_binding("noteDeed", lambda _source, deed: deeds.update([deed]))
    person.context.add_init_script(NOTE_DEEDS)
    person.page.reload()
    return deeds


def test_from_the_installation_to_the_first_invoice_in_a_dozen_clicks(newcomer: Reseller, visits: Visits) -> None:
    """A customer has bought ten seats at 12.50 AUD meanwhile. One account is chosen; everything else may stay."""
    person = visits.by(newcomer)
    person.installs_from_the_store()
    person.overview.is_shown()
    deeds = counted(person)
    overview = person.overview.is_shown()

    overview.goes_to_xero().allows(newcomer.organisation)
    overview.uses(newcomer.organisation)
    overview.step("how orders become invoices").get_by_role("link", name="Open Settings").click()
    settings = person.settings.is_shown()
    settings.books_to("Licences", "200")
    settings.saves()
    order = bought(newcomer)
    orders = person.comes_back_to_orders().is_shown()
    sheet = orders.opens(order)
    expect(sheet.for_xero).to_contain_text("AUD 125.00")
    sheet.syncs()

    newcomer.wait_for(lambda: len(newcomer.invoices()) == 1)
    (invoice,) = newcomer.invoices()
    assert (invoice["SubTotal"], invoice["Contact"]) == (Decimal("125.00"), CUSTOMER)
    assert 5 <= deeds["click"] <= MOST_CLICKS, f"{deeds}; fewer than five cannot be, and were not all seen"
    assert deeds["typed"] <= MOST_TYPED, deeds


def bought(reseller: Reseller) -> str:
    """Nobody of the reseller does anything for it."""
    world = reseller.walk.marketplace.world
    office = reseller.walk.marketplace.office
    order: str = world.place_purchase(reseller.account, reseller.customer, office, {"NRD-OFF-M": 10})["id"]
    world.approve(order)
    reseller.events_are_done()
    return order
