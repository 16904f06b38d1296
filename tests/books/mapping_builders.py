"""What the tests of mappings build: a mapping, a contact, an item, each changed by a word."""

from __future__ import annotations

from typing import Any

from connect_ext.books.ids import MarketplaceId, ProductId, ProductItemId, TierAccountId, XeroId
from connect_ext.books.mapping.contact_card import ContactCard
from connect_ext.books.mapping.item import HeldItem
from connect_ext.books.mapping.known import KnownCustomer, KnownItem
from connect_ext.books.mapping.mapping import FeeMapping, ItemMapping, Mappings
from tests.books.builders import a_party

SEAT = ProductItemId("PRD-276-377-545-0001")
OTHER = ProductItemId("PRD-276-377-545-0002")
HERE = MarketplaceId("MP-12345")


def a_mapping(item_code: str | None = "SEAT", **changes: Any) -> ItemMapping:
    default = {"product_id": ProductId("PRD-276-377-545"), "product_item": SEAT, "item_code": item_code}
    return ItemMapping(**{**default, **changes})


def mappings(*items: ItemMapping, fees: tuple[FeeMapping, ...] = (), **changes: Any) -> Mappings:
    return Mappings(items={one.key: one for one in items}, fees={one.kind: one for one in fees}, **changes)


def a_card(place: int = 1, **changes: Any) -> ContactCard:
    default = {"id": XeroId(f"c-{place}"), "name": f"Contact {place}", "active": True}
    return ContactCard(**{**default, **changes})


def a_customer(id_: str = "TA-2000-0000-0001", external_id: str = "", **changes: Any) -> KnownCustomer:
    return KnownCustomer(party=a_party(**{"id": TierAccountId(id_), **changes}), external_id=external_id)


def a_held_item(code: str = "SEAT", **changes: Any) -> HeldItem:
    default = {"id": XeroId(f"i-{code}"), "code": code, "name": f"Item {code}", "sold": True, "tracked": False}
    return HeldItem(**{**default, **changes})


def a_known_item(mpn: str = "MPN-SEAT", **changes: Any) -> KnownItem:
    default = {
        "id": SEAT,
        "product_id": ProductId("PRD-276-377-545"),
        "product_name": "Harbour Mail",
        "mpn": mpn,
        "name": "Mail seat",
    }
    return KnownItem(**{**default, **changes})
