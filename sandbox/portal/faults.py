"""Bad days at Xero, each with a name that a person understands, armed for the next calls they can happen to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.http import Response, json_response
from sandbox.portal.visit import Refusal, Visit
from sandbox.xero.contract import BASE
from sandbox.xero.faults import Faults
from sandbox.xero.limits import Problem
from sandbox.xero.world import XeroWorld

Json = dict[str, Any]
MOST = 100
_SEND = ("PUT", f"{BASE}/Invoices")
_CONTACT = ("PUT", f"{BASE}/Contacts")
_READ = ("GET", f"{BASE}/")
_TOKEN = ("POST", "/connect/token")


@dataclass(frozen=True, slots=True, kw_only=True)
class BadDay:
    """`arm` arms it once; `kind` is its name on the wire."""

    kind: str
    label: str
    arm: Callable[[Faults], None]


BAD_DAYS = (
    BadDay(kind="broken", label="The connection breaks before an invoice arrives",
           arm=lambda faults: faults.break_before(*_SEND)),
    BadDay(kind="lost_answer", label="The invoice is made, but the answer is lost",
           arm=lambda faults: faults.lose_answer(*_SEND)),
    BadDay(kind="minute_limit", label="429: the calls of this minute are used up",
           arm=lambda faults: faults.rate_limit(*_SEND, Problem.MINUTE, retry_after=30)),
    BadDay(kind="day_limit", label="429: the calls of this day are used up",
           arm=lambda faults: faults.rate_limit(*_SEND, Problem.DAY, retry_after=6 * 60 * 60)),
    BadDay(kind="app_limit", label="429: all users of the app together call too often",
           arm=lambda faults: faults.rate_limit(*_SEND, Problem.APP_MINUTE, retry_after=30)),
    BadDay(kind="concurrent_limit", label="429: too many calls at the same time",
           arm=lambda faults: faults.rate_limit(*_SEND, Problem.CONCURRENT)),
    BadDay(kind="internal_error", label="500: an error inside Xero",
           arm=lambda faults: faults.internal_error(*_SEND)),
    BadDay(kind="offline", label="503: the organisation is offline (an HTML page)",
           arm=lambda faults: faults.offline(*_SEND)),
    BadDay(kind="forbidden", label="403: Xero refuses access to the organisation",
           arm=lambda faults: faults.forbidden(*_SEND)),
    BadDay(kind="validation", label="Xero finds the invoice wrong",
           arm=lambda faults: faults.find_wrong(*_SEND, "Account code '200' is not a valid code for this document.")),
    BadDay(kind="contact_validation", label="Xero finds the contact wrong",
           arm=lambda faults: faults.find_wrong(*_CONTACT, "The email address is not valid.")),
    BadDay(kind="warning", label="The invoice is saved, with a warning",
           arm=lambda faults: faults.warn(*_SEND, "Only AUTHORISED and PAID invoices may be sent.")),
    BadDay(kind="strange_status", label="The answer has a status that nobody knows yet",
           arm=lambda faults: faults.replace_value(*_SEND, "Status", "PARKED")),
    BadDay(kind="reading_offline", label="503: accounts and settings cannot be read",
           arm=lambda faults: faults.offline(*_READ)),
    BadDay(kind="token_broken", label="The connection breaks before a token is refreshed",
           arm=lambda faults: faults.break_before(*_TOKEN)),
    BadDay(kind="token_lost", label="A token is refreshed, but the answer is lost",
           arm=lambda faults: faults.lose_answer(*_TOKEN)),
)  # fmt: skip


def view(xero: XeroWorld) -> list[Json]:
    """Every bad day there is; `active` are the calls that it still waits for."""
    return [{"kind": day.kind, "label": day.label, "active": xero.faults.count(day.kind)} for day in BAD_DAYS]


def arm(visit: Visit) -> Response:
    kind, times, xero = visit.text("kind"), visit.body.get("times", 1), visit.xero
    day = next((day for day in BAD_DAYS if day.kind == kind), None)
    if day is None:
        raise Refusal(400, f"There is no fault {kind}.")
    if type(times) is not int or not 1 <= times <= MOST:
        raise Refusal(400, f"times is a whole number from 1 to {MOST}.")
    named = xero.faults.named(kind)
    for _ in range(times):
        day.arm(named)
    return json_response(200, view(xero))


def end_all(visit: Visit) -> Response:
    visit.xero.faults.clear()
    return json_response(200, view(visit.xero))
