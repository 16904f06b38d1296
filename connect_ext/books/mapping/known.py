"""What the marketplace shows an account of its customers and of what is sold: the one side of every mapping."""

from __future__ import annotations

from dataclasses import dataclass

from connect_ext.books.ids import ProductId, ProductItemId
from connect_ext.books.orders.order import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCustomer:
    """A customer's tier account. `external_id` is what whoever created it calls it; empty when nobody said."""

    party: Party
    external_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownItem:
    """A product item that is listed for this account. MPNs repeat across products, ids do not."""

    id: ProductItemId
    product_id: ProductId
    product_name: str
    mpn: str
    name: str
