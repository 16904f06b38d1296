"""The Mapping page's products: which Xero item each product item is, what is suggested, and “Add product to Xero”."""

from __future__ import annotations

from typing import Annotated

from connect.client import ConnectClient
from fastapi import APIRouter, Depends, Path, Query
from pydantic import Field

from connect_ext.books.ids import MarketplaceId, ProductId, ProductItemId, XeroId
from connect_ext.books.mapping.item import Item
from connect_ext.books.mapping.known import KnownItem
from connect_ext.books.mapping.mapping import ItemMapping, MappingKey
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.gathering.facts import recent_facts
from connect_ext.sync.mapping.add_item import Adding, Unclear
from connect_ext.sync.mapping.mapping_items import NotMapped, map_item, unmap_item
from connect_ext.sync.mapping.mapping_products import ProductMap, read_products
from connect_ext.web.connection.of_xero import of_xero
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.clients import calling_installation
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.door.problem_details import Refusal, not_found
from connect_ext.web.door.shapes import Out
from connect_ext.web.mapping.mapping_shapes import (
    AN_ID,
    ItemMappingIn,
    MappingOut,
    NewItemIn,
    XeroItemOut,
    mapping_out,
    xero_item,
)

router = APIRouter(prefix="/mapping/items", tags=["Mapping"])
ProductItem = Annotated[str, Path(pattern=AN_ID)]


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


class ItemsOut(Out):
    product_items: list[ProductItemOut] = Field(..., description="By product and id.")
    xero_items: list[XeroItemOut] = Field(..., description="All that the organisation has, by code.")


class UnmappedOut(Out):
    product_item: str = Field(..., description="What has this mapping no more.", example="PRD-276-377-545-0001")


class AddedOut(Out):
    code: str = Field(..., example="SEAT")
    item_id: str = Field(..., description="Xero's.", example="0f3b6d1c-0000-4000-8000-000000000001")


@router.get("", response_model=ItemsOut, dependencies=[Depends(one_at_a_time(Wait.ITEMS))])
def read_items(
    caller: Annotated[Caller, Depends(caller)], client: Annotated[ConnectClient, Depends(calling_installation)]
) -> ItemsOut:
    """What is listed for this account, and everything that is mapped. Xero's items are those of two minutes ago at
    most."""
    app = caller.app
    found = of_xero(
        caller,
        lambda access: read_products(app.runtime, client, access, caller.installation_id),
    )
    return ItemsOut(
        product_items=[_row(item, found) for item in found.items],
        xero_items=[xero_item(found.held[code]) for code in sorted(found.held)],
    )


@router.put("/{product_item}", response_model=MappingOut, dependencies=[Depends(one_at_a_time(Wait.MAPPING))])
def save_mapping(
    product_item: ProductItem, given: ItemMappingIn, caller: Annotated[Caller, Depends(caller)]
) -> MappingOut:
    new = _mapping(product_item, given, given.item_code)

    def save(access: Access) -> NotMapped | None:
        facts = recent_facts(caller.app.runtime, caller.app.recent_facts, access)
        return map_item(caller.app.runtime, access, facts, caller.installation_id, new, caller.user_id)

    refused = of_xero(caller, save)
    if refused is not None:
        raise Refusal(409, "not_mapped", refused.why)
    return MappingOut(
        marketplace=new.marketplace_id,
        item_code=new.item_code,
        account=new.account_code,
        tax_type=new.tax_type,
        usable=True,
    )


@router.delete("/{product_item}", response_model=UnmappedOut, dependencies=[Depends(one_at_a_time(Wait.MAPPING))])
def remove_mapping(
    product_item: ProductItem,
    caller: Annotated[Caller, Depends(caller)],
    marketplace: Annotated[str | None, Query(pattern=AN_ID, description="Without: the one for all.")] = None,
) -> UnmappedOut:
    key = MappingKey(ProductItemId(product_item), MarketplaceId(marketplace) if marketplace else None)

    def remove(access: Access) -> bool:
        runtime = caller.app.runtime
        return unmap_item(runtime, caller.installation_id, access.tenant_id, key, caller.user_id)

    if not of_xero(caller, remove):
        raise not_found("mapping of this product item")
    return UnmappedOut(product_item=product_item)


@router.post("/{product_item}/xero-item", response_model=AddedOut, dependencies=[Depends(one_at_a_time(Wait.MAPPING))])
def add_to_xero(product_item: ProductItem, given: NewItemIn, caller: Annotated[Caller, Depends(caller)]) -> AddedOut:
    """Creates the item and maps the product item to it. Where Xero does not answer, asking again looks first."""
    item = Item(
        code=given.code,
        name=given.name,
        description=given.description,
        unit_price=given.unit_price,
        account_code=given.account,
        tax_type=given.tax_type,
    )
    wanted = _mapping(product_item, given, given.code, books_itself=False)

    def add(access: Access) -> XeroId | NotMapped | Unclear:
        facts = recent_facts(caller.app.runtime, caller.app.recent_facts, access)
        caller.app.runtime.lists.items.forget(access)
        adding = Adding(
            runtime=caller.app.runtime,
            access=access,
            organisation=facts,
            installation_id=caller.installation_id,
            user_id=caller.user_id,
        )
        return adding.add(item, wanted)

    made = of_xero(caller, add)
    if isinstance(made, NotMapped):
        raise Refusal(409, "not_added", made.why)
    if isinstance(made, Unclear):
        raise Refusal(502, "not_known", f"{made.why} Press again: it is looked for first.")
    return AddedOut(code=item.code, item_id=made)


def _mapping(
    product_item: str, given: ItemMappingIn | NewItemIn, code: str | None, *, books_itself: bool = True
) -> ItemMapping:
    """With a new item, account and tax type are the item's, and lines take those of the installation."""
    return ItemMapping(
        product_id=ProductId(given.product),
        product_item=ProductItemId(product_item),
        marketplace_id=MarketplaceId(given.marketplace) if given.marketplace else None,
        item_code=code,
        account_code=given.account if books_itself else "",
        tax_type=given.tax_type if books_itself else "",
    )


def _row(item: KnownItem, found: ProductMap) -> ProductItemOut:
    return ProductItemOut(
        product_item=item.id,
        product=item.product_id,
        product_name=item.product_name,
        mpn=item.mpn,
        name=item.name,
        listed=item.id in found.listed,
        mappings=[mapping_out(one, found.held.get(one.item_code or "")) for one in found.of(item.id)],
        suggestions=[
            ItemSuggestionOut(code=one.item.code, name=one.item.name, evidence=list(one.evidence))
            for one in found.suggestions.get(item.id, ())
        ],
    )
