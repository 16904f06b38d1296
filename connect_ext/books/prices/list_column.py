"""Which column of a price list is the price: the billed party's, or the one that a person has chosen (money §3)."""

from __future__ import annotations

from connect_ext.books.orders.order import PartyRole
from connect_ext.books.settings.settings import Settings

COLUMNS = {PartyRole.CUSTOMER: "st0p", PartyRole.TIER1: "st1p"}
"""What is suggested for the customer (tier 0) and for the direct reseller (tier 1), as the platform words it. Who is
billed decides the column (`booking/billed_party.py`); for tier 2 none is known, so it needs one that is chosen."""

COST_COLUMN = "price"
"""What the provider pays the vendor: its cost, and so never a price of ours unless somebody has confirmed that."""


def list_column(role: PartyRole, settings: Settings) -> str | None:
    """None where no column is for the billed party, and where the cost was chosen and not confirmed."""
    if settings.price_column == COST_COLUMN and not settings.cost_column_confirmed:
        return None
    return settings.price_column or COLUMNS.get(role)


def why_no_column(role: PartyRole, settings: Settings) -> str:
    """As the end of “No price: …”."""
    if settings.price_column == COST_COLUMN:
        return "the column price, which is the provider's cost, was chosen and not confirmed"
    return f"price lists have no column that is known to be for {role.value}"
