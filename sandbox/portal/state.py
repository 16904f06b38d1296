"""Everything the portal's page shows, in one answer: accounts, the extension, what is for sale, orders, faults."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sandbox.connect import extension
from sandbox.connect.accounts import Account
from sandbox.http import Response, json_response
from sandbox.portal import faults
from sandbox.portal.billing import bills_of, subscriptions_of
from sandbox.portal.house import House
from sandbox.portal.orders import orders_of
from sandbox.portal.session import can_sign_in
from sandbox.portal.stories import offered
from sandbox.portal.usage import usage_of
from sandbox.portal.visit import Visit

Json = dict[str, Any]


def read_state(visit: Visit) -> Response:
    """Also without a session: then nothing of any account is in it."""
    house, account = visit.house, visit.account
    with house.connect.state.lock:
        environment = house.connect.environment
        answer = {
            "extension": {**asdict(house.descriptor), "origin": house.extension_url},
            "accounts": [_account(house, one, account) for one in _accounts(house)],
            "account": account.id if account else None,
            "ui_modules": environment.ui_modules,
            "now": house.connect.clock().isoformat(timespec="seconds"),
            "switches": asdict(house.switches.of(account.id if account else "")),
            "catalogue": _catalogue(house, account) if account else {"products": [], "customers": []},
            "orders": orders_of(house, account) if account else [],
            "subscriptions": subscriptions_of(house, account) if account else [],
            "bills": bills_of(house, account) if account else [],
            "usage": usage_of(house, account) if account else [],
            "stories": offered(),
            "organisations": _organisations(house),
            "faults": faults.view(house.xero) if house.xero else [],
            "installations": _installations(house) if account and account.id == environment.owner.id else [],
        }
        return json_response(200, answer)


def _accounts(house: House) -> list[Account]:
    return [account for account in house.connect.state.accounts.values() if can_sign_in(house, account)]


def _account(house: House, account: Account, current: Account | None) -> Json:
    installation = extension.active_installation(house.connect.state, account.id)
    return {
        "id": account.id, "name": account.name, "role": account.role.value, "user": account.user_name,
        "current": account == current, "installation": installation["id"] if installation else None,
        "owner": account.id == house.connect.environment.owner.id,
    }  # fmt: skip


def _catalogue(house: House, account: Account) -> Json:
    """What is listed on the marketplace where the account orders, and its customers."""
    state = house.connect.state
    listed = [
        listing["product"]
        for listing in state.visible("listings", account)
        if listing["contract"]["marketplace"]["id"] == account.marketplace
    ]
    people = state.visible("tier/accounts", account)
    return {
        "products": [{"id": p["id"], "name": p["name"], "items": _items(house, p["id"])} for p in listed],
        "customers": [{"id": one["id"], "name": one["name"]} for one in people if one["type"] == "customer"],
    }


def _items(house: House, product_id: str) -> list[Json]:
    items = [record.value for record in house.connect.state.all(f"products/{product_id}/items")]
    return [
        {"id": item["id"], "mpn": item["mpn"], "name": item["display_name"], "unit": item["unit"]["title"],
         "period": item["period"], "kind": item["type"]}
        for item in items
    ]  # fmt: skip


def _organisations(house: House) -> list[Json]:
    tenants = house.xero.tenants if house.xero else {}
    return [{"tenant_id": tenant, "name": name} for tenant, name in tenants.items()]


def _installations(house: House) -> list[Json]:
    return [
        {"id": found["id"], "account": found["owner"]["id"], "status": found["status"]}
        for found in house.connect.state.installations()
    ]
