"""Orders of the signed-in account: placed, decided as the vendor would, and changed later through their asset."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.connect.accounts import Account
from sandbox.http import Response, json_response
from sandbox.portal.house import House
from sandbox.portal.visit import Refusal, Visit

Json = dict[str, Any]
_ALLOWED = {
    "change": ("active",),
    "cancel": ("active", "suspended"),
    "suspend": ("active",),
    "resume": ("suspended",),
}
"""What the portal offers of an asset in which status."""


def orders_of(house: House, account: Account) -> list[Json]:
    """Newest first. Take the state's lock."""
    state = house.connect.state
    return [_view(house, request) for request in reversed(state.visible("requests", account))]


def place(visit: Visit) -> Response:
    account, body = visit.signed_in, visit.body
    customer, product = visit.text("customer"), visit.text("product")
    _own(visit, "tier/accounts", customer)
    connection = str(body.get("connection", "production"))
    made = visit.house.connect.place_purchase(account, customer, product, _lines(body), connection)
    return json_response(201, _view(visit.house, made))


def approve(visit: Visit, request_id: str) -> Response:
    _own(visit, "requests", request_id)
    return json_response(200, _view(visit.house, visit.house.connect.approve(request_id)))


def fail(visit: Visit, request_id: str) -> Response:
    reason = visit.text("reason")
    _own(visit, "requests", request_id)
    return json_response(200, _view(visit.house, visit.house.connect.fail(request_id, reason)))


def follow_up(visit: Visit, asset_id: str, type_: str) -> Response:
    asset = _own(visit, "assets", asset_id)
    if type_ not in _ALLOWED:
        raise Refusal(404, "There is nothing at this address.")
    if asset["status"] not in _ALLOWED[type_]:
        raise Refusal(400, f"The asset is {asset['status']}; {type_} needs {' or '.join(_ALLOWED[type_])}.")
    if type_ == "change":
        made = visit.house.connect.place_change(asset_id, _lines(visit.body))
    else:
        made = visit.house.connect.place(type_, asset_id)
    return json_response(201, _view(visit.house, made))


def _own(visit: Visit, collection: str, id_: str) -> Json:
    """What the account may see; anything else does not exist for it, as at the platform."""
    state = visit.house.connect.state
    with state.lock:
        return state.visible_one(collection, id_, visit.signed_in)


def _lines(body: Json) -> dict[str, str]:
    """Quantities by MPN, as text. Raises `Refusal`(400)."""
    sent = body.get("lines")
    if not isinstance(sent, dict) or not sent:
        raise Refusal(400, "lines is missing: quantities by MPN.")
    return {mpn: _quantity(mpn, value) for mpn, value in sent.items()}


def _quantity(mpn: str, value: Any) -> str:
    text = str(value).strip()
    if text == "unlimited":
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0 or isinstance(value, bool):
        raise Refusal(400, f"The quantity of {mpn} is a number, 0 or more.")
    return text


def _view(house: House, request: Mapping[str, Any]) -> Json:
    asset = request["asset"]
    lines = [
        {"mpn": line["mpn"], "name": line["display_name"]} | {name: line[name] for name in ("old_quantity", "quantity")}
        for line in asset["items"]
    ]
    return {
        "id": request["id"], "type": request["type"], "status": request["status"], "reason": request["reason"],
        "asset": asset["id"], "asset_status": house.connect.state.get("assets", asset["id"])["status"],
        "customer": _named(asset["tiers"]["customer"]), "product": _named(asset["product"]), "items": lines,
        "created": request["created"], "connection": asset["connection"]["type"],
    }  # fmt: skip


def _named(thing: Mapping[str, Any]) -> Json:
    return {"id": thing["id"], "name": thing["name"]}
