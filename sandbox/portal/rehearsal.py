"""Moving time for everybody at once, and the switches of the signed-in account."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

from sandbox.http import Response, json_response
from sandbox.portal.visit import Refusal, Visit

FARTHEST_HOURS = 24 * 366


def move_clock(visit: Visit) -> Response:
    """Forwards only: what has happened stays in the past."""
    hours = visit.body.get("hours")
    if isinstance(hours, bool) or not isinstance(hours, int | float) or not 0 < hours <= FARTHEST_HOURS:
        raise Refusal(400, f"hours is a number above 0 and up to {FARTHEST_HOURS}.")
    visit.house.move_clock(timedelta(hours=float(hours)))
    return json_response(200, {"now": visit.house.connect.clock().isoformat(timespec="seconds")})


def set_switches(visit: Visit) -> Response:
    try:
        switches = visit.house.switches.change(visit.signed_in.id, visit.body)
    except ValueError as bad:
        raise Refusal(400, str(bad)) from bad
    return json_response(200, asdict(switches))
