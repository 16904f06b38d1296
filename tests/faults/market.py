"""What sellers order while things go wrong."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from connect_ext.books.ids import InstallationId
from sandbox.connect.accounts import Account
from sandbox.connect.demo import DemoConnect
from sandbox.connect.usage_files import UsageLine
from sandbox.xero import FJORD, HARBOUR

OFFICE, SEAT, USED = "NRD-OFF-M", "SKB-SEAT-M", "SKB-GB"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """`prices` are of a month, by MPN."""

    installation_id: InstallationId
    account: Account
    tenant: str
    zone: ZoneInfo
    customers: tuple[Json, ...]
    prices: dict[str, Decimal]


@dataclass(slots=True, kw_only=True)
class Asset:
    """`levels`: from which day on how many are held; the last one of a day counts."""

    seller: Seller
    id: str
    item: str
    connection: str
    levels: list[tuple[date, int]]
    orders: list[str] = field(default_factory=list)
    used: Decimal = Decimal(0)
    """What was used of its metered item, in money."""

    @property
    def quantity(self) -> int:
        return self.levels[-1][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What the platform has to tell an installation, of a request or of a usage file."""

    seller: Seller
    payload: Json


class Market:
    """Everything that was ordered."""

    def __init__(self, who: DemoConnect, sellers: tuple[Seller, ...], news: Callable[[News], None]) -> None:
        """`news` is told of every new status of everything."""
        self._who, self._world, self._told = who, who.world, news
        self.sellers = sellers
        self.assets: list[Asset] = []

    def buy(self, seller: Seller, customer: int, item: str, seats: int, connection: str = "production") -> None:
        product = self._who.office if item == OFFICE else self._who.backup
        lines: dict[str, int | str] = {item: seats} if item == OFFICE else {item: seats, USED: "unlimited"}
        buyer = seller.customers[customer % len(seller.customers)]
        placed = self._world.place_purchase(seller.account, buyer, product, lines, connection)
        levels = [(self._today(seller), seats)]
        asset = Asset(seller=seller, id=placed["asset"]["id"], item=item, connection=connection, levels=levels)
        self.assets.append(asset)
        self._approve(asset, placed)

    def change(self, asset: Asset, seats: int) -> None:
        asset.levels.append((self._today(asset.seller), seats))
        self._approve(asset, self._world.place_change(asset.id, {asset.item: seats}))

    def cancel(self, asset: Asset) -> None:
        asset.levels.append((self._today(asset.seller), 0))
        self._approve(asset, self._world.place_cancel(asset.id))

    def suspend(self, asset: Asset) -> None:
        """And resume: orders that come to nothing."""
        for type_ in ("suspend", "resume"):
            self._approve(asset, self._world.place(type_, asset.id))

    def use(self, asset: Asset, amount: Decimal) -> None:
        """Of a backup, as a usage file says that is accepted at once."""
        line = UsageLine(asset_id=asset.id, item=USED, quantity=Decimal(5), amount=amount, tier=0)
        file = self._world.make_usage_file(self._who.backup, [line])
        accepted = self._world.accept_usage_file(file["id"])
        asset.used += amount
        asset.orders.append(f"{file['id']}:{asset.id}:{accepted['currency']}")
        self._news(asset.seller, accepted)

    def _approve(self, asset: Asset, placed: Json) -> None:
        self._news(asset.seller, placed)
        self._news(asset.seller, self._world.approve(placed["id"]))
        asset.orders.append(placed["id"])

    def _news(self, seller: Seller, payload: Json) -> None:
        self._told(News(seller=seller, payload=copy.deepcopy(payload)))

    def _today(self, seller: Seller) -> date:
        return self._world.clock().astimezone(seller.zone).date()


def southern(who: DemoConnect, installation_id: InstallationId) -> Seller:
    return Seller(
        installation_id=installation_id, account=who.southern, tenant=HARBOUR, zone=ZoneInfo("Australia/Sydney"),
        customers=(who.sydney, who.brisbane), prices={OFFICE: Decimal("12.50"), SEAT: Decimal("4.95")},
    )  # fmt: skip


def albion(who: DemoConnect, installation_id: InstallationId) -> Seller:
    return Seller(
        installation_id=installation_id, account=who.albion, tenant=FJORD, zone=ZoneInfo("Europe/London"),
        customers=(who.leeds,), prices={OFFICE: Decimal("6.25"), SEAT: Decimal("2.48")},
    )  # fmt: skip
