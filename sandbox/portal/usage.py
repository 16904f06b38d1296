"""Usage of the signed-in account's subscriptions: posted as the vendor would, then accepted, rejected and closed."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.connect.accounts import Account
from sandbox.connect.state import State
from sandbox.connect.usage_files import FILES, RECORDS, UsageLine
from sandbox.http import Response, json_response
from sandbox.portal.house import House
from sandbox.portal.visit import Refusal, Visit

Json = dict[str, Any]
_TIERS = (None, 0, 1, 2)


def usage_of(house: House, account: Account) -> list[Json]:
    """Files, newest first, each with the records that the account sees. Take the state's lock."""
    state = house.connect.state
    return [_view(state, account, file) for file in reversed(state.visible(FILES, account))]


def post(visit: Visit) -> Response:
    """One record in a file of its own, for last month; the currency is the marketplace's unless one is given."""
    body, asset = visit.body, visit.own("assets", visit.text("asset"))
    line = UsageLine(
        asset_id=asset["id"], item=visit.text("item"), quantity=_number(visit, "quantity"),
        amount=_number(visit, "amount"), tier=_tier(body),
    )  # fmt: skip
    schema, currency = str(body.get("schema") or "tr"), _currency(body)
    made = visit.house.connect.make_usage_file(asset["product"]["id"], [line], schema=schema, currency=currency)
    return _answer(visit, made, 201)


def accept(visit: Visit, file_id: str) -> Response:
    visit.own(FILES, file_id)
    return _answer(visit, visit.house.connect.accept_usage_file(file_id))


def reject(visit: Visit, file_id: str) -> Response:
    note = visit.text("note")
    visit.own(FILES, file_id)
    return _answer(visit, visit.house.connect.reject_usage_file(file_id, note))


def close(visit: Visit, file_id: str) -> Response:
    visit.own(FILES, file_id)
    return _answer(visit, visit.house.connect.close_usage_file(file_id))


def _answer(visit: Visit, file: Json, status: int = 200) -> Response:
    state = visit.house.connect.state
    with state.lock:
        return json_response(status, _view(state, visit.signed_in, file))


def _view(state: State, account: Account, file: Json) -> Json:
    records = [one for one in state.visible(RECORDS, account) if one["usagefile"]["id"] == file["id"]]
    shown = [
        {"id": one["id"], "asset": one["asset_id"], "mpn": one["item"]["mpn"], "quantity": str(one["usage"]),
         "amount": str(one["amount"]), "tier": one["tier"], "status": one["status"]}
        for one in records
    ]  # fmt: skip
    kept = {key: file[key] for key in ("id", "name", "status", "schema", "currency", "period", "environment")}
    return kept | {"records": shown}


def _number(visit: Visit, name: str) -> Decimal:
    """Also below zero, for what the vendor takes back. Raises `Refusal`(400)."""
    try:
        number = Decimal(visit.text(name).strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise Refusal(400, f"{name} is a number.")
    return number


def _currency(body: Json) -> str:
    currency = str(body.get("currency") or "").strip().upper()
    if currency and not re.fullmatch("[A-Z]{3}", currency):
        raise Refusal(400, "currency has three letters.")
    return currency


def _tier(body: Json) -> int | None:
    tier = body.get("tier", 0)
    if isinstance(tier, bool) or tier not in _TIERS:
        raise Refusal(400, "tier is 0, 1 or 2.")
    return int(tier) if tier is not None else None
