"""What the vendor does with an order: approves, fails, schedules or revokes it."""

from __future__ import annotations

from typing import Any

from sandbox.http import Response, json_response
from sandbox.portal.orders import view
from sandbox.portal.visit import Refusal, Visit


def approve(visit: Visit, request_id: str) -> Response:
    """From now, or from the day `effective`."""
    effective = visit.moment("effective")
    visit.own("requests", request_id)
    return _answer(visit, visit.house.connect.approve(request_id, effective))


def fail(visit: Visit, request_id: str) -> Response:
    reason = visit.text("reason")
    visit.own("requests", request_id)
    return _answer(visit, visit.house.connect.fail(request_id, reason))


def schedule(visit: Visit, request_id: str) -> Response:
    planned = visit.moment("planned")
    if planned is None:
        raise Refusal(400, "planned is missing.")
    visit.own("requests", request_id)
    return _answer(visit, visit.house.connect.schedule(request_id, planned))


def revoke(visit: Visit, request_id: str) -> Response:
    visit.own("requests", request_id)
    return _answer(visit, visit.house.connect.revoke(request_id))


def _answer(visit: Visit, request: dict[str, Any]) -> Response:
    return json_response(200, view(visit.house, request))
