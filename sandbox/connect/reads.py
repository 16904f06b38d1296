"""REST: the collections that are only read."""

from __future__ import annotations

from typing import Any

from sandbox.connect import subscriptions
from sandbox.connect.events import definitions
from sandbox.connect.listing import answer_list
from sandbox.connect.routing import Call, Route, route
from sandbox.http import Response, json_response

Json = dict[str, Any]
COLLECTIONS = (
    "requests",
    "assets",
    "marketplaces",
    "products",
    "listings",
    "pricing/versions",
    "tier/accounts",
    "tier/account-requests",
    "subscriptions/requests",
    "usage/files",
    "usage/records",
    "usage/chunks",
)


def routes() -> list[Route]:
    plain = [row for name in COLLECTIONS for row in _collection(name)]
    return [
        *plain,
        route("GET", "products/{product}/items", _items),
        route("GET", "products/{product}/items/{item}", _item),
        route("GET", "products/{product}/connections", _connections),
        route("GET", "pricing/versions/{version}/points", _points),
        route("GET", "subscriptions/assets", _subscriptions),
        route("GET", "subscriptions/assets/{asset}", _subscription),
        route("GET", "accounts", _accounts),
        route("GET", "accounts/{account}", _account),
        route("GET", "devops/event-definitions", _event_definitions),
    ]


def _collection(name: str) -> list[Route]:
    def many(call: Call) -> Response:
        return answer_list(call.state.visible(name, call.actor.account), call.request)

    def one(call: Call) -> Response:
        return json_response(200, call.state.visible_one(name, call.ids["id"], call.actor.account))

    return [route("GET", name, many), route("GET", name + "/{id}", one)]


def _children(call: Call, parents: str, parent: str, name: str) -> Response:
    id_ = call.state.visible_one(parents, call.ids[parent], call.actor.account)["id"]
    return answer_list(call.state.visible(f"{parents}/{id_}/{name}", call.actor.account), call.request)


def _items(call: Call) -> Response:
    return _children(call, "products", "product", "items")


def _connections(call: Call) -> Response:
    return _children(call, "products", "product", "connections")


def _item(call: Call) -> Response:
    collection = f"products/{call.ids['product']}/items"
    return json_response(200, call.state.visible_one(collection, call.ids["item"], call.actor.account))


def _points(call: Call) -> Response:
    return _children(call, "pricing/versions", "version", "points")


def _subscriptions(call: Call) -> Response:
    assets = call.state.visible("assets", call.actor.account)
    return answer_list((subscriptions.view(call.state, asset) for asset in assets), call.request)


def _subscription(call: Call) -> Response:
    asset = call.state.visible_one("assets", call.ids["asset"], call.actor.account)
    return json_response(200, subscriptions.view(call.state, asset))


def _accounts(call: Call) -> Response:
    return answer_list([_account_view(call)], call.request)


def _account(call: Call) -> Response:
    call.refuse_unless(call.ids["account"] == call.actor.account.id, 404, "Not found.")
    return json_response(200, _account_view(call))


def _account_view(call: Call) -> Json:
    account = call.actor.account
    type_ = "vendor" if account.role == "vendor" else "provider"
    return account.reference | {"type": type_, "icon": f"/media/{account.id}/media/icon.png", "public": False}


def _event_definitions(call: Call) -> Response:
    return answer_list(definitions(), call.request)
