"""Tracking rules as JSON and back. What another version wrote is read as far as it is understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from connect_ext.books.mapping.tracking import TrackingBy, TrackingRule


def to_json(rules: Sequence[TrackingRule]) -> list[dict[str, Any]]:
    return [
        {"category": rule.category, "by": rule.by.value, "option": rule.option, "options": dict(rule.options)}
        for rule in rules
    ]


def from_json(data: Any) -> tuple[TrackingRule, ...]:
    """Never raises: a rule that cannot be read tracks nothing."""
    rows = data if isinstance(data, list) else []
    return tuple(_rule(row) for row in rows if _is_rule(row))


def _is_rule(row: Any) -> bool:
    return isinstance(row, Mapping) and isinstance(row.get("category"), str) and row.get("by") in list(TrackingBy)


def _rule(row: Mapping[str, Any]) -> TrackingRule:
    options, option = row.get("options"), row.get("option")
    known = options if isinstance(options, Mapping) else {}
    return TrackingRule(
        category=row["category"],
        by=TrackingBy(row["by"]),
        option=option if isinstance(option, str) else "",
        options={name: value for name, value in known.items() if isinstance(value, str)},
    )
