"""What becomes of an asset request: approved, failed, scheduled or revoked, and what that does to the asset."""

from __future__ import annotations

import copy
from datetime import datetime
from typing import Any

from sandbox.connect import subscriptions
from sandbox.connect.events import request_event, tell
from sandbox.connect.state import Refused, State

Json = dict[str, Any]
OPEN = ("pending", "inquiring", "scheduled", "revoking")
_DECIDED_FROM = ("pending", "inquiring", "scheduled")
_ASSET_STATUS_AFTER = {"purchase": "active", "suspend": "suspended", "resume": "active", "cancel": "terminated"}
_SETS_QUANTITIES = ("purchase", "change", "renew")


def approve(state: State, request_id: str, effective: datetime | None = None) -> Json:
    """`effective` is when it counts from, before or after today; else now. The asset itself is changed at once."""
    request = _waiting(state, request_id)
    asset = state.get("assets", request["asset"]["id"])
    counts_from = effective or state.clock()
    asset["status"] = _ASSET_STATUS_AFTER.get(request["type"], asset["status"])
    asset["events"]["updated"]["at"] = state.now()
    if request["type"] in _SETS_QUANTITIES:
        asset["items"] = [_line(line) for line in request["asset"]["items"] if line["quantity"] != "0"]
    if request["type"] == "purchase":
        subscriptions.start(state, asset, counts_from)
    if request["type"] == "renew":
        subscriptions.renewed(state, asset["id"], request["asset"]["items"])
    if request["type"] == "transfer":
        asset["tiers"] = copy.deepcopy(request["asset"]["tiers"])
    request["effective_date"] = counts_from.isoformat(timespec="seconds")
    return move(state, request, "approved", asset_status=asset["status"])


def fail(state: State, request_id: str, reason: str) -> Json:
    request = _waiting(state, request_id)
    request["reason"] = reason
    return move(state, request, "failed", asset_status=_given_up(state, request))


def schedule(state: State, request_id: str, planned_date: datetime) -> Json:
    """The vendor will do it then; nothing changes until it is approved."""
    request = _waiting(state, request_id)
    request["planned_date"] = planned_date.isoformat(timespec="seconds")
    return move(state, request, "scheduled", asset_status=request["asset"]["status"])


def revoke(state: State, request_id: str) -> Json:
    """[believed] Only what is scheduled is revoked; the vendor's consent, the step between, is given at once."""
    request = state.get("requests", request_id)
    if request["status"] != "scheduled":
        raise Refused(400, "REQ_001", f"Status transition is not allowed from {request['status']}.")
    move(state, request, "revoking", asset_status=request["asset"]["status"])
    return move(state, request, "revoked", asset_status=_given_up(state, request))


def move(state: State, request: Json, status: str, *, asset_status: str) -> Json:
    """Gives a request its next status and tells the extension."""
    request["status"], request["updated"] = status, state.now()
    request["asset"]["status"] = asset_status
    tell(state, request_event(request["type"]), state.record("requests", request["id"]), status)
    return request


def _waiting(state: State, request_id: str) -> Json:
    request = state.get("requests", request_id)
    if request["status"] not in _DECIDED_FROM:
        raise Refused(400, "REQ_001", f"Status transition is not allowed from {request['status']}.")
    return request


def _given_up(state: State, request: Json) -> str:
    """The status of the asset of a request that will not be fulfilled."""
    asset = state.get("assets", request["asset"]["id"])
    if request["type"] == "purchase":
        asset["status"] = "terminated"
    status: str = asset["status"]
    return status


def _line(line: Json) -> Json:
    """A renewal's dates belong to its request, not to the asset."""
    return {key: copy.deepcopy(value) for key, value in line.items() if key != "renewal"}
