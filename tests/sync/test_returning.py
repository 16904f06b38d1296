from __future__ import annotations

from decimal import Decimal

from connect_ext.books.ids import TierAccountId, XeroId
from connect_ext.books.mapping.mapping import CustomerRule
from connect_ext.books.money import Currency
from connect_ext.books.prices.price import PriceRow
from connect_ext.sync.by_hand.preferences import replace_prices
from connect_ext.sync.connection.tokens import Access, access
from connect_ext.sync.mapping.customers import link_customer
from connect_ext.sync.mapping.mapping_rules import Rules
from connect_ext.work.task import TaskStatus
from sandbox.xero import HARBOUR
from tests.sync.watching import codes, status
from tests.world import World


def test_all_orders_that_wait_for_one_setting_go_on_once_it_is_chosen(world: World) -> None:
    ours = world.ready(accounts={})
    orders = [world.buy(ours), world.buy(ours)]
    world.sync(ours)
    assert [codes(world, ours, order) for order in orders] == [["XI-201"], ["XI-201"]]
    world.choose_settings(ours, accounts={"licence": "200"})
    assert [status(world, ours, order) for order in orders] == [TaskStatus.PENDING] * 2
    world.drain()
    assert [status(world, ours, order) for order in orders] == [TaskStatus.SYNCED] * 2
    assert len(world.books().invoices) == 2


def test_an_order_with_two_problems_says_the_other_one_once_the_first_is_mended(world: World) -> None:
    ours = world.ready(accounts={}, price_sources=["own_table"])
    order = world.buy(ours)
    world.sync(ours)
    assert codes(world, ours, order) == ["XI-101", "XI-201"]
    world.choose_settings(ours, accounts={"licence": "200"}, price_sources=["own_table"])
    world.drain()
    assert codes(world, ours, order) == ["XI-101"]
    row = PriceRow(
        product_item=None, mpn="NRD-OFF-M", marketplace_id=None, customer_id=None, currency=Currency("AUD"),
        minimum_quantity=Decimal(0), price=Decimal("9.90"), valid_from=None, valid_to=None,
    )  # fmt: skip
    assert replace_prices(world.app.runtime, ours, (row,), 0, "UR-1")
    world.drain()
    assert status(world, ours, order) is TaskStatus.SYNCED


def test_an_order_whose_contacts_name_was_taken_goes_on_when_its_customer_is_linked(world: World) -> None:
    ours = world.ready()
    made = world.xero.person(HARBOUR).write("PUT", "Contacts", {"Contacts": [{"Name": world.who.sydney["name"]}]})
    order = world.buy(ours)
    world.sync(ours)
    assert codes(world, ours, order) == ["XI-301"]
    found = access(world.app.runtime, ours)
    assert isinstance(found, Access)
    contact = XeroId(made["Contacts"][0]["ContactID"])
    assert link_customer(world.app.runtime, found, ours, TierAccountId(world.who.sydney["id"]), contact)
    world.drain()
    assert status(world, ours, order) is TaskStatus.SYNCED


def test_an_account_that_is_restored_in_xero_is_noticed_with_the_next_order(world: World) -> None:
    ours = world.ready(accounts={"licence": "200"})
    person = world.xero.person(HARBOUR)
    person.archive_account("200")
    order = world.buy(ours)
    world.sync(ours)
    assert codes(world, ours, order) == ["XI-202"]
    person.archive_account("200", archived=False)
    other = world.buy(ours)
    world.sync(ours)
    world.drain()
    assert [status(world, ours, one) for one in (order, other)] == [TaskStatus.SYNCED] * 2


def test_what_waits_for_something_else_stays_where_it_is(world: World) -> None:
    ours = world.ready(price_sources=["own_table"])
    order = world.buy(ours)
    world.sync(ours)
    world.choose_settings(ours, price_sources=["own_table"], reference="{request id}")
    assert status(world, ours, order) is TaskStatus.ATTENTION
    assert codes(world, ours, order) == ["XI-101"]


def test_an_order_whose_customer_may_be_a_contact_already_goes_on_once_a_person_says_it_is_another(
    world: World,
) -> None:
    ours = world.ready()
    person = world.xero.person(HARBOUR)
    person.write("PUT", "Contacts", {"Contacts": [{"Name": "Another name", "EmailAddress": email_of(world)}]})
    order = world.buy(ours)
    world.sync(ours)
    assert codes(world, ours, order) == ["XI-305"]
    found = access(world.app.runtime, ours)
    assert isinstance(found, Access)
    rules = Rules(
        runtime=world.app.runtime,
        access=found,
        organisation=found.organisation.facts(),
        installation_id=ours,
        user_id="UR-1",
    )
    assert rules.save_customer(CustomerRule(customer=TierAccountId(world.who.sydney["id"]), new_contact=True)) is None
    world.drain()
    assert status(world, ours, order) is TaskStatus.SYNCED


def email_of(world: World) -> str:
    return str(world.who.sydney["contact_info"]["contact"]["email"])
