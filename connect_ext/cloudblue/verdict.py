"""Whether an asset request moves money now, later or never (money §1)."""

from __future__ import annotations

from connect_ext.books.days import platform_day
from connect_ext.books.orders.order import OrderType
from connect_ext.cloudblue.json_path import Json, Misread, shown
from connect_ext.cloudblue.moments import moment_or_none

PRODUCTION = frozenset({"production", "prod"})
NOT_REAL = frozenset({"test", "preview"})

ORDER_TYPES = {
    "purchase": OrderType.SALES,
    "change": OrderType.CHANGE,
    "renew": OrderType.RENEWAL,
    "cancel": OrderType.CANCELLATION,
}
UNCHANGING = frozenset({"suspend", "resume", "adjustment"})
TRANSFER = "transfer"

ENDED = frozenset({"failed", "revoked"})
OPEN = frozenset({"draft", "tiers_setup", "pending", "inquiring", "scheduled", "revoking"})
APPROVED = "approved"


def order_type(request: Json) -> OrderType | None:
    """What people call it, None for what makes no order. Never raises."""
    return ORDER_TYPES.get(_lower(request, "type"))


def why_never(request: Json) -> str | None:
    """The sentence why the request moves no money whatever happens, else None. Raises `Misread` on unknown words.

    The connection comes first: nothing odd about a test is worth a person's attention.
    """
    unreal = why_not_real(request)
    if unreal is not None:
        return unreal
    kind, status = _known_type(request), _known_status(request)
    if status in ENDED:
        return f"The request is {status} in Connect, so it moves no money."
    if kind == TRANSFER:
        return "A transfer moves no money itself; later orders of the subscription go to the new customer."
    if kind in UNCHANGING and status != APPROVED:
        return unchanging(kind)
    return None


def why_not_real(request: Json) -> str | None:
    """The sentence why nothing on the connection is real, else None. Never raises."""
    connection = _lower(request, "asset.connection.type")
    if connection not in NOT_REAL:
        return None
    return f"It is on a {connection} connection; only orders on a production connection move money."


def changes_nothing(request: Json) -> str | None:
    """Why an approved request moves no money although it states quantities; None for one that may. Never raises."""
    kind = _lower(request, "type")
    return unchanging(kind) if kind in UNCHANGING else None


def unchanging(kind: str) -> str:
    return f"A request of type {kind} changes nothing that is billed, so it never moves money."


def why_not_yet(request: Json) -> str | None:
    """The sentence what the request waits for, None when it is approved. Raises `Misread` on unknown words."""
    status = _known_status(request)
    if status == APPROVED:
        return None
    planned = moment_or_none(request, "planned_date")
    when = f" for {platform_day(planned).isoformat()}" if planned else ""
    return f"The request is {status} in Connect{when}; it is invoiced once it is approved."


def must_be_production(request: Json) -> None:
    """Raises `Misread` unless the connection is a production one.

    A missing word is no test, so leaving the order out could lose money unseen; and money must not move on a guess.
    """
    connection = request.word("asset.connection.type").lower()
    if connection not in PRODUCTION:
        raise Misread("asset.connection.type", f"{shown(connection)} is not a connection type that this version knows")


def _known_type(request: Json) -> str:
    kind = request.word("type").lower()
    if kind not in ORDER_TYPES and kind not in UNCHANGING | {TRANSFER}:
        raise Misread("type", f"{shown(kind)} is not a request type that this version knows")
    return kind


def _known_status(request: Json) -> str:
    status = request.word("status").lower()
    if status != APPROVED and status not in ENDED | OPEN:
        raise Misread("status", f"{shown(status)} is not a request status that this version knows")
    return status


def _lower(request: Json, path: str) -> str:
    return request.text(path).lower()
