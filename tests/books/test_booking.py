"""What the lines of mapped product items say, and what is told when a mapping holds no longer."""

from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.documents.document import Tracking
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.mapping.item import Item
from connect_ext.books.mapping.mapping import CustomerRule, FeeMapping, ItemMapping, Mappings
from connect_ext.books.mapping.tracking import TrackingBy, TrackingCategory, TrackingRule
from connect_ext.books.orders.order import Address, FeeKind
from tests.books.builders import (
    a_fee,
    a_party,
    a_rate,
    an_account,
    an_order,
    an_organisation,
    facts,
    problems_of,
    proposed,
    some_settings,
    the_line,
)
from tests.books.mapping_builders import a_held_item, a_mapping, mappings
from tests.books.usage_builders import a_usage_order, in_dollars

ACCOUNTS = (an_account("200"), an_account("260"), an_account("270"), an_account("800", system=True))
RATES = (a_rate("OUTPUT"), a_rate("EXEMPT"), a_rate("ZERO"), a_rate("INPUT", for_revenue=False))
ABROAD = a_party(address=Address(country="NZ"))


def knowing(known: Mappings, **changes: Any) -> Facts:
    organisation = an_organisation(accounts=ACCOUNTS, tax_rates=RATES)
    return facts(**{"organisation": organisation, "mappings": known, **changes})


def of_customer(**rule: Any) -> Mappings:
    rules = CustomerRule(customer=a_party().id, **rule)
    return mappings(a_mapping("SEAT", account_code="260", tax_type="EXEMPT"), customers={rules.customer: rules})


def test_a_mapped_line_names_the_item_and_still_says_everything_itself() -> None:
    bare, line = the_line(), the_line(about=knowing(mappings(a_mapping("SEAT"))))
    assert (bare.item_code, line.item_code) == (None, "SEAT")
    assert (line.description, line.unit_amount, line.account_code, line.tax_type) == (
        bare.description, bare.unit_amount, bare.account_code, bare.tax_type,
    )  # fmt: skip
    assert line.explanation == f"{bare.explanation} Xero item SEAT."


def test_a_rule_for_the_customer_comes_before_one_for_the_product_before_the_settings() -> None:
    of_product = the_line(about=knowing(mappings(a_mapping(None, account_code="260", tax_type="EXEMPT"))))
    assert (of_product.item_code, of_product.account_code, of_product.tax_type) == (None, "260", "EXEMPT")
    assert of_product.explanation.endswith("account by its mapping, tax type by its mapping.")
    line = the_line(about=knowing(of_customer(account_code="270", tax_type="ZERO")))
    assert (line.item_code, line.account_code, line.tax_type) == ("SEAT", "270", "ZERO")
    assert line.explanation.endswith(
        "Xero item SEAT, account by the rule for Blue Lake Pty Ltd, tax type by the rule for Blue Lake Pty Ltd."
    )
    only_account = the_line(about=knowing(of_customer(account_code="270")))
    assert (only_account.account_code, only_account.tax_type) == ("270", "EXEMPT")


def test_abroad_the_country_decides_the_tax_unless_the_customer_has_a_rule() -> None:
    order, settings = an_order(customer=ABROAD), some_settings(tax_types_by_country={"NZ": "ZERO"})
    product = mappings(a_mapping("SEAT", tax_type="EXEMPT"))
    assert the_line(order, knowing(product, settings=settings)).tax_type == "ZERO"
    assert [one.code.value for one in problems_of(order, knowing(product))] == ["XI-203"]
    assert the_line(order, knowing(of_customer(tax_type="EXEMPT"))).tax_type == "EXEMPT"


def test_a_fee_of_one_kind_takes_its_own_mapping_and_every_line_its_tracking() -> None:
    fee = FeeMapping(kind=FeeKind.SETUP, item_code="SETUP", account_code="270")
    rules = (TrackingRule(category="Region", option="South"),)
    known = mappings(fees=(fee,), tracking=rules)
    line = the_line(an_order(a_fee(kind=FeeKind.SETUP, period=None)), knowing(known))
    assert (line.item_code, line.account_code) == ("SETUP", "270")
    assert line.tracking == (Tracking(category="Region", option="South"),)


@pytest.mark.parametrize(
    ("items", "why"),
    [
        ({}, "does not exist"),
        ({"SEAT": a_held_item("SEAT", tracked=True)}, "is tracked as stock"),
        ({"SEAT": a_held_item("SEAT", sold=False)}, "is not for sale"),
    ],
)
def test_an_item_that_no_line_may_name_is_a_problem(items: Any, why: str) -> None:
    (found,) = problems_of(about=knowing(mappings(a_mapping("SEAT")), items=items))
    assert found.sentence == f"The Xero item SEAT, to which MPN-SEAT is mapped, {why} in Harbour Cloud."


def test_where_nobody_has_looked_at_items_none_is_a_problem() -> None:
    assert the_line(about=knowing(mappings(a_mapping("SEAT")), items=None)).item_code == "SEAT"
    assert the_line(about=knowing(mappings(a_mapping("SEAT")), items={"SEAT": a_held_item()})).item_code == "SEAT"


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        (a_mapping("SEAT", account_code="999"), "XI-209"),
        (a_mapping("SEAT", account_code="800"), "XI-209"),
        (a_mapping("SEAT", tax_type="MOON"), "XI-210"),
        (a_mapping("SEAT", tax_type="INPUT"), "XI-210"),
    ],
)
def test_a_rule_that_the_organisation_would_not_take_is_told_once(mapping: ItemMapping, code: str) -> None:
    assert [one.code.value for one in problems_of(about=knowing(mappings(mapping)))] == [code]


def test_usage_is_mapped_like_everything_else_and_its_item_is_looked_at_too() -> None:
    known = mappings(a_mapping("SEAT"), tracking=(TrackingRule(category="Region", option="South"),))
    order = a_usage_order()
    invoice = proposed(order, in_dollars(order, mappings=known)).invoice
    assert invoice is not None
    (line,) = invoice.lines
    assert (line.item_code, line.tracking) == ("SEAT", (Tracking(category="Region", option="South"),))
    assert line.explanation.endswith(" Xero item SEAT.")
    assert [one.code.value for one in problems_of(order, in_dollars(order, mappings=known, items={}))] == ["XI-208"]


@pytest.mark.parametrize(
    ("options", "problems"), [(("South",), []), (("North",), ["XI-211"])], ids=["is there", "is gone"]
)
def test_tracking_is_compared_with_what_the_organisation_has(options: tuple[str, ...], problems: list[str]) -> None:
    rule = TrackingRule(category="Region", by=TrackingBy.FIXED, option="South")
    categories = (TrackingCategory(name="Region", options=options),)
    about = knowing(mappings(tracking=(rule,)), categories=categories)
    if problems:
        assert [one.code.value for one in problems_of(about=about)] == problems
    else:
        assert the_line(about=about).tracking == (Tracking(category="Region", option="South"),)


def test_an_item_that_is_made_with_the_order_is_no_problem_and_stands_on_the_proposal() -> None:
    seat, other = Item(code="SEAT", name="Seat"), Item(code="OTHER", name="Other")
    about = knowing(mappings(a_mapping("SEAT")), items={}, new_items={"SEAT": seat, "OTHER": other})
    assert the_line(about=about).item_code == "SEAT"
    assert proposed(about=about).items == (seat,)
