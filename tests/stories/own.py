"""The defaults that a person gives a contact in Xero's own pages, in the words of stories."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tests.stories.language import NotUnderstood

Parts = Mapping[str, str | None]
Json = dict[str, Any]


def own_default(parts: Parts, themes: Mapping[str, str]) -> Json:
    """The contact with one default, in Xero's property names."""
    value = parts["value"] or ""
    return {"Name": parts["name"], **_property(parts["what"] or "", value, themes)}


def _property(what: str, value: str, themes: Mapping[str, str]) -> Json:
    match what:
        case "account":
            return {"SalesDefaultAccountCode": value}
        case "discount":
            return {"Discount": Decimal(value.removesuffix(" %"))}
        case "tax type":
            return {"AccountsReceivableTaxType": value}
        case "theme":
            return {"BrandingTheme": {"BrandingThemeID": themes[value], "Name": value}}
        case "terms":
            days = int(value.removeprefix("of ").removesuffix(" days"))
            return {"PaymentTerms": {"Sales": {"Day": days, "Type": "DAYSAFTERBILLDATE"}}}
        case "tracking":
            category, option = value.split()
            return {"SalesTrackingCategories": [{"TrackingCategoryName": category, "TrackingOptionName": option}]}
        case _:
            raise NotUnderstood(f"contacts have no default {what}")
