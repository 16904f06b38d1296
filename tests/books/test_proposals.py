from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.booking.contact_of import contact_name
from connect_ext.books.documents.document import DocumentDates
from connect_ext.books.documents.organisation import PaymentTerms, TermKind
from connect_ext.books.ids import TierAccountId, XeroId
from connect_ext.books.orders.order import Address, FeeKind, PartyRole, SkuClass
from connect_ext.books.problems.problem import Code
from connect_ext.books.proposing.propose import propose
from connect_ext.books.settings.settings import BilledParty, NumberSource
from tests.books.builders import (
    AUD,
    REQUEST,
    THEME,
    TODAY,
    USD,
    a_fee,
    a_held_contact,
    a_party,
    a_price,
    an_order,
    an_organisation,
    facts,
    no_price,
    nothing_of,
    problems_of,
    proposed,
    some_settings,
    the_invoice,
)


def codes(*arguments: object) -> list[Code]:
    return [found.code for found in problems_of(*arguments)]  # type: ignore[arg-type]


def test_an_ordinary_order_becomes_one_invoice_dated_today() -> None:
    invoice = the_invoice(proposed())
    assert (invoice.key, invoice.contact) == (f"invoice:{REQUEST}", "contact:TA-2000-0000-0001")
    assert (invoice.date, invoice.due_date) == (TODAY, date(2026, 12, 20))
    assert (invoice.currency, invoice.subtotal) == (AUD, Decimal(25))
    assert (invoice.number, invoice.reference, invoice.url, invoice.branding_theme) == (None, REQUEST, None, None)


def test_every_fee_keeps_its_own_line_in_order() -> None:
    proposal = proposed(an_order(a_fee(1), a_fee(2), a_fee(3)))
    assert [line.mark for line in the_invoice(proposal).lines] == [f"{REQUEST}/{number}" for number in (1, 2, 3)]
    assert proposal.remarks == ()


def test_the_contact_is_the_billed_party_with_its_marketplace_id_as_number() -> None:
    party = a_party(
        name="Blue <b>Lake</b>", first_name="Ann", last_name="Lee", phone="+61 2 5550 1234", tax_id="51 824 753 556"
    )
    contact = proposed(an_order(customer=party)).contact
    assert (contact.key, contact.number) == ("contact:TA-2000-0000-0001", "TA-2000-0000-0001")
    assert contact.name == "Blue b Lake /b"
    assert (contact.first_name, contact.last_name) == ("Ann", "Lee")
    assert (contact.email, contact.phone) == ("accounts@bluelake.example", "+61 2 5550 1234")
    assert (contact.tax_number, contact.address) == ("51 824 753 556", party.address)


def test_the_contact_follows_the_choice_of_the_billed_party() -> None:
    about = facts(settings=some_settings(billed_party=BilledParty.TIER1))
    assert proposed(an_order(), about).contact.number == an_order().party(PartyRole.TIER1).id  # type: ignore[union-attr]


def test_the_number_is_the_request_where_the_marketplace_numbers() -> None:
    settings = some_settings(invoice_number_from=NumberSource.MARKETPLACE)
    assert the_invoice(proposed(about=facts(settings=settings))).number == REQUEST


def test_theme_reference_and_link_come_from_settings_and_portal() -> None:
    settings = some_settings(branding_theme=THEME, reference="{po} / {request id}")
    invoice = the_invoice(
        proposed(an_order(purchase_order="PO 7"), facts(settings=settings, portal_url="https://portal.example/"))
    )
    assert invoice.branding_theme == THEME
    assert invoice.reference == f"PO 7 / {REQUEST}"
    assert invoice.url == f"https://portal.example/subscriptions/fulfillment/{REQUEST}"


def test_an_order_without_items_asks_for_nothing() -> None:
    assert nothing_of(replace(an_order(), fees=())) == f"Nothing to invoice: {REQUEST} has no items."


def test_an_order_of_which_every_fee_is_left_out_asks_for_nothing_and_says_why() -> None:
    order = an_order(a_fee(1, "0", name="Seat"), a_fee(2, name="Mailbox"), a_fee(3, kind=FeeKind.USAGE))
    about = facts(by_fee={2: (a_price("0"),)})
    assert nothing_of(order, about) == (
        "Nothing to invoice: Seat: quantity 0; Mailbox: price 0; Seat: billed by usage, not when it is ordered."
    )


def test_nothing_to_invoice_is_no_matter_of_locks_themes_or_contacts() -> None:
    organisation = an_organisation(locked_until=TODAY)
    settings = some_settings(branding_theme=XeroId("gone"))
    about = facts(organisation=organisation, settings=settings, held_contact=a_held_contact(active=False))
    assert nothing_of(an_order(a_fee(quantity="0")), about).startswith("Nothing to invoice")


SENT = DocumentDates(date=date(2026, 10, 31), due_date=date(2026, 11, 14))


@pytest.mark.parametrize("locked", [None, date(2026, 10, 30)])
def test_the_dates_of_the_first_send_are_kept(locked: date | None) -> None:
    terms = PaymentTerms(days=3, kind=TermKind.DAYS_AFTER_BILL_DATE)
    about = facts(
        fixed_dates=SENT,
        held_contact=a_held_contact(sales_terms=terms),
        organisation=an_organisation(locked_until=locked),
    )
    invoice = the_invoice(proposed(about=about))
    assert (invoice.date, invoice.due_date) == (SENT.date, SENT.due_date)


def test_a_first_date_that_is_locked_by_now_becomes_today() -> None:
    about = facts(fixed_dates=SENT, organisation=an_organisation(locked_until=SENT.date))
    invoice = the_invoice(proposed(about=about))
    assert (invoice.date, invoice.due_date) == (TODAY, date(2026, 12, 20))


def test_a_theme_that_is_gone_is_a_problem() -> None:
    assert codes(None, facts(settings=some_settings(branding_theme=XeroId("gone")))) == [Code.THEME_UNKNOWN]


def test_a_currency_that_the_organisation_has_not_enabled_is_a_problem() -> None:
    (found,) = problems_of(about=facts(a_price(currency=USD)))
    assert found.code is Code.CURRENCY_NOT_ENABLED
    assert found.advice.endswith("or use prices in AUD.")


def test_prices_in_several_currencies_are_a_problem_and_so_is_each_that_is_not_enabled() -> None:
    order = an_order(a_fee(1), a_fee(2))
    found = problems_of(order, facts(by_fee={1: (a_price(),), 2: (a_price(currency=USD),)}))
    assert [one.code for one in found] == [Code.PRICES_IN_SEVERAL_CURRENCIES, Code.CURRENCY_NOT_ENABLED]
    assert "(AUD, USD)" in found[0].sentence


def test_the_currency_of_a_line_that_is_left_out_does_not_matter() -> None:
    order = an_order(a_fee(1), a_fee(2, "0"))
    assert the_invoice(proposed(order, facts(by_fee={1: (a_price(),), 2: (a_price(currency=USD),)}))).currency == AUD


@pytest.mark.parametrize("name", ["", "  ", "<>"])
def test_a_new_contact_needs_a_name_that_xero_can_take(name: str) -> None:
    assert codes(an_order(customer=a_party(name=name))) == [Code.CONTACT_NAME_MISSING]


def test_a_contact_that_xero_holds_needs_no_name_from_the_marketplace() -> None:
    proposal = proposed(an_order(customer=a_party(name="")), facts(held_contact=a_held_contact()))
    assert proposal.contact.name == ""


def test_an_archived_contact_cannot_be_invoiced() -> None:
    archived = a_held_contact(name="Old Lake", active=False)
    (found,) = problems_of(about=facts(held_contact=archived))
    (nameless,) = problems_of(an_order(customer=a_party(name="")), facts(held_contact=archived))
    assert found.sentence.startswith("The Xero contact “Old Lake” of Blue Lake Pty Ltd is archived")
    assert nameless.sentence.startswith("The Xero contact “Old Lake” of TA-2000-0000-0001 is archived")


def test_without_a_billed_party_there_is_nothing_else_to_say() -> None:
    assert codes(an_order(customer=None)) == [Code.BILLED_PARTY_MISSING]


def test_all_problems_of_an_order_are_found_at_once() -> None:
    order = an_order(
        a_fee(1),
        a_fee(2, "unlimited", sku_class=SkuClass.USAGE),
        a_fee(3, "1", sku_class=SkuClass.CUSTOM),
        a_fee(4, "0"),
        customer=a_party(name="", address=Address(country="NZ")),
    )
    about = facts(
        by_fee={1: (no_price(),), 2: (a_price(),), 3: (a_price("10000000000", USD),)},
        settings=some_settings(accounts={SkuClass.USAGE: "999"}, fallback_account="200", branding_theme=XeroId("gone")),
        organisation=an_organisation(locked_until=TODAY),
    )
    assert codes(order, about) == [
        Code.PRICE_MISSING,
        Code.TAX_RULE_MISSING,
        Code.QUANTITY_UNUSABLE,
        Code.ACCOUNT_UNUSABLE,
        Code.PRICE_TOO_LARGE,
        Code.PRICES_IN_SEVERAL_CURRENCIES,
        Code.CURRENCY_NOT_ENABLED,
        Code.THEME_UNKNOWN,
        Code.CONTACT_NAME_MISSING,
    ]


def test_a_currency_is_checked_even_where_the_line_has_another_problem() -> None:
    about = facts(a_price(currency=USD), settings=some_settings(fallback_account=""))
    assert codes(None, about) == [Code.ACCOUNT_MISSING, Code.CURRENCY_NOT_ENABLED]


def test_the_same_problem_of_two_lines_is_said_once() -> None:
    order = an_order(a_fee(1), a_fee(2), customer=a_party(address=Address(country="NZ")))
    assert codes(order) == [Code.TAX_RULE_MISSING]


def test_a_problem_of_one_line_stops_the_whole_order() -> None:
    about = facts(by_fee={1: (a_price(),), 2: (no_price(),)})
    assert codes(an_order(a_fee(1), a_fee(2)), about) == [Code.PRICE_MISSING]


@given(st.text(st.characters(codec="utf-8") | st.sampled_from(" <>\t\n"), max_size=600))
def test_a_contact_name_is_one_that_xero_takes(name: str) -> None:
    cleaned = contact_name(name)
    assert len(cleaned) <= 255
    assert not set("<>") & set(cleaned)
    assert cleaned == " ".join(cleaned.split())


def test_a_contact_name_is_cut_without_a_trailing_space() -> None:
    assert contact_name("a" * 254 + " b") == "a" * 254


def test_a_proposal_depends_on_nothing_but_its_arguments() -> None:
    assert propose(an_order(), facts()) == propose(an_order(), facts())


def test_two_customers_never_share_a_contact() -> None:
    other = proposed(an_order(customer=a_party(id=TierAccountId("TA-3"))))
    assert other.contact.key != proposed().contact.key
