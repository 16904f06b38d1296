"""Resellers and products that come to a marketplace which is already in business."""

from __future__ import annotations

from typing import Any

from sandbox.connect.accounts import Account, Role
from sandbox.connect.catalogue import NewItem, add_listing, add_product
from sandbox.connect.demo import BRISBANE, SOUTHERN, DemoConnect
from sandbox.connect.people import add_tier_account
from sandbox.connect.state import State

Json = dict[str, Any]


def join_reseller(who: DemoConnect, name: str) -> Account:
    """A new reseller in Australia below the distributor, who sees what is listed there, with its price lists."""
    state = who.world.state
    with state.lock:
        seller = add_tier_account(
            state, name, SOUTHERN, type_="reseller", owner=who.distributor, audience={who.distributor.id}
        )
        account = who.world.add_account(
            Account(
                id=state.ids.new("PA", 3, 3), name=name, role=Role.RESELLER, user_id=state.ids.new("UR", 3, 3, 3),
                user_name="Priya Raman", tier_account=seller["id"], marketplace=who.aud["id"],
            )
        )  # fmt: skip
        state.put("tier/accounts", seller, {who.distributor.id, account.id})
        _show_what_is_listed(state, account)
    return account


def join_customer(who: DemoConnect, name: str, seller: Account) -> Json:
    """A new customer in Brisbane, who buys from this reseller; answers its tier account."""
    with who.world.state.lock:
        return add_tier_account(
            who.world.state, name, BRISBANE, type_="customer", owner=who.distributor,
            parent=seller.tier_account, audience={who.distributor.id, seller.id},
        )  # fmt: skip


def list_without_prices(who: DemoConnect, name: str, item: NewItem) -> Json:
    """A new product of the vendor with one item, listed in Australia without a price list; answers the product."""
    state = who.world.state
    with state.lock:
        product = add_product(state, name=name, vendor=who.vendor, items=(item,))
        add_listing(state, product=product, marketplace=who.aud, vendor=who.vendor, provider=who.distributor)
    return product


def _show_what_is_listed(state: State, account: Account) -> None:
    for record in list(state.all("listings")):
        if record.value["contract"]["marketplace"]["id"] == account.marketplace:
            state.put("listings", record.value, record.audience | {account.id})
            _show_price_list(state, record.value.get("pricelist", {}), account)


def _show_price_list(state: State, pricelist: Json, account: Account) -> None:
    for record in list(state.all("pricing/versions")):
        if record.value["pricelist"]["id"] == pricelist.get("id"):
            state.put("pricing/versions", record.value, record.audience | {account.id})
