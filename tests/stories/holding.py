"""The rules of what auto-sync leaves to a person, in the words of stories; in them none applies that is not named."""

from __future__ import annotations

from typing import Any

from tests.world import NO_HOLDS

SWITCHES = {
    "credits": "credits",
    "unusually large ones": "unusually_large",
    "new customers": "first_of_customer",
    "much changed prices": "price_changes",
    "low margins": "low_margins",
}


def hold_rule(name: str, value: str) -> dict[str, Any] | None:
    """None where the setting is another one."""
    if name in SWITCHES and value == "held":
        return {SWITCHES[name]: True}
    if name == "first documents":
        return {"first_documents": int(value)}
    if name == "above":
        limit, currency = value.split()
        return {"above": {currency: limit}}
    return None


def with_rule(settings: dict[str, Any], rule: dict[str, Any]) -> dict[str, Any]:
    return {**settings, "holds": {**settings.get("holds", NO_HOLDS), **rule}}
