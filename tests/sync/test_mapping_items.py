from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.ids import MarketplaceId, ProductId, ProductItemId, TierAccountId
from connect_ext.books.mapping.mapping import CustomerRule, FeeMapping, ItemMapping
from connect_ext.books.mapping.tracking import TrackingRule
from connect_ext.books.orders.order import FeeKind
from connect_ext.sync.mapping.mapping_items import NotMapped, map_item, unmap_item
from connect_ext.sync.mapping.mapping_rules import Rules
from sandbox.xero import HARBOUR
from tests.sync.mapping_world import Mapped
from tests.world import World

SEAT, DESK = ProductItemId("PRD-1-0001"), ProductItemId("PRD-1-0002")


def a_mapping(item_code: str | None = "SEAT", **changes: Any) -> ItemMapping:
    default = {"product_id": ProductId("PRD-1"), "product_item": SEAT, "item_code": item_code}
    return ItemMapping(**{**default, **changes})


def save(here: Mapped, new: ItemMapping) -> str | None:
    """Why it was not saved."""
    found = map_item(here.world.app.runtime, here.access, here.organisation, here.installation_id, new, "UR-1")
    return found.why if isinstance(found, NotMapped) else None


def test_a_product_item_is_mapped_and_unmapped_and_both_are_told(world: World) -> None:
    here = Mapped(world)
    here.item("SEAT")
    new = a_mapping(marketplace_id=MarketplaceId("MP-1"), account_code="260", tax_type="OUTPUT")
    assert save(here, new) is None
    assert here.mappings.items == {new.key: new}
    runtime, tenant = world.app.runtime, here.access.tenant_id
    assert unmap_item(runtime, here.installation_id, tenant, new.key, "UR-1")
    assert not unmap_item(runtime, here.installation_id, tenant, new.key, "UR-1")
    assert here.mappings.items == {}
    assert here.events[-2:] == ["item.mapped", "item.unmapped"]
    assert here.sentence("item.mapped") == (
        "PRD-1-0001 on MP-1 is now mapped to the Xero item SEAT of Harbour Cloud Ltd, "
        "with account 260 and tax type OUTPUT."
    )


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"item_code": "NONE"}, "The Xero item NONE does not exist in Harbour Cloud Ltd."),
        ({"item_code": "BOX"}, "The Xero item BOX is tracked as stock in Harbour Cloud Ltd."),
        ({"account_code": "999"}, "Account 999 does not exist in Harbour Cloud Ltd."),
        ({"tax_type": "MOON"}, "Tax type MOON cannot be used for sales in Harbour Cloud Ltd."),
    ],
)
def test_what_no_line_could_carry_is_not_saved(sqlite_world: World, changes: dict[str, Any], why: str) -> None:
    here = Mapped(sqlite_world)
    here.item("SEAT")
    here.item("BOX", IsTrackedAsInventory=True)
    assert save(here, a_mapping(**changes)) == why
    assert here.mappings.items == {}


def test_one_item_stands_for_one_product_item_unless_the_setting_allows_more(sqlite_world: World) -> None:
    here = Mapped(sqlite_world)
    here.item("SEAT")
    second = a_mapping(product_item=DESK)
    assert save(here, a_mapping()) is None
    assert (save(here, second) or "").startswith("PRD-1-0001 is mapped to the Xero item SEAT already.")
    sqlite_world.choose_settings(here.installation_id, several_products_per_item=True)
    assert save(here, second) is None
    assert set(here.mappings.items) == {a_mapping().key, second.key}


def test_fees_tracking_the_fallback_and_rules_for_a_customer_are_saved_once_they_are_usable(world: World) -> None:
    here = Mapped(world)
    here.item("FEE")
    rules = Rules(
        runtime=world.app.runtime, access=here.access, organisation=here.organisation,
        installation_id=here.installation_id, user_id="UR-1",
    )  # fmt: skip
    fee = FeeMapping(kind=FeeKind.SETUP, item_code="FEE", account_code="260")
    rule = CustomerRule(customer=TierAccountId("TA-1-2-3"), tax_type="EXEMPTOUTPUT")
    world.xero.person(HARBOUR).track("Region", "South")
    tracking = TrackingRule(category="Region", option="South")
    assert rules.save_fees([fee]) is None
    assert rules.save_choices("FEE", [tracking]) is None
    assert rules.save_customer(rule) is None
    found = here.mappings
    assert (found.fees, found.tracking, found.fallback_item) == ({fee.kind: fee}, (tracking,), "FEE")
    assert found.customers == {rule.customer: rule}
    assert here.events[-3:] == ["fees.mapped", "mapping.chosen", "customer.ruled"]
    gone = "The Xero item GONE does not exist in Harbour Cloud Ltd."
    assert rules.save_fees([FeeMapping(kind=FeeKind.SETUP, item_code="GONE")]) == NotMapped(why=gone)
    nowhere = TrackingRule(category="Team", option="South")
    assert rules.save_choices("FEE", [nowhere]) == NotMapped(
        why="The tracking option “South” cannot be chosen, since there is no active tracking category “Team” "
        "in Harbour Cloud Ltd."
    )
    assert rules.save_choices("GONE", []) == NotMapped(why=gone)
    assert rules.save_customer(CustomerRule(customer=rule.customer, account_code="999")) is not None
    assert here.mappings == found
