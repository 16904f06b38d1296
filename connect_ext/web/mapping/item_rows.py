"""A product item on the Mapping page: its mappings, or what is suggested, and what waits for its product."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from connect_ext.books.mapping.known import KnownItem
from connect_ext.storage.waiting import NOTHING, Waiting
from connect_ext.sync.mapping.mapping_products import ProductMap, clear_items
from connect_ext.web.door.shapes import Out
from connect_ext.web.mapping.mapping_lists import Asked, MappedCountsOut, Only, WaitingOut, page, together, waiting_out
from connect_ext.web.mapping.mapping_shapes import MappingOut, mapping_out


class ItemSuggestionOut(Out):
    code: str = Field(..., example="SEAT")
    name: str = Field(..., example="Mail seat")
    evidence: list[str] = Field(..., example=["The item code is the MPN SEAT."])


class ProductItemOut(Out):
    product_item: str = Field(..., example="PRD-276-377-545-0001")
    product: str = Field(..., example="PRD-276-377-545")
    product_name: str = Field(..., example="Harbour Mail")
    mpn: str = Field(..., example="MPN-R-001")
    name: str = Field(..., example="Seat")
    listed: bool = Field(..., description="False: mapped, but not listed for this account any more.", example=True)
    mappings: list[MappingOut] = Field(..., description="For all marketplaces and for single ones; none: unmapped.")
    suggestions: list[ItemSuggestionOut] = Field(..., description="The best first; only for what is unmapped.")
    waiting: WaitingOut = Field(..., description="For the product as a whole, whichever of its items are ordered.")


class ItemsOut(Out):
    product_items: list[ProductItemOut] = Field(..., description="By product and id.")
    next_after: str | None = Field(..., description="Where the next page begins; null: this was the last.")
    counts: MappedCountsOut = Field(..., description="Of all; what waits is of products with an unmapped item.")


def items_out(found: ProductMap, waiting: Mapping[str, Waiting], asked: Asked) -> ItemsOut:
    shown = page(found.items, asked, lambda item: item.id, lambda item: _is_wanted(item, found, asked))
    unmapped = [item for item in found.items if not found.of(item.id)]
    products = {item.product_id for item in unmapped}
    return ItemsOut(
        product_items=[_row(item, found, waiting.get(item.product_id, NOTHING)) for item in shown.rows],
        next_after=shown.next_after,
        counts=MappedCountsOut(
            all=len(found.items),
            unmapped=len(unmapped),
            suggested=len(found.suggestions),
            clear=len(clear_items(found)),
            waiting=waiting_out(together([waiting[product] for product in products if product in waiting])),
        ),
    )


def _is_wanted(item: KnownItem, found: ProductMap, asked: Asked) -> bool:
    mapped = found.of(item.id)
    if asked.only is Only.UNMAPPED and mapped:
        return False
    if asked.only is Only.SUGGESTED and item.id not in found.suggestions:
        return False
    codes = [one.item_code or "" for one in mapped]
    return asked.finds([item.id, item.product_name, item.mpn, item.name, *codes])


def _row(item: KnownItem, found: ProductMap, waiting: Waiting) -> ProductItemOut:
    return ProductItemOut(
        product_item=item.id,
        product=item.product_id,
        product_name=item.product_name,
        mpn=item.mpn,
        name=item.name,
        listed=item.id in found.listed,
        mappings=[
            mapping_out(one, found.held.get(one.item_code or ""), wanted=one.item_code in found.mappings.wanted)
            for one in found.of(item.id)
        ],
        suggestions=[
            ItemSuggestionOut(code=one.item.code, name=one.item.name, evidence=list(one.evidence))
            for one in found.suggestions.get(item.id, ())
        ],
        waiting=waiting_out(waiting),
    )
