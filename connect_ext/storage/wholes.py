"""All documents of a task as JSON that waits with it, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from connect_ext.books.ids import DocumentKey, XeroId
from connect_ext.books.planning.whole import NO_DOCUMENTS, Whole
from connect_ext.storage.problems import problems_json, problems_of


def to_json(whole: Whole) -> dict[str, Any]:
    return {
        "keys": list(whole.keys),
        "credits": {key: list(invoices) for key, invoices in whole.credits.items()},
        "released": sorted(whole.released),
        "warnings": problems_json(whole.warnings),
        "closes_at": whole.closes_at.isoformat() if whole.closes_at else None,
        "emailed": whole.emailed,
    }


def from_json(data: Mapping[str, Any] | None) -> Whole:
    if data is None:
        return NO_DOCUMENTS
    return Whole(
        keys=tuple(DocumentKey(key) for key in data["keys"]),
        credits={DocumentKey(key): tuple(map(XeroId, ids)) for key, ids in data["credits"].items()},
        released=frozenset(map(DocumentKey, data["released"])),
        warnings=problems_of(data["warnings"]),
        closes_at=datetime.fromisoformat(data["closes_at"]) if data["closes_at"] else None,
        emailed=data["emailed"],
    )
