"""What people recognise an order by, as the marketplace names it; nothing is decided by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something of the marketplace: its id and its name, either of which may be empty."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """The two things that a list shows of an order; None where the marketplace does not say."""

    customer: Named | None = None
    product: Named | None = None


NOTHING_SEEN = Glance()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedItem:
    """Quantities as the marketplace writes them; None where it writes none."""

    mpn: str
    name: str
    old_quantity: str | None
    quantity: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestView:
    """A request as a person compares it with what Xero is to say. None where the marketplace does not say."""

    request_id: str
    type: str | None
    asset: str | None
    product: Named | None
    customer: Named | None
    marketplace: Named | None
    purchase_order: str | None
    effective_at: datetime | None
    items: tuple[RequestedItem, ...]
