"""A small marketplace to tell stories in: one distributor, two resellers, a vendor, two products, three customers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sandbox.clock import Clock
from sandbox.connect.accounts import Account, Role
from sandbox.connect.catalogue import (
    NewItem,
    Price,
    add_listing,
    add_marketplace,
    add_price_list,
    add_product,
    add_version,
)
from sandbox.connect.people import Person, add_tier_account
from sandbox.connect.world import ConnectWorld

Json = dict[str, Any]
OFFICE = (
    NewItem(mpn="NRD-OFF-M", name="Northwind Office, monthly"),
    NewItem(mpn="NRD-OFF-Y", name="Northwind Office, yearly", period="yearly"),
    NewItem(mpn="NRD-SETUP", name="Onboarding", period="onetime", unit="Units"),
)
BACKUP = (
    NewItem(mpn="SKB-SEAT-M", name="Skyline Backup seat, monthly", unit="Users"),
    NewItem(mpn="SKB-GB", name="Skyline Backup storage", kind="ppu", unit="Gb"),
)
OFFICE_PRICES = {"NRD-OFF-M": "12.50", "NRD-OFF-Y": "138.00", "NRD-SETUP": "250.00"}
BACKUP_PRICES = {"SKB-SEAT-M": "4.95", "SKB-GB": "0.0375"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoConnect:
    """The world and who is who in it. `southern` sells in AUD, `albion` in GBP; each customer is named by its town."""

    world: ConnectWorld
    owner: Account
    vendor: Account
    distributor: Account
    southern: Account
    albion: Account
    sydney: Json
    brisbane: Json
    leeds: Json
    office: Json
    backup: Json
    aud: Json
    gbp: Json


def demo_connect(clock: Clock) -> DemoConnect:
    """Nobody has installed the extension yet, and nothing is ordered."""
    world = ConnectWorld(clock)
    state, ids = world.state, world.state.ids
    distributor_id = ids.new("PA", 3, 3)
    parent = Account(
        id=distributor_id, name="Meridian Distribution", role=Role.DISTRIBUTOR,
        user_id=ids.new("UR", 3, 3, 3), user_name="Ingrid Halvorsen",
    )  # fmt: skip
    australia, kingdom = {"id": "AU", "name": "Australia"}, {"id": "GB", "name": "United Kingdom"}
    aud = add_marketplace(state, name="Australia", currency="AUD", country=australia, owner=parent)
    gbp = add_marketplace(state, name="United Kingdom", currency="GBP", country=kingdom, owner=parent)
    vendor = world.add_account(_account(world, "VA", "Northwind Software", Role.VENDOR, "Rosa Delgado"))
    sellers = _sellers(world, parent, aud["id"], gbp["id"])
    distributor, southern, albion = sellers
    customers = _customers(world, distributor, southern, albion)
    office = add_product(state, name="Northwind Office", vendor=vendor, items=OFFICE)
    backup = add_product(state, name="Skyline Backup", vendor=vendor, items=BACKUP)
    for product, prices in ((office, OFFICE_PRICES), (backup, BACKUP_PRICES)):
        for marketplace, factor in ((aud, Decimal(1)), (gbp, Decimal("0.5"))):
            _list(world, product, marketplace, vendor, distributor, prices, factor)
    return DemoConnect(
        world=world, owner=world.environment.owner, vendor=vendor, distributor=distributor, southern=southern,
        albion=albion, sydney=customers[0], brisbane=customers[1], leeds=customers[2], office=office, backup=backup,
        aud=aud, gbp=gbp,
    )  # fmt: skip


def _account(
    world: ConnectWorld, prefix: str, name: str, role: Role, user: str, tier_account: str = "", marketplace: str = "",
    id_: str = "",
) -> Account:  # fmt: skip
    ids = world.state.ids
    return Account(
        id=id_ or ids.new(prefix, 3, 3), name=name, role=role, user_id=ids.new("UR", 3, 3, 3), user_name=user,
        tier_account=tier_account, marketplace=marketplace,
    )  # fmt: skip


def _sellers(world: ConnectWorld, parent: Account, aud: str, gbp: str) -> tuple[Account, Account, Account]:
    state = world.state
    seen = {parent.id}
    rows = (
        (parent.name, Role.DISTRIBUTOR, parent.user_name, aud, parent.id, MERIDIAN),
        ("Southern Cross Cloud", Role.RESELLER, "Priya Raman", aud, "", SOUTHERN),
        ("Albion IT Services", Role.RESELLER, "Owen Pritchard", gbp, "", ALBION),
    )
    made = []
    for name, role, user, marketplace, id_, person in rows:
        tier_account = add_tier_account(state, name, person, type_="reseller", owner=parent, audience=seen)
        made.append(world.add_account(_account(world, "PA", name, role, user, tier_account["id"], marketplace, id_)))
        state.put("tier/accounts", tier_account, {parent.id, made[-1].id})
    return made[0], made[1], made[2]


def _customers(world: ConnectWorld, distributor: Account, southern: Account, albion: Account) -> list[Json]:
    rows = (
        ("Harbour & Sons Pty Ltd", SYDNEY, southern, "AU-51824753556"),
        ("Bräuer Design Studio", BRISBANE, southern, ""),
        ("Kirkgate Dental Practice", LEEDS, albion, "GB 123 4567 82"),
    )
    return [
        add_tier_account(
            world.state, name, person, type_="customer", owner=distributor, tax_id=tax_id,
            parent=seller.tier_account, audience={distributor.id, seller.id},
        )
        for name, person, seller, tax_id in rows
    ]  # fmt: skip


def _list(
    world: ConnectWorld, product: Json, marketplace: Json, vendor: Account, provider: Account,
    prices: dict[str, str], factor: Decimal,
) -> None:  # fmt: skip
    """Lists the product with a price list of two versions: last year's, expired, was a tenth cheaper."""
    state = world.state
    listing = add_listing(state, product=product, marketplace=marketplace, vendor=vendor, provider=provider)
    name = f"{product['name']} {marketplace['currency']}"
    pricelist = add_price_list(state, name=name, listing=listing, currency=marketplace["currency"], owner=vendor)
    versions = (("expired", timedelta(days=400), Decimal("0.9")), ("active", timedelta(days=35), Decimal(1)))
    for status, started, level in versions:
        points = {mpn: _price(Decimal(price) * factor * level) for mpn, price in prices.items()}
        add_version(state, pricelist, points, status=status, started=started, listing=listing)


def _price(suggested: Decimal) -> Price:
    cent = Decimal("0.0001") if suggested < 1 else Decimal("0.01")
    return Price(
        price=(suggested * Decimal("0.7")).quantize(cent),
        st0p=suggested.quantize(cent),
        st1p=(suggested * Decimal("0.82")).quantize(cent),
    )


MERIDIAN = Person("Ingrid", "Halvorsen", "orders@meridian.example", "88 Collins St", "Melbourne", "VIC", "3000", "AU")
SOUTHERN = Person("Priya", "Raman", "billing@southern.example", "15 Blue Street", "North Sydney", "NSW", "2060", "AU")
ALBION = Person("Owen", "Pritchard", "accounts@albion.example", "4 Neville Street", "Leeds", "", "LS1 4BX", "GB")
SYDNEY = Person("Margaret", "O'Neill", "margaret@harbour.example", "201 Kent Street", "Sydney", "NSW", "2000", "au")
BRISBANE = Person("Jürgen", "Bräuer", "studio@braeuer.example", "7 Grey Street", "South Brisbane", "QLD", "4101", "AU")
LEEDS = Person("Amira", "Hussain", "amira@kirkgate.example", "52 Kirkgate", "Leeds", "West Yorkshire", "LS2 7DJ", "GB")
