"""The items of an asset request as fees: what is sold, of which class, and how many."""

from __future__ import annotations

import re
from decimal import Decimal

from connect_ext.books.ids import ProductItemId
from connect_ext.books.orders.order import BillingPeriod, Fee, FeeKind, ProductItem, SkuClass
from connect_ext.cloudblue.commitments import read_commitment
from connect_ext.cloudblue.json_path import Json, Misread, kind, shown
from connect_ext.cloudblue.parameters import read_parameters
from connect_ext.cloudblue.periods import billing_period, is_one_time

NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,15})?", re.ASCII)
"""Quantities that books can hold. `unlimited`, `-1` and `-1.0` mean “no limit”, and none of them is such a number."""

KIND_OF = {SkuClass.LICENCE: FeeKind.RECURRING, SkuClass.CUSTOM: FeeKind.SETUP, SkuClass.USAGE: FeeKind.USAGE}


def read_fees(asset: Json) -> tuple[Fee, ...]:
    """One fee for each item, numbered from one over all of them, so that a fee keeps its number whatever is billed.

    Raises `Misread` where an item cannot be identified, or where its class, period or quantity is of no known kind.
    """
    return tuple(_fee(number, item) for number, item in enumerate(asset.members("items"), start=1))


def _fee(number: int, item: Json) -> Fee:
    sku_class, period = _class_and_period(item)
    quantity_text = _quantity_text(item, "quantity")
    old_quantity_text = _old_quantity_text(item)
    local_id = item.text("id")
    id_ = item.text("global_id") or item.word("id")
    return Fee(
        number=number,
        kind=KIND_OF[sku_class],
        product_item=ProductItem(
            id=ProductItemId(id_),
            mpn=item.text("mpn") or local_id or id_,
            name=item.text("display_name"),
            unit=item.text("type"),
            sku_class=sku_class,
            period=period,
            committed=read_commitment(item),
        ),
        quantity=read_quantity(quantity_text),
        quantity_text=quantity_text,
        old_quantity=read_quantity(old_quantity_text),
        old_quantity_text=old_quantity_text,
        parameters=read_parameters(item, "params"),
    )


def _class_and_period(item: Json) -> tuple[SkuClass, BillingPeriod | None]:
    item_type = item.text("item_type").lower()
    if item_type == "ppu":
        return SkuClass.USAGE, None
    if item_type not in ("", "reservation"):
        raise Misread(f"{item.path}.item_type", f"{shown(item_type)} is neither Reservation nor PPU")
    if item.at("period").value in (None, ""):
        return SkuClass.LICENCE, None
    text = item.word("period")
    if is_one_time(text):
        return SkuClass.CUSTOM, None
    period = billing_period(text)
    if period is None:
        raise Misread(f"{item.path}.period", f"{shown(text)} is not a period that this version knows")
    return SkuClass.LICENCE, period


def _quantity_text(item: Json, name: str) -> str:
    """The quantity as written: Connect sends texts in requests, numbers elsewhere."""
    found = item.at(name)
    if isinstance(found.value, float):
        return str(found.value)
    if found.value is None or (isinstance(found.value, (str, int)) and not isinstance(found.value, bool)):
        return found.value if isinstance(found.value, str) else item.text(name)
    raise Misread(found.path, f"it is {kind(found.value)}, not a quantity")


def _old_quantity_text(item: Json) -> str:
    """Of a purchase it says nothing; where a change does not say it, what we hold counts."""
    try:
        return _quantity_text(item, "old_quantity")
    except Misread:
        return ""


def read_quantity(text: str) -> Decimal | None:
    """The number, None for everything that cannot be counted: unlimited, nothing, negative, or no number."""
    plain = text.strip()
    return Decimal(plain) if NUMBER.fullmatch(plain) else None
