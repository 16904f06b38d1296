from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from connect_ext.books.documents.organisation import Organisation, TaxRate
from connect_ext.books.orders.order import Address, BillingPeriod, SkuClass
from connect_ext.books.problems.problem import Code
from tests.books.builders import (
    a_fee,
    a_party,
    a_rate,
    an_account,
    an_order,
    an_organisation,
    facts,
    problems_of,
    some_settings,
    the_line,
)

ABROAD = an_order(customer=a_party(address=Address(country="NZ")))
NOWHERE = an_order(customer=a_party(address=Address()))


def test_each_class_of_item_takes_its_own_account() -> None:
    organisation = an_organisation(accounts=tuple(an_account(code) for code in ("200", "201", "202", "203")))
    codes = {SkuClass.LICENCE: "201", SkuClass.USAGE: "202", SkuClass.CUSTOM: "203"}
    about = facts(settings=some_settings(accounts=codes), organisation=organisation)
    taken = {sku_class: the_line(an_order(a_fee(sku_class=sku_class)), about).account_code for sku_class in SkuClass}
    assert taken == codes


def test_a_class_without_an_account_takes_the_fallback() -> None:
    settings = some_settings(accounts={SkuClass.USAGE: "202"}, fallback_account="200")
    assert the_line(about=facts(settings=settings)).account_code == "200"


def test_a_class_without_account_and_without_fallback_is_a_problem() -> None:
    (found,) = problems_of(about=facts(settings=some_settings(fallback_account="")))
    assert found.code is Code.ACCOUNT_MISSING
    assert found.sentence == "No revenue account is chosen for licence items, such as MPN-SEAT."


@pytest.mark.parametrize(
    ("accounts", "why"),
    [
        ((an_account("999"),), "does not exist"),
        ((an_account(active=False),), "is archived"),
        ((an_account(system=True),), "is a system account, which Xero keeps for itself,"),
    ],
)
def test_an_account_that_cannot_stand_on_a_line_is_a_problem(accounts: tuple[Any, ...], why: str) -> None:
    (found,) = problems_of(about=facts(organisation=an_organisation(accounts=accounts)))
    assert found.code is Code.ACCOUNT_UNUSABLE
    assert found.sentence == f"Account 200 for MPN-SEAT {why} in Harbour Cloud."


def american(*rates: TaxRate) -> Organisation:
    """Where Xero works out sales tax by itself."""
    return an_organisation(country="US", tax_rates=(replace(a_rate("AVALARA"), automatic=True), *rates))


AT_HOME = an_order(customer=a_party(address=Address(country="US")))


def test_automatic_sales_tax_of_the_united_states_is_a_problem_until_somebody_has_decided() -> None:
    (found,) = problems_of(AT_HOME, facts(organisation=american(a_rate())))
    assert found.code is Code.TAX_AUTOMATIC
    assert found.sentence.endswith("works out United States sales tax by itself: the tax of MPN-SEAT is not decided.")
    decided = some_settings(tax_type="OUTPUT")
    assert the_line(AT_HOME, facts(organisation=american(a_rate()), settings=decided)).tax_type == "OUTPUT"
    by_country = some_settings(tax_types_by_country={"US": "OUTPUT"})
    assert the_line(AT_HOME, facts(organisation=american(a_rate()), settings=by_country)).tax_type == "OUTPUT"


def test_tax_that_xero_works_out_cannot_be_chosen() -> None:
    (found,) = problems_of(AT_HOME, facts(organisation=american(), settings=some_settings(tax_type="AVALARA")))
    assert found.code is Code.TAX_AUTOMATIC


def test_elsewhere_and_once_it_is_switched_off_the_account_s_own_tax_type_holds() -> None:
    off = replace(a_rate("AVALARA"), automatic=True, active=False)
    organisation = an_organisation(country="US", tax_rates=(off, a_rate()))
    assert the_line(AT_HOME, facts(organisation=organisation)).tax_type == "OUTPUT"


def test_at_home_the_account_s_own_tax_type_holds() -> None:
    organisation = an_organisation(accounts=(an_account(tax_type="EXEMPTOUTPUT"),))
    assert the_line(about=facts(organisation=organisation)).tax_type == "EXEMPTOUTPUT"


def test_at_home_the_tax_type_of_the_installation_wins_over_the_account_s() -> None:
    about = facts(settings=some_settings(tax_type="EXEMPTOUTPUT"))
    assert the_line(about=about).tax_type == "EXEMPTOUTPUT"
    assert [found.code for found in problems_of(ABROAD, about)] == [Code.TAX_RULE_MISSING]


def test_the_tax_type_of_the_customer_s_country_wins_over_all() -> None:
    settings = some_settings(tax_type="OUTPUT", tax_types_by_country={"NZ": "EXEMPTOUTPUT"})
    assert the_line(ABROAD, facts(settings=settings)).tax_type == "EXEMPTOUTPUT"
    assert the_line(about=facts(settings=settings)).tax_type == "OUTPUT"


def test_abroad_without_a_rule_is_a_problem_and_never_the_account_s_own_tax() -> None:
    (found,) = problems_of(ABROAD)
    assert found.code is Code.TAX_RULE_MISSING
    assert found.sentence.startswith("Blue Lake Pty Ltd is in NZ, outside the organisation's country")
    assert "tax rate for customers in NZ" in found.advice


def test_a_customer_of_no_known_country_is_not_taken_to_be_at_home() -> None:
    (found,) = problems_of(NOWHERE)
    assert found.code is Code.TAX_COUNTRY_UNKNOWN
    assert found.sentence.startswith("Blue Lake Pty Ltd has no country in Connect")
    by_default = facts(settings=some_settings(tax_type="OUTPUT"))
    assert [found.code for found in problems_of(NOWHERE, by_default)] == [Code.TAX_COUNTRY_UNKNOWN]
    ruled = facts(settings=some_settings(tax_types_by_country={"ZZ": "OUTPUT"}))
    assert the_line(NOWHERE, ruled).tax_type == "OUTPUT"


def test_a_nameless_customer_is_named_by_its_id_in_a_tax_problem() -> None:
    for country in ("NZ", ""):
        order = an_order(customer=a_party(name="", address=Address(country=country)))
        tax = problems_of(order)[0]
        assert tax.sentence.startswith("TA-2000-0000-0001 ")


@pytest.mark.parametrize(
    ("rates", "why"),
    [
        ((), "does not exist"),
        ((a_rate(active=False),), "is no longer active"),
        ((a_rate(for_revenue=False),), "cannot be used for revenue"),
    ],
)
def test_a_tax_type_that_cannot_stand_on_a_line_is_a_problem(rates: tuple[Any, ...], why: str) -> None:
    (found,) = problems_of(about=facts(organisation=an_organisation(tax_rates=rates)))
    assert found.code is Code.TAX_TYPE_UNUSABLE
    assert found.sentence == f"Tax type OUTPUT for MPN-SEAT {why} in Harbour Cloud."


def test_an_account_without_a_tax_type_of_its_own_is_a_problem() -> None:
    (found,) = problems_of(about=facts(organisation=an_organisation(accounts=(an_account(tax_type=""),))))
    assert found.sentence == "Tax type (none) for MPN-SEAT does not exist in Harbour Cloud."


ADVANCE = an_organisation(accounts=(an_account(), an_account("830", type="CURRLIAB")))


@pytest.mark.parametrize(("months", "code"), [(1, "200"), (11, "200"), (12, "830"), (36, "830")])
def test_a_year_or_longer_takes_the_account_for_it(months: int, code: str) -> None:
    settings = some_settings(yearly_accounts={SkuClass.LICENCE: "830"})
    order = an_order(a_fee(period=BillingPeriod(months=months)))
    assert the_line(order, facts(settings=settings, organisation=ADVANCE)).account_code == code


@pytest.mark.parametrize("item", [{"period": None}, {"sku_class": SkuClass.CUSTOM}])
def test_what_is_charged_once_or_of_another_class_takes_its_usual_account(item: dict[str, Any]) -> None:
    settings = some_settings(yearly_accounts={SkuClass.LICENCE: "830"})
    order = an_order(a_fee(**{"period": BillingPeriod(months=12), **item}))
    assert the_line(order, facts(settings=settings, organisation=ADVANCE)).account_code == "200"


@pytest.mark.parametrize(
    ("account", "rate", "why"),
    [
        ("CURRLIAB", {"for_liabilities": False}, "cannot be used for liabilities such as account 200"),
        ("REVENUE", {"for_revenue": False}, "cannot be used for revenue"),
    ],
)
def test_a_tax_type_must_go_with_the_class_of_the_account(account: str, rate: dict[str, Any], why: str) -> None:
    organisation = an_organisation(accounts=(an_account(type=account),), tax_rates=(a_rate(**rate),))
    (found,) = problems_of(about=facts(organisation=organisation))
    assert (found.code, why in found.sentence) == (Code.TAX_TYPE_UNUSABLE, True)


@pytest.mark.parametrize(
    ("account", "rate"), [("CURRLIAB", {"for_revenue": False}), ("REVENUE", {"for_liabilities": False})]
)
def test_what_a_tax_type_is_not_used_for_does_not_matter(account: str, rate: dict[str, Any]) -> None:
    organisation = an_organisation(accounts=(an_account(type=account),), tax_rates=(a_rate(**rate),))
    assert the_line(about=facts(organisation=organisation)).tax_type == "OUTPUT"
