from __future__ import annotations

from playwright.sync_api import expect

from tests.pages.axe import violations
from tests.pages.reseller import Reseller
from tests.pages.tab_walk import tab_through
from tests.pages.visits import Visits


def test_what_one_person_saved_is_not_overwritten_by_another_who_saw_less(reseller: Reseller, visits: Visits) -> None:
    early, late = (visits.by(reseller).opens_settings().is_shown() for _ in range(2))
    visits.expect("status of 409")
    early.reference.fill("Order {request id}")
    early.saves()
    late.reference.fill("{po} of ours")
    late.save.click()
    expect(late.frame.get_by_text("Somebody else saved settings meanwhile")).to_be_visible()
    assert reseller.call("GET", "/api/settings")["settings"]["reference"] == "Order {request id}"

    late.frame.get_by_role("button", name="Load theirs").click()

    expect(late.reference).to_have_value("Order {request id}")
    late.reference.fill("{po} of ours")
    late.saves()
    assert reseller.call("GET", "/api/settings")["settings"]["reference"] == "{po} of ours"


def test_a_country_without_a_tax_type_is_marked_at_its_field_and_not_saved(reseller: Reseller, visits: Visits) -> None:
    person = visits.by(reseller)
    settings = person.opens_settings().is_shown()
    before = reseller.call("GET", "/api/settings")
    settings.adds_a_country()
    settings.frame.get_by_label("Country", exact=True).select_option(value="NZ")
    settings.save.click()

    tax_type = settings.frame.get_by_label("Tax type for New Zealand")
    expect(tax_type).to_have_accessible_description("Choose the tax type for New Zealand, or remove the row.")
    expect(tax_type).to_have_attribute("aria-invalid", "true")
    expect(tax_type).to_be_focused()
    assert reseller.call("GET", "/api/settings") == before

    tax_type.select_option(label="GST Free Exports")
    settings.saves()
    saved = reseller.call("GET", "/api/settings")["settings"]
    assert saved["tax_types_by_country"] == {"NZ": "EXEMPTEXPORT"}


def test_what_is_chosen_is_there_when_the_page_is_opened_again(reseller: Reseller, visits: Visits) -> None:
    person = visits.by(reseller)
    settings = person.opens_settings().is_shown()
    settings.books_to("Licences", "260")
    settings.frame.get_by_label("Show lines of 0.00").check()
    settings.saves()

    person.page.reload()

    settings.is_shown()
    expect(settings.account("Licences")).to_have_value("260")
    expect(settings.frame.get_by_label("Show lines of 0.00")).to_be_checked()


def test_what_nobody_touches_survives_a_save(reseller: Reseller, visits: Visits) -> None:
    reseller.chooses_settings(
        reductions="ask", cancellation="no_credit", invoice_target="latest_fitting_draft", sent_as="SUBMITTED",
        closing_day=28, yearly_accounts={"licence": "260"}, markup={"marketplace": "12.5"},
        due={"days": 20, "kind": "OFFOLLOWINGMONTH"}, holds={"above": {"AUD": "5000.25"}, "credits": False},
        cancellation_fee={"rule": "fixed", "value": "25.10", "currency": "AUD"},
    )  # fmt: skip
    before = reseller.call("GET", "/api/settings")["settings"]
    settings = visits.by(reseller).opens_settings().is_shown()
    settings.reference.fill("Order {request id}")
    settings.saves()

    assert reseller.call("GET", "/api/settings")["settings"] == {**before, "reference": "Order {request id}"}


def test_what_stands_further_down_is_saved_and_seen_again(reseller: Reseller, visits: Visits) -> None:
    person = visits.by(reseller)
    settings = person.opens_settings().is_shown()
    frame = settings.frame
    frame.get_by_label("An order’s charges go to").select_option(label="One invoice per customer and month")
    frame.get_by_label("Closing day").fill("25")
    frame.get_by_label("Low margins").check()
    frame.get_by_label("Markup in percent: Your own table").fill("12.5")
    settings.saves()

    saved = reseller.call("GET", "/api/settings")["settings"]
    assert (saved["invoice_target"], saved["closing_day"]) == ("one_per_customer_and_month", 25)
    assert (saved["holds"]["low_margins"], saved["markup"]) == (True, {"own_table": "12.5"})
    person.page.reload()
    settings.is_shown()
    expect(frame.get_by_label("Closing day")).to_have_value("25")
    assert violations(person.inside) == []
    assert tab_through(person.page, person.inside).missed == []
