"""What puts a difference right: which page, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from connect_ext.books.problems.problem import Problem, Screen


class FixKind(StrEnum):
    ORDER = "order"
    """A person decides about the order."""
    SYNC = "sync"
    """The order only waits to be sent."""
    ADOPT = "adopt"
    """The order is told that it is in Xero already."""
    CHECK = "check"
    """Whatever was missed is taken in."""
    PRICES = "prices"
    MAPPING = "mapping"
    CUSTOMERS = "customers"
    SETTINGS = "settings"
    XERO = "xero"
    """The document is looked at in Xero."""
    MONTH = "month"
    """The rest of it stands in another month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    kind: FixKind
    about: str = ""
    """The order, subscription, product item, customer or document by its id; of a month YYYY-MM."""


SCREENS = {
    Screen.SETTINGS: FixKind.SETTINGS,
    Screen.CONNECTION: FixKind.SETTINGS,
    Screen.PRICES: FixKind.PRICES,
    Screen.MAPPING: FixKind.MAPPING,
    Screen.CUSTOMERS: FixKind.CUSTOMERS,
}


def fix_of(found: Problem, order: str) -> Fix:
    """Where the problem is put right; what no other page does, the order's own sheet does."""
    kind = SCREENS.get(found.screen, FixKind.ORDER)
    about = {FixKind.ORDER: order, FixKind.MAPPING: found.data.get("item", "")}.get(kind, "")
    return Fix(kind=kind, about=about)
