"""Orders of the signed-in account: placed, and changed later through their asset."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.connect.accounts import Account
from sandbox.http import Response, json_response
from sandbox.portal.house import House
from sandbox.portal.visit import Refusal, Visit

Json = dict[str, Any]
_ALLOWED = {
    "change": ("active",),
    "renew": ("active",),
    "adjustment": ("active",),
    "suspend": ("active",),
    "resume": ("suspended",),
    "transfer": ("active", "suspended"),
    "cancel": ("active", "suspended"),
}
"""What the portal offers of an asset in which status."""


def orders_of(house: House, account: Account) -> list[Json]:
    """Newest first. Take the state's lock."""
    state = house.connect.state
    return [view(house, request) for request in reversed(state.visible("requests", account))]


def place(visit: Visit) -> Response:
    account, body = visit.signed_in, visit.body
    customer, product = visit.text("customer"), visit.text("product")
    visit.own("tier/accounts", customer)
    connection = str(body.get("connection", "production"))
    made = visit.house.connect.place_purchase(account, customer, product, _lines(body), connection)
    return json_response(201, view(visit.house, made))


def follow_up(visit: Visit, asset_id: str, type_: str) -> Response:
    asset = visit.own("assets", asset_id)
    if type_ not in _ALLOWED:
        raise Refusal(404, "There is nothing at this address.")
    if asset["status"] not in _ALLOWED[type_]:
        raise Refusal(400, f"The asset is {asset['status']}; {type_} needs {' or '.join(_ALLOWED[type_])}.")
    ask = _ASKED_FOR_MORE.get(type_)
    made = ask(visit, asset_id) if ask else visit.house.connect.place(type_, asset_id)
    return json_response(201, view(visit.house, made))


def view(house: House, request: Mapping[str, Any]) -> Json:
    asset = request["asset"]
    lines = [
        {"mpn": line["mpn"], "name": line["display_name"]} | {name: line[name] for name in ("old_quantity", "quantity")}
        for line in asset["items"]
    ]
    return {
        "id": request["id"], "type": request["type"], "status": request["status"], "reason": request["reason"],
        "asset": asset["id"], "asset_status": house.connect.state.get("assets", asset["id"])["status"],
        "customer": named(asset["tiers"]["customer"]), "product": named(asset["product"]), "items": lines,
        "created": request["created"], "connection": asset["connection"]["type"],
        "effective_date": request["effective_date"], "planned_date": request["planned_date"],
    }  # fmt: skip


def named(thing: Mapping[str, Any]) -> Json:
    return {"id": thing["id"], "name": thing["name"]}


def _change(visit: Visit, asset_id: str) -> Json:
    return visit.house.connect.place_change(asset_id, _lines(visit.body))


def _renew(visit: Visit, asset_id: str) -> Json:
    """With new quantities or the same, from the next billing date or from a day that is given."""
    lines = _lines(visit.body) if visit.body.get("lines") else {}
    return visit.house.connect.place_renew(asset_id, quantities=lines, begins=visit.moment("begins"))


def _transfer(visit: Visit, asset_id: str) -> Json:
    customer = visit.own("tier/accounts", visit.text("customer"))
    return visit.house.connect.place_transfer(asset_id, customer)


_ASKED_FOR_MORE: Mapping[str, Callable[[Visit, str], Json]] = {
    "change": _change,
    "renew": _renew,
    "transfer": _transfer,
}


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
