"""The subscriptions of the signed-in account, and the billing requests that the platform makes of them."""

from __future__ import annotations

from typing import Any

from sandbox.connect import subscriptions
from sandbox.connect.accounts import Account
from sandbox.connect.state import State
from sandbox.http import Response, json_response
from sandbox.portal.house import House
from sandbox.portal.orders import named
from sandbox.portal.visit import Visit

Json = dict[str, Any]


def subscriptions_of(house: House, account: Account) -> list[Json]:
    """Newest first, without those whose purchase is not fulfilled. Take the state's lock."""
    state = house.connect.state
    assets = (subscriptions.view(state, asset) for asset in reversed(state.visible("assets", account)))
    return [_subscription(state, asset) for asset in assets if "billing" in asset]


def bills_of(house: House, account: Account) -> list[Json]:
    """Newest first. Take the state's lock."""
    return [_bill(request) for request in reversed(house.connect.state.visible(subscriptions.REQUESTS, account))]


def bill(visit: Visit, asset_id: str) -> Response:
    """The request of the next period, by vendor or provider."""
    visit.own("assets", asset_id)
    return json_response(201, _bill(visit.house.connect.bill(asset_id, str(visit.body.get("type", "vendor")))))


def _subscription(state: State, asset: Json) -> Json:
    return {
        "id": asset["id"], "status": asset["status"], "customer": named(asset["tiers"]["customer"]),
        "product": named(asset["product"]), "connection": asset["connection"]["type"],
        "next_date": asset["billing"]["next_date"],
        "currency": state.get("marketplaces", asset["marketplace"]["id"])["currency"],
    }  # fmt: skip


def _bill(request: Json) -> Json:
    items = [{"mpn": line["mpn"], "quantity": line["quantity"]} for line in request["items"]]
    return {
        "id": request["id"], "type": request["type"], "asset": request["asset"]["id"],
        "customer": named(request["asset"]["tiers"]["customer"]), "from": request["period"]["from"],
        "to": request["period"]["to"], "items": items,
    }  # fmt: skip
