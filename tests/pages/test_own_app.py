"""A reseller's own app at Xero, set up and used on the Settings page."""

from __future__ import annotations

from playwright.sync_api import expect

from sandbox.xero.identity import CLIENT_ID, OWN_CLIENT_ID, OWN_CLIENT_SECRET
from tests.pages.reseller import Reseller
from tests.pages.theatre import Theatre
from tests.pages.visits import Visits


def apps_that_called(reseller: Reseller) -> set[str | None]:
    return {call.app for call in reseller.walk.xero.calls if call.tenant == reseller.tenant}


def test_an_own_app_is_tried_saved_and_makes_the_invoice_and_the_other_reseller_keeps_the_providers(
    newcomer: Reseller, stage: Theatre, visits: Visits
) -> None:
    other = stage.newcomer().is_set_up()
    newcomer.installs()
    person = visits.by(newcomer)
    settings = person.opens_settings().is_shown()
    sheet, here = settings.opens_own_app(), newcomer.walk.stage.redirect_uri
    expect(sheet.field("Redirect URI")).to_have_value(here)
    expect(sheet.field("Webhook URL")).to_have_value(here.replace("callback", f"webhook/{newcomer.installation}"))
    sheet.gives(OWN_CLIENT_ID, "of-another")
    sheet.presses("Test")
    sheet.says("Xero does not accept the app's client id and secret")
    sheet.gives(OWN_CLIENT_ID, OWN_CLIENT_SECRET)
    sheet.presses("Test")
    sheet.says("Xero takes this client id and secret.")
    sheet.presses("Save app")
    sheet.says("Kept since")
    expect(sheet.field("Client secret")).to_have_value("")
    sheet.closes()

    login = settings.goes_to_xero()
    expect(login.window.get_by_role("heading", name="Our Own Books wants access")).to_be_visible()
    login.allows(newcomer.organisation)
    settings.uses(newcomer.organisation)
    newcomer.chooses_settings()
    mine, theirs = newcomer.has_sold(), other.has_sold()
    newcomer.has_invoiced(mine)
    other.has_invoiced(theirs)

    assert (len(newcomer.invoices()), len(other.invoices())) == (1, 1)
    assert apps_that_called(newcomer) == {OWN_CLIENT_ID}
    assert apps_that_called(other) == {CLIENT_ID}


def test_who_removes_it_is_asked_first_and_connects_again(reseller: Reseller, visits: Visits) -> None:
    reseller.has_own_app()
    reseller.connects()
    person = visits.by(reseller)
    settings = person.opens_settings().is_shown()
    settings.stands("Connected")
    sheet = settings.opens_own_app()
    sheet.presses("Remove…")
    sheet.says("orders wait; nothing is lost")

    person.watch.expects("status of 409")
    sheet.presses("Remove")

    expect(sheet.field("Client id")).to_have_value("")
    sheet.closes()
    settings.stands("Disconnected by Xero")
    expect(settings.connection).to_contain_text("it belongs to another Xero app than the one that is set up now")
    settings.goes_to_xero("Reconnect").allows(reseller.organisation)
    settings.uses(reseller.organisation)
    reseller.has_invoiced(reseller.has_sold())
    assert len(reseller.invoices()) == 1
