"""REST: placing, editing and deciding asset requests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sandbox.connect import decisions, fulfilment
from sandbox.connect.accounts import Scope
from sandbox.connect.fulfilment import Purchase
from sandbox.connect.routing import Call, Route, route
from sandbox.connect.state import Refused
from sandbox.http import Response, json_response

Json = dict[str, Any]
_FOLLOW_UPS = ("change", "cancel", "suspend", "resume", "renew", "adjustment")


def routes() -> list[Route]:
    return [
        route("POST", "requests", _create),
        route("PUT", "requests/{request}", _update),
        route("POST", "requests/{request}/approve", _approve),
        route("POST", "requests/{request}/fail", _fail),
    ]


def _create(call: Call) -> Response:
    call.refuse_unless(call.actor.scope is Scope.USER, 403, "You do not have permission to perform this action.")
    body = call.request.json()
    if body.get("type") == "purchase":
        return json_response(201, fulfilment.place_purchase(call.state, _purchase(call, body)))
    if body.get("type") in _FOLLOW_UPS:
        asset_id = str(body["asset"]["id"])
        call.state.visible_one("assets", asset_id, call.actor.account)
        lines = _lines(body["asset"].get("items", []))
        if body["type"] == "renew":
            return json_response(201, fulfilment.place_renew(call.state, asset_id, lines))
        return json_response(201, fulfilment.place_follow_up(call.state, body["type"], asset_id, lines))
    raise Refused(400, "VAL_001", f"type: {body.get('type')!r} is not a valid choice.")


def _purchase(call: Call, body: Json) -> Purchase:
    asset = body["asset"]
    tiers = {name: _party(call, asset["tiers"].get(name) or {}) for name in ("customer", "tier1", "tier2")}
    return Purchase(
        product_id=asset["product"]["id"], marketplace_id=body["marketplace"]["id"], lines=_lines(asset["items"]),
        customer=tiers["customer"], tier1=tiers["tier1"], tier2=tiers["tier2"],
        connection=asset["connection"].get("type", "production"), params=tuple(asset.get("params", ())),
        external_id=str(asset.get("external_id", "")), external_uid=str(asset.get("external_uid", "")),
    )  # fmt: skip


def _party(call: Call, party: Json) -> Json:
    """A tier account by its id, or a new one described in full."""
    if "id" in party:
        return call.state.visible_one("tier/accounts", party["id"], call.actor.account)
    if not party:
        return {}
    new = {"id": call.state.ids.new("TA", 4, 4, 4), "version": 1, "type": "customer", **party}
    return call.state.put("tier/accounts", new, {call.actor.account.id})


def _lines(items: list[Json]) -> Mapping[str, str]:
    """Quantities come as numbers or as strings; the platform keeps strings."""
    return {str(item.get("id") or item.get("global_id") or item["mpn"]): str(item["quantity"]) for item in items}


def _update(call: Call) -> Response:
    """What the vendor may write: parameters of the asset, the note, the reason and external attributes."""
    _decider(call)
    stored, body = call.state.get("requests", call.ids["request"]), call.request.json()
    for key in ("note", "reason", "external_attributes"):
        stored[key] = body.get(key, stored[key])
    for param in body.get("asset", {}).get("params", []):
        others = [known for known in stored["asset"]["params"] if known["id"] != param["id"]]
        stored["asset"]["params"] = [*others, param]
    stored["updated"] = call.state.now()
    return json_response(200, stored)


def _approve(call: Call) -> Response:
    """`effective_date` is optional. Raises Refused(400)."""
    _decider(call)
    wanted = (call.request.json() if call.request.body else {}).get("effective_date")
    return json_response(200, decisions.approve(call.state, call.ids["request"], _moment(wanted) if wanted else None))


def _moment(text: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        raise Refused(400, "VAL_001", "effective_date: Datetime has wrong format.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _fail(call: Call) -> Response:
    _decider(call)
    reason = str((call.request.json() if call.request.body else {}).get("reason", ""))
    if not reason:
        raise Refused(400, "VAL_001", "reason: This field is required.")
    return json_response(200, decisions.fail(call.state, call.ids["request"], reason))


def _decider(call: Call) -> None:
    """Only the vendor's own key decides about a request."""
    request = call.state.visible_one("requests", call.ids["request"], call.actor.account)
    vendor = request["asset"]["connection"]["vendor"]["id"]
    own = call.actor.scope is Scope.USER and call.actor.account.id == vendor
    call.refuse_unless(own, 403, "You do not have permission to perform this action.")
