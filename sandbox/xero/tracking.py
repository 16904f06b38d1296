"""Tracking categories with their options: at most two, made by people, read by apps.

https://developer.xero.com/documentation/api/accounting/trackingcategories
"""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from sandbox.xero.call import Call
from sandbox.xero.words import Json


def read_categories(call: Call) -> Json:
    """Active categories only, with their options, archived ones too, as Xero lists them."""
    return {"TrackingCategories": [_category(name, options) for name, options in call.books.tracking.items()]}


def _category(name: str, options: dict[str, bool]) -> Json:
    return {
        "Name": name,
        "Status": "ACTIVE",
        "TrackingCategoryID": str(uuid5(NAMESPACE_URL, name)),
        "Options": [
            {
                "TrackingOptionID": str(uuid5(NAMESPACE_URL, f"{name}/{option}")),
                "Name": option,
                "Status": "ACTIVE" if active else "ARCHIVED",
            }
            for option, active in options.items()
        ],
    }
