"""REST: an account makes a tier account of its own, such as a customer that it imports."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from sandbox.connect.accounts import Account
from sandbox.connect.routing import Call, Route, route
from sandbox.connect.state import Refused, State
from sandbox.http import Response, json_response

Json = dict[str, Any]
_ADDRESS = ("address_line1", "city", "postal_code", "country")
_CONTACT = ("first_name", "last_name", "email")
# [believed] The published schema also requires a phone number, but the vendor's own tool leaves it out if it has none.
_REQUIRED = (
    "name", *(f"contact_info.{name}" for name in _ADDRESS), *(f"contact_info.contact.{name}" for name in _CONTACT)
)  # fmt: skip
_WRITTEN = ("name", "type", "external_id", "external_uid", "tax_id", "contact_info")


def routes() -> list[Route]:
    return [route("POST", "tier/accounts", _create)]


def _create(call: Call) -> Response:
    """201 and the new account, a customer below the account that makes it unless `parent` says otherwise; or 400."""
    body = call.request.json()
    errors = [f"{path}: {words}" for path, words in _errors(body)]
    if errors:
        raise Refused(400, "VAL_001", *errors)
    account = call.actor.account
    parent = _parent(call.state, account, body)
    made = {
        "id": call.state.ids.new("TA", 4, 4, 4), "version": 1, "type": "customer", "tax_id": "",
        **{key: body[key] for key in _WRITTEN if key in body}, "scopes": [],
        "owner": {"id": account.id, "name": account.name},
        "events": {"created": {"at": call.state.now(), "by": account.by}, "updated": {"at": call.state.now()}},
    }  # fmt: skip
    made.setdefault("external_uid", str(uuid.uuid5(uuid.NAMESPACE_URL, made["id"])))
    audience = {account.id}
    if parent is not None:
        made["parent"] = {key: parent[key] for key in ("id", "name", "external_id") if key in parent}
        audience |= call.state.record("tier/accounts", parent["id"]).audience
    return json_response(201, call.state.put("tier/accounts", made, audience))


def _errors(body: Any) -> Iterator[tuple[str, str]]:
    for path in _REQUIRED:
        if not isinstance(found := _at(body, path), str) or not found.strip():
            yield path, "This field is required."
    if isinstance(body, dict) and body.get("type", "customer") not in ("customer", "reseller"):
        yield "type", f'"{body["type"]}" is not a valid choice.'


def _at(body: Any, path: str) -> Any:
    for name in path.split("."):
        body = body.get(name) if isinstance(body, dict) else None
    return body


def _parent(state: State, account: Account, body: Json) -> Json | None:
    """Raises Refused(400) for one that the account does not see. A reseller's account needs none."""
    wanted = (body.get("parent") or {}).get("id") or (account.tier_account if body.get("type") != "reseller" else "")
    if not wanted:
        return None
    try:
        return state.visible_one("tier/accounts", wanted, account)
    except Refused:
        raise Refused(400, "VAL_001", f'parent: Invalid pk "{wanted}" - object does not exist.') from None
