from __future__ import annotations

from decimal import Decimal

from playwright.sync_api import expect

from tests.pages.person import Person
from tests.pages.reseller import Reseller
from tests.pages.theatre import CUSTOMER
from tests.pages.visits import Visits
from tests.pages.xero_login import shows_the_invoice


def test_from_the_store_to_the_invoice_in_xero(newcomer: Reseller, visits: Visits) -> None:
    """10 seats of Northwind Office at 12.50 AUD are 125.00; with 10 % GST 12.50 the invoice comes to 137.50."""
    person = visits.by(newcomer)
    person.installs_from_the_store()
    connects(person)
    chooses_accounts(person)
    order = buys(person)

    syncs(person, order)

    (invoice,) = newcomer.invoices()
    amounts = {name: invoice[name] for name in ("CurrencyCode", "SubTotal", "TotalTax", "Total", "Status")}
    assert amounts == {
        "CurrencyCode": "AUD", "SubTotal": Decimal("125.00"), "TotalTax": Decimal("12.50"),
        "Total": Decimal("137.50"), "Status": "DRAFT",
    }  # fmt: skip
    assert invoice["Contact"] == CUSTOMER
    (line,) = invoice["LineItems"]
    assert (line["Quantity"], line["UnitAmount"], line["AccountCode"]) == (10, Decimal("12.50"), "200")
    reads_the_invoice(person, order, invoice["InvoiceNumber"])


def connects(person: Person) -> None:
    """On the page that opens first after the installation."""
    overview = person.overview.is_shown()
    expect(overview.setup).to_contain_text("0 of 4 done")
    overview.goes_to_xero().allows(person.reseller.organisation)
    overview.uses(person.reseller.organisation)


def chooses_accounts(person: Person) -> None:
    person.orders.leads_to_settings()
    settings = person.settings.is_shown()
    settings.stands("Connected")
    settings.books_to("Licences", "200")
    settings.books_to("Everything else", "260")
    settings.saves()


def buys(person: Person) -> str:
    person.comes_back_to_orders().is_shown()
    person.opens_the_sandbox()
    order = person.places_an_order("Northwind Office", CUSTOMER, {"NRD-OFF-M": "10"})
    person.approves(order)
    person.reseller.events_are_done()
    person.orders.checks_changes()
    person.orders.lists(order)
    person.orders.says_of(order, CUSTOMER, "Northwind Office", "AUD 125.00", "Ready")
    return order


def syncs(person: Person, order: str) -> None:
    sheet = person.orders.opens(order)
    expect(sheet.for_xero).to_contain_text("Draft, not sent yet")
    expect(sheet.for_xero).to_contain_text("AUD 125.00")
    assert person.reseller.invoices() == (), "looking must not send"
    sheet.syncs()
    sheet.closes()
    person.orders.says_of(order, "In Xero", "INV-0001")


def reads_the_invoice(person: Person, order: str, number: str) -> None:
    sheet = person.orders.opens(order)
    expect(sheet.in_connect).to_contain_text(CUSTOMER)
    expect(sheet.in_xero).to_contain_text(number)
    expect(sheet.in_xero).to_contain_text("AUD 137.50")
    expect(sheet.lines).to_contain_text("125.00")
    expect(sheet.explains_the_line()).to_contain_text(f"{order} ordered 10 of NRD-OFF-M at 12.5")
    shows_the_invoice(sheet.opens_xero(), number)
