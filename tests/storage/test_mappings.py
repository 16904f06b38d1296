from __future__ import annotations

from dataclasses import replace

from connect_ext.books.documents.held import Link
from connect_ext.books.ids import MarketplaceId, TenantId, TierAccountId, XeroId, contact_key
from connect_ext.books.mapping.mapping import NO_MAPPINGS, CustomerRule, FeeMapping
from connect_ext.books.mapping.tracking import TrackingBy, TrackingRule
from connect_ext.books.orders.order import FeeKind
from connect_ext.storage import contact_links, imports, links, mappings
from connect_ext.storage.database import Database
from connect_ext.storage.tracking_json import from_json
from connect_ext.work.importing import UNDER_WAY, ImportStatus
from tests.storage.builders import LATER, NOW, TENANT, US
from tests.storage.world import MAPPED

ELSEWHERE = TenantId("tenant-2")
ONE = XeroId("contact-1")


def test_what_is_mapped_is_read_again_whole(database: Database) -> None:
    here = replace(MAPPED, marketplace_id=MarketplaceId("MP-1"), item_code=None, account_code="260", tax_type="EXEMPT")
    fee = FeeMapping(kind=FeeKind.CANCELLATION, item_code="FEE", account_code="270", tax_type="OUTPUT")
    rule = CustomerRule(customer=TierAccountId("TA-1"), account_code="280", tax_type="EXEMPT", new_contact=True)
    tracking = TrackingRule(category="Region", by=TrackingBy.CUSTOMER, option="Rest", options={"TA-1": "South"})
    with database.transaction() as tx:
        assert mappings.load(tx, US, TENANT) == NO_MAPPINGS
        for one in (MAPPED, here):
            mappings.save_item(tx, US, TENANT, one, NOW)
        mappings.save_fees(tx, US, TENANT, [fee], NOW)
        mappings.save_customer(tx, US, TENANT, rule, NOW)
        mappings.save_choices(tx, US, TENANT, "CLOUD", [tracking], NOW)
    with database.transaction() as tx:
        found = mappings.load(tx, US, TENANT)
        assert mappings.load(tx, US, ELSEWHERE) == NO_MAPPINGS
    assert found.items == {MAPPED.key: MAPPED, here.key: here}
    assert (found.fees, found.customers) == ({fee.kind: fee}, {rule.customer: rule})
    assert (found.tracking, found.fallback_item) == ((tracking,), "CLOUD")


def test_a_second_save_replaces_and_an_unmapped_item_is_gone(database: Database) -> None:
    with database.transaction() as tx:
        mappings.save_item(tx, US, TENANT, MAPPED, NOW)
        mappings.save_item(tx, US, TENANT, replace(MAPPED, item_code="DESK"), LATER)
        assert mappings.load(tx, US, TENANT).items[MAPPED.key].item_code == "DESK"
        assert mappings.remove_item(tx, US, TENANT, MAPPED.key)
        assert not mappings.remove_item(tx, US, TENANT, MAPPED.key)
        assert mappings.load(tx, US, TENANT).items == {}


def test_fees_are_replaced_as_a_whole_and_a_rule_that_says_nothing_is_none(database: Database) -> None:
    with database.transaction() as tx:
        mappings.save_fees(tx, US, TENANT, [FeeMapping(kind=FeeKind.SETUP), FeeMapping(kind=FeeKind.USAGE)], NOW)
        mappings.save_fees(tx, US, TENANT, [FeeMapping(kind=FeeKind.CANCELLATION, item_code="R")], NOW)
        rule = CustomerRule(customer=TierAccountId("TA-1"), tax_type="EXEMPT")
        mappings.save_customer(tx, US, TENANT, rule, NOW)
        mappings.save_customer(tx, US, TENANT, replace(rule, tax_type=""), NOW)
        found = mappings.load(tx, US, TENANT)
    assert (list(found.fees), found.customers) == ([FeeKind.CANCELLATION], {})


def test_tracking_of_another_version_is_read_as_far_as_it_is_understood() -> None:
    rows = [{"category": "Region", "by": "fixed", "option": 3, "options": {"a": 1, "b": "B"}}, {"by": "moon"}, 7]
    assert from_json(rows) == (TrackingRule(category="Region", options={"b": "B"}),)
    assert from_json(None) == ()


def test_customers_are_found_by_contact_and_only_contacts_of_this_organisation_count(database: Database) -> None:
    with database.transaction() as tx:
        for customer, contact, tenant in (("TA-1", "c-1", TENANT), ("TA-2", "c-1", TENANT), ("TA-3", "c-3", ELSEWHERE)):
            link = Link(key=contact_key(TierAccountId(customer)), xero_id=XeroId(contact))
            links.put(tx, US, tenant, link, picture=None, task_id=None, now=NOW)
        links.put(tx, US, TENANT, Link(key=contact_key(TierAccountId("TA-1")), xero_id=XeroId("c-1"), number="N"),
                  picture=None, task_id=None, now=NOW)  # fmt: skip
        assert contact_links.all_of(tx, US, TENANT) == {"TA-1": "c-1", "TA-2": "c-1"}
        assert contact_links.customers_of(tx, US, TENANT, [XeroId("c-1"), XeroId("c-3")]) == {"c-1": "TA-1"}
        assert contact_links.remove(tx, US, TENANT, TierAccountId("TA-1"))
        assert not contact_links.remove(tx, US, TENANT, TierAccountId("TA-1"))
        assert contact_links.all_of(tx, US, TENANT) == {"TA-2": "c-1"}


def test_a_wish_is_written_once_until_it_is_old_done_or_forgotten(database: Database) -> None:
    customer = TierAccountId("TA-1")
    with database.transaction() as tx:
        assert imports.begin(tx, US, TENANT, ONE, NOW)
        assert not imports.begin(tx, US, TENANT, ONE, NOW)
        assert imports.find(tx, US, TENANT, [ONE])[ONE].is_under_way(NOW)
        assert imports.begin(tx, US, TENANT, ONE, NOW + UNDER_WAY)
        imports.end(tx, US, TENANT, ONE, customer)
        done = imports.find(tx, US, TENANT, [ONE])[ONE]
        assert (done.status, done.customer, done.is_under_way(NOW)) == (ImportStatus.DONE, customer, False)
        assert imports.begin(tx, US, TENANT, ONE, NOW + UNDER_WAY)
        imports.forget(tx, US, TENANT, ONE)
        assert imports.find(tx, US, TENANT, [ONE]) == {}
