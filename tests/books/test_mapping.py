from __future__ import annotations

from dataclasses import replace

import pytest

from connect_ext.books.ids import MarketplaceId, ProductItemId
from connect_ext.books.mapping.item import Item, item_key
from connect_ext.books.mapping.mapping import NO_MAPPINGS, CustomerRule, FeeMapping, Mapped, mapped, taken_by
from connect_ext.books.orders.order import FeeKind
from tests.books.builders import a_fee, a_party, an_order
from tests.books.mapping_builders import HERE, OTHER, SEAT, a_held_item, a_mapping, mappings


def test_without_any_mapping_a_line_names_nothing() -> None:
    assert mapped(a_fee(), an_order(), NO_MAPPINGS) == Mapped()


def test_the_mapping_of_the_marketplace_wins_as_a_whole_over_the_one_for_all() -> None:
    known = mappings(a_mapping("ALL", account_code="260"), a_mapping("HERE", marketplace_id=HERE))
    assert mapped(a_fee(), an_order(), known) == Mapped(item_code="HERE")
    elsewhere = an_order(marketplace_id=MarketplaceId("MP-99999"))
    assert mapped(a_fee(), elsewhere, known) == Mapped(item_code="ALL", account_code="260")


def test_whatever_has_no_item_takes_the_fallback_and_account_only_takes_none() -> None:
    known = mappings(a_mapping(None, account_code="260"), fallback_item="CLOUD")
    assert mapped(a_fee(id=SEAT), an_order(), known) == Mapped(item_code=None, account_code="260")
    assert mapped(a_fee(id=OTHER), an_order(), known) == Mapped(item_code="CLOUD")


@pytest.mark.parametrize("kind", [FeeKind.SETUP, FeeKind.RECURRING, FeeKind.USAGE])
def test_for_having_the_item_its_own_mapping_comes_first_and_the_fee_fills_in(kind: FeeKind) -> None:
    of_fee = FeeMapping(kind=kind, item_code="FEE", account_code="270", tax_type="EXEMPT")
    known = mappings(a_mapping("SEAT", account_code="260"), fees=(of_fee,), fallback_item="CLOUD")
    assert mapped(a_fee(kind=kind), an_order(), known) == Mapped(
        item_code="SEAT", account_code="260", tax_type="EXEMPT"
    )
    assert mapped(a_fee(kind=kind, id=OTHER), an_order(), known) == Mapped(
        item_code="FEE", account_code="270", tax_type="EXEMPT"
    )


def test_for_giving_it_up_the_mapping_of_the_fee_comes_first() -> None:
    kind = FeeKind.CANCELLATION
    known = mappings(a_mapping("SEAT", account_code="260"), fees=(FeeMapping(kind=kind, item_code="FEE"),))
    assert mapped(a_fee(kind=kind), an_order(), known) == Mapped(item_code="FEE", account_code="260")


def test_a_fee_of_one_kind_without_an_item_of_its_own_leaves_the_choice_to_the_next_rule() -> None:
    known = mappings(fees=(FeeMapping(kind=FeeKind.SETUP, account_code="270"),), fallback_item="CLOUD")
    assert mapped(a_fee(kind=FeeKind.SETUP), an_order(), known) == Mapped(item_code="CLOUD", account_code="270")


def test_one_xero_item_stands_for_one_product_item_unless_the_setting_says_otherwise() -> None:
    known = mappings(a_mapping("SEAT"))
    second = a_mapping("seat", product_item=OTHER)
    assert taken_by(second, known, several_per_item=False) == a_mapping("SEAT")
    assert taken_by(second, known, several_per_item=True) is None
    assert taken_by(a_mapping("DESK", product_item=OTHER), known, several_per_item=False) is None


def test_the_same_product_item_elsewhere_and_the_fallback_are_no_conflict() -> None:
    known = mappings(a_mapping("SEAT"), fallback_item="CLOUD")
    assert taken_by(a_mapping("SEAT", marketplace_id=HERE), known, several_per_item=False) is None
    shared = mappings(a_mapping("CLOUD"), fallback_item="CLOUD")
    assert taken_by(a_mapping("CLOUD", product_item=OTHER), shared, several_per_item=False) is None
    account_only = mappings(a_mapping(None))
    assert taken_by(a_mapping(None, product_item=OTHER), account_only, several_per_item=False) is None


def test_an_item_that_is_sold_and_not_tracked_can_be_mapped() -> None:
    assert a_held_item().mappable
    assert not a_held_item(tracked=True).mappable
    assert not a_held_item(sold=False).mappable


def test_an_item_is_a_document_by_its_code() -> None:
    assert item_key("SEAT") == "item:SEAT"
    assert Item(code="SEAT", name="Mail seat").key == item_key("SEAT")


def test_every_code_that_a_line_could_name_is_known() -> None:
    known = mappings(
        a_mapping("SEAT"), a_mapping(None, product_item=OTHER), fees=(FeeMapping(kind=FeeKind.SETUP),),
        fallback_item="CLOUD",
    )  # fmt: skip
    assert known.item_codes == {"SEAT", "CLOUD"}
    assert NO_MAPPINGS.item_codes == frozenset()


def test_a_rule_of_a_customer_says_something_when_anything_is_set() -> None:
    bare = CustomerRule(customer=a_party().id)
    assert bare.says_nothing
    said = ({"account_code": "260"}, {"tax_type": "EXEMPT"}, {"new_contact": True})
    assert not any(replace(bare, **one).says_nothing for one in said)


def test_the_item_of_a_product_item_is_its_own_on_the_marketplace_or_the_one_for_all() -> None:
    known = mappings(a_mapping("SEAT"), a_mapping(None, product_item=OTHER), fallback_item="CLOUD")
    assert known.item_code_of(SEAT, HERE) == "SEAT"
    assert known.item_code_of(OTHER, HERE) is None
    assert known.item_code_of(ProductItemId("PRD-9"), HERE) == "CLOUD"
    assert mappings().item_code_of(SEAT, HERE) is None
