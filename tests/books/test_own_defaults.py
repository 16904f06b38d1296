"""What a contact has of its own in Xero (money §11): used or ignored, and in which order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.booking.own_defaults import prices_depend_on_contacts
from connect_ext.books.booking.price_terms import PriceTerms
from connect_ext.books.documents.document import LineItem, Tracking
from connect_ext.books.documents.organisation import PaymentTerms, TermKind
from connect_ext.books.documents.policies import ContactDefaults
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.ids import XeroId
from connect_ext.books.mapping.mapping import CustomerRule, Mappings
from connect_ext.books.mapping.tracking import TrackingBy, TrackingCategory, TrackingRule
from connect_ext.books.problems.problem import Code
from connect_ext.books.settings.settings import PriceSource
from tests.books.builders import (
    THEME,
    TODAY,
    a_fee,
    a_held_contact,
    a_party,
    a_price,
    a_rate,
    an_account,
    an_order,
    an_organisation,
    facts,
    invoice_of,
    problems_of,
    some_settings,
    the_line,
)
from tests.books.mapping_builders import a_mapping, mappings

OWN_THEME = XeroId("70000000-0000-0000-0000-000000000002")
IN_TWENTY = PaymentTerms(days=20, kind=TermKind.DAYS_AFTER_BILL_DATE)
WEST = Tracking(category="Region", option="West")
ACCOUNTS = tuple(an_account(code) for code in ("200", "210", "220", "230"))
RATES = (a_rate(), a_rate("OWN"), a_rate("RULED"), a_rate("OF-ITEM"))
REGIONS = (TrackingCategory(name="Region", options=("West", "East", "North")),)


def about(known: Mappings | None = None, used: ContactDefaults | None = None, **contact: Any) -> Facts:
    themes = (*an_organisation().themes, *([type(an_organisation().themes[0])(id=OWN_THEME, name="Own")]))
    return facts(
        settings=some_settings(contact_defaults=used or ContactDefaults(), branding_theme=THEME),
        organisation=an_organisation(accounts=ACCOUNTS, tax_rates=RATES, themes=themes),
        held_contact=a_held_contact(**contact),
        mappings=known or mappings(),
        categories=REGIONS,
    )


def the_line_with(known: Mappings | None = None, used: ContactDefaults | None = None, **contact: Any) -> LineItem:
    return the_line(about=about(known, used, **contact))


OF_CUSTOMER = CustomerRule(customer=a_party().id, account_code="220", tax_type="RULED")


def test_its_account_and_tax_type_come_before_those_of_the_product_and_after_a_rule_for_the_customer() -> None:
    of_item = a_mapping("", account_code="230", tax_type="OF-ITEM")
    own: dict[str, Any] = {"account_code": "210", "tax_type": "OWN"}
    line = the_line_with(mappings(of_item), **own)
    assert (line.account_code, line.tax_type) == ("210", "OWN")
    assert line.explanation.endswith("account as the contact has it in Xero, tax type as the contact has it in Xero.")
    ruled = the_line_with(mappings(of_item, customers={a_party().id: OF_CUSTOMER}), **own)
    assert (ruled.account_code, ruled.tax_type) == ("220", "RULED")


def test_what_is_ignored_leaves_the_choice_to_the_next() -> None:
    of_item = a_mapping("", account_code="230", tax_type="OF-ITEM")
    ignored = ContactDefaults(account=False, tax_type=False, tracking=False)
    line = the_line_with(mappings(of_item), ignored, account_code="210", tax_type="OWN", tracking=(WEST,))
    assert (line.account_code, line.tax_type, line.tracking) == ("230", "OF-ITEM", ())


@pytest.mark.parametrize(
    ("contact", "sentence"),
    [
        ({"account_code": "999"}, "Blue Lake has its own account 999 in Xero, which does not exist in Harbour Cloud."),
        (
            {"tax_type": "GONE"},
            "Blue Lake has its own tax type GONE in Xero, which cannot be used for sales in Harbour Cloud.",
        ),
        (
            {"branding_theme": XeroId("7")},
            "Blue Lake has its own invoice theme in Xero, which does not exist in Harbour Cloud.",
        ),
    ],
)
def test_what_the_organisation_would_not_take_is_the_contacts_affair(contact: dict[str, Any], sentence: str) -> None:
    (found,) = problems_of(about=about(**contact))
    assert (found.code, found.sentence) == (Code.CONTACT_DEFAULT_UNUSABLE, sentence)


def test_a_rule_for_the_customer_hides_an_account_that_cannot_be_used() -> None:
    known = mappings(customers={a_party().id: OF_CUSTOMER})
    assert the_line_with(known, account_code="999", tax_type="GONE").account_code == "220"


def test_its_theme_comes_before_the_one_of_the_settings() -> None:
    assert invoice_of(about=about(branding_theme=OWN_THEME)).branding_theme == OWN_THEME
    assert invoice_of(about=about(used=ContactDefaults(theme=False), branding_theme=OWN_THEME)).branding_theme == THEME
    assert invoice_of(about=about()).branding_theme == THEME


def test_its_payment_terms_may_be_ignored() -> None:
    assert invoice_of(about=about(sales_terms=IN_TWENTY)).due_date == date(2026, 12, 10)
    ignored = ContactDefaults(terms=False)
    assert invoice_of(about=about(used=ignored, sales_terms=IN_TWENTY)).due_date == date(2026, 12, 20)


def tracked(*rules: TrackingRule) -> list[str]:
    return [one.option for one in the_line_with(mappings(tracking=rules), tracking=(WEST,)).tracking]


def test_its_tracking_comes_before_every_rule_that_does_not_name_the_customer() -> None:
    by_product = TrackingRule(category="Region", by=TrackingBy.PRODUCT, options={"Harbour Mail": "East"})
    by_customer = TrackingRule(category="Region", by=TrackingBy.CUSTOMER, option="East", options={"Somebody": "North"})
    of_this_one = TrackingRule(category="Region", by=TrackingBy.CUSTOMER, options={a_party().name: "North"})
    assert tracked() == ["West"]
    assert tracked(TrackingRule(category="Region", option="East")) == ["West"]
    assert tracked(by_product) == ["West"]
    assert tracked(by_customer) == ["West"]
    assert tracked(of_this_one) == ["North"]


def test_its_discount_is_taken_off_what_a_source_says_and_stands_in_the_evidence() -> None:
    known = about(discount=Decimal(10))
    terms = PriceTerms(order=an_order(), party=a_party(), facts=known, on=TODAY)
    found = terms.of(a_price("12.50"), a_fee())
    assert found.amount == Decimal("11.25")
    assert found.evidence == "price list PL-1, st0p, 12.5 less 10 %, the contact's discount in Xero"
    ignored = about(used=ContactDefaults(discount=False), discount=Decimal(10))
    assert PriceTerms(order=an_order(), party=a_party(), facts=ignored, on=TODAY).of(a_price(), a_fee()) == a_price()


def test_an_amount_depends_on_the_contact_by_its_discount_or_by_the_tax_in_a_price() -> None:
    with_tax = {"prices_with_tax": frozenset({PriceSource.OWN_TABLE})}
    no_discount = ContactDefaults(discount=False)
    neither = ContactDefaults(discount=False, account=False, tax_type=False)
    assert prices_depend_on_contacts(some_settings())
    assert not prices_depend_on_contacts(some_settings(contact_defaults=no_discount))
    assert prices_depend_on_contacts(some_settings(contact_defaults=no_discount, **with_tax))
    assert not prices_depend_on_contacts(some_settings(contact_defaults=neither, **with_tax))
