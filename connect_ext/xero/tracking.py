"""Tracking categories as Xero has them.

https://developer.xero.com/documentation/api/accounting/trackingcategories
"""

from __future__ import annotations

from typing import Any

from connect_ext.books.mapping.tracking import TrackingCategory
from connect_ext.xero.shape import elements, objects, text


def tracking_categories(body: Any) -> tuple[TrackingCategory, ...]:
    """Those that lines may carry, each with its active options. Raises `WorldFailed` naming the path of what is
    missing."""
    rows = [(row, f"TrackingCategories[{place}]") for place, row in enumerate(elements(body, "TrackingCategories"))]
    return tuple(
        TrackingCategory(
            name=text(row, "Name", path),
            options=tuple(
                text(option, "Name", f"{path}.Options")
                for option in objects(row, "Options", f"{path}.Options")
                if option.get("Status") == "ACTIVE"
            ),
        )
        for row, path in rows
        if row.get("Status") == "ACTIVE"
    )
