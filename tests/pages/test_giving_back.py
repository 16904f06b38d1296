"""An order that gives money back: on a credit note where the invoice is approved, on the draft where it is not."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.pages.reseller import Reseller
from tests.pages.visits import Visits


def test_a_reduction_is_seen_before_and_after_it_is_sent(reseller: Reseller, visits: Visits) -> None:
    """Two of ten monthly seats at 12.50 are 25.00 back on a credit note; two of five yearly ones leave the draft."""
    change = reseller.has_reduced()
    orders = visits.by(reseller).opens_orders().is_shown()
    sheet = orders.opens(change).has_loaded()
    expect(sheet.for_xero).to_contain_text("Given back")
    expect(sheet.for_xero).to_contain_text("AUD\u00a025.00 before tax")
    expect(sheet.for_xero).to_contain_text("Draft INV-0002 will be reduced by")
    changed = sheet.dialog.get_by_role("table", name="Changed lines of INV-0002")
    expect(changed).to_contain_text("before 5, now 3")
    assert len(reseller.invoices()) == 2, "looking must not send"

    sheet.syncs()
    expect(sheet.in_xero).to_contain_text("CN-0001")

    expect(sheet.in_xero).to_contain_text("AUD\u00a027.50")
    expect(sheet.in_xero).to_contain_text("Draft INV-0002 was reduced by")
    expect(sheet.dialog.get_by_role("table", name="Lines of credit note CN-0001")).to_contain_text("25.00")
    expect(sheet.dialog).to_contain_text("Credit note CN-0001 is set off once")
    expect(changed).to_contain_text("before 5, now 3")
    with sheet.page.expect_popup() as window:
        sheet.dialog.get_by_role("link", name="Open in Xero").click()
    expect(window.value.get_by_text("CN-0001").first).to_be_visible()
    window.value.close()
    sheet.closes()
    orders.says_of(change, "In Xero", "CN-0001", "−")


def test_what_auto_sync_leaves_to_a_person_stands_under_needs_you(reseller: Reseller, visits: Visits) -> None:
    order = reseller.has_sold({"NRD-OFF-M": 10})
    reseller.has_invoiced(order)
    reseller.chooses_settings(auto_sync="every_five_minutes", auto_sync_new_customers=True)
    change = reseller.has_changed(order, {"NRD-OFF-M": 8})
    reseller.walk.stage.fire_schedules()
    reseller.wait_for(lambda: reseller.task(change)["status"] == "held")

    orders = visits.by(reseller).opens_orders().is_shown()
    orders.shows_only("Needs you")
    orders.lists(change)
    orders.says_of(change, "Held for you", "AUD −25.00")
    sheet = orders.opens(change).has_loaded()
    expect(sheet.dialog).to_contain_text("Held for you to look at")
    expect(sheet.for_xero).to_contain_text("Draft INV-0001 will be reduced by")
    expect(sheet.dialog.get_by_role("button", name="Sync this order")).to_be_enabled()
