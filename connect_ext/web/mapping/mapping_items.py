"""The Mapping page's products: which Xero item each product item is, what is suggested, and “Add product to Xero”."""

from __future__ import annotations

from typing import Annotated

from connect.client import ConnectClient
from fastapi import APIRouter, Depends, Path, Query
from pydantic import Field

from connect_ext.books.ids import MarketplaceId, ProductId, ProductItemId, XeroId
from connect_ext.books.mapping.item import CODE_LENGTH, Item
from connect_ext.books.mapping.mapping import ItemMapping, MappingKey
from connect_ext.storage import waiting
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.gathering.facts import recent_facts
from connect_ext.sync.mapping.add_item import Adding, Unclear
from connect_ext.sync.mapping.mapping_items import NotMapped, map_item, unmap_item, want_item
from connect_ext.sync.mapping.mapping_products import accept_items, clear_items, read_products
from connect_ext.web.connection.of_xero import of_xero
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.clients import calling_installation, owner
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.door.problem_details import Refusal, not_found
from connect_ext.web.door.shapes import Out
from connect_ext.web.mapping.item_rows import ItemsOut, items_out
from connect_ext.web.mapping.mapping_lists import AskedFor
from connect_ext.web.mapping.mapping_shapes import (
    AN_ID,
    ItemMappingIn,
    MappingOut,
    NewItemIn,
    Strict,
)

router = APIRouter(prefix="/mapping/items", tags=["Mapping"])
ProductItem = Annotated[str, Path(pattern=AN_ID)]

ACCEPTED_AT_MOST = 5_000


class ItemPairIn(Strict):
    product_item: str = Field(..., regex=AN_ID, example="PRD-276-377-545-0001")
    code: str = Field(..., max_length=CODE_LENGTH, description="Of a suggestion that was shown.", example="SEAT")


class AcceptItemsIn(Strict):
    pairs: list[ItemPairIn] | None = Field(
        ...,
        max_items=ACCEPTED_AT_MOST,
        description="The suggestions that are accepted; null: of every product item the best, where none is as good.",
    )


class AcceptedItemsOut(Out):
    mapped: list[str] = Field(..., description="The product items that are mapped now.", example=["PRD-1-0001"])
    left: list[str] = Field(..., description="Those whose suggestion does not hold any more.", example=[])


class UnmappedOut(Out):
    product_item: str = Field(..., description="What has this mapping no more.", example="PRD-276-377-545-0001")


class AddedOut(Out):
    code: str = Field(..., example="SEAT")
    item_id: str | None = Field(
        ..., description="Xero's; null: made with the first order.", example="0f3b6d1c-0000-4000-8000-000000000001"
    )


@router.get("", response_model=ItemsOut, dependencies=[Depends(one_at_a_time(Wait.ITEMS))])
def read_items(
    asked: AskedFor,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
) -> ItemsOut:
    """What is listed for this account, and everything that is mapped, as it was two minutes ago at most."""
    runtime, id_ = caller.app.runtime, caller.installation_id
    found = of_xero(caller, lambda access: read_products(runtime, client, access, id_))
    with runtime.database.transaction() as tx:
        waits = waiting.by_product(tx, id_)
    return items_out(found, waits, asked)


@router.post("/accept", response_model=AcceptedItemsOut, dependencies=[Depends(one_at_a_time(Wait.MAPPING))])
def accept(
    given: AcceptItemsIn,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
    owner: Annotated[ConnectClient, Depends(owner)],
) -> AcceptedItemsOut:
    """Maps what is accepted, one or all, as far as it is still suggested and free; orders that waited for it go on."""

    def act(access: Access) -> AcceptedItemsOut:
        runtime, id_ = caller.app.runtime, caller.installation_id
        found = read_products(runtime, client, access, id_)
        chosen = clear_items(found) if given.pairs is None else _pairs(given.pairs)
        mapped = accept_items(runtime, access, id_, found, chosen, caller.user_id)
        return AcceptedItemsOut(mapped=sorted(mapped), left=sorted(set(chosen) - mapped))

    accepted = of_xero(caller, act)
    caller.app.drain_in_background(owner, caller.extension_id)
    return accepted


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
        to_be_added=False,
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
    """Creates the item, or has the first order do so, and maps the product item to it. Where Xero does not answer,
    asking again looks first."""
    item = Item(
        code=given.code,
        name=given.name,
        description=given.description,
        unit_price=given.unit_price,
        account_code=given.account,
        tax_type=given.tax_type,
    )
    wanted = _mapping(product_item, given, given.code, books_itself=False)

    def add(access: Access) -> XeroId | NotMapped | Unclear | None:
        facts = recent_facts(caller.app.runtime, caller.app.recent_facts, access)
        if given.with_first_order:
            own = (caller.app.runtime, access, facts, caller.installation_id)
            return want_item(*own, item, wanted, caller.user_id)
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


def _pairs(pairs: list[ItemPairIn]) -> dict[ProductItemId, str]:
    return {ProductItemId(pair.product_item): pair.code for pair in pairs}
