"""The rules of what auto-sync leaves to a person, as JSON among the settings, and back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from connect_ext.books.documents.policies import HoldRules
from connect_ext.books.money import Currency

DEFAULTS = HoldRules()
SWITCHES = ("credits", "unusually_large", "first_of_customer", "price_changes", "low_margins")


def to_json(rules: HoldRules) -> dict[str, Any]:
    return {
        **{name: getattr(rules, name) for name in SWITCHES},
        "above": {currency: str(limit) for currency, limit in rules.above.items()},
        "first_documents": rules.first_documents,
    }


def from_json(data: object) -> HoldRules:
    """Never raises: what is not understood is the default, and a limit that is no number is none."""
    found = data if isinstance(data, Mapping) else {}
    above, first = found.get("above"), found.get("first_documents")
    limits = {name: _limit(limit) for name, limit in above.items()} if isinstance(above, Mapping) else {}
    switches: dict[str, Any] = {name: _switch(found.get(name), getattr(DEFAULTS, name)) for name in SWITCHES}
    return HoldRules(
        above={Currency(name): limit for name, limit in limits.items() if limit is not None},
        first_documents=first if type(first) is int and first >= 0 else DEFAULTS.first_documents,
        **switches,
    )


def _switch(value: object, default: bool) -> bool:
    return value if isinstance(value, bool) else default


def _limit(value: object) -> Decimal | None:
    try:
        limit = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None
    return limit if limit is not None and limit.is_finite() else None
