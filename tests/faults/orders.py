"""Orders as a schedule names them: what cannot be ordered just now is not."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tests.faults.market import OFFICE, SEAT, Asset, Market


@dataclass(frozen=True, slots=True, kw_only=True)
class Buy:
    seller: int = 0
    customer: int = 0
    item: str = OFFICE
    seats: int = 3
    connection: str = "production"

    def place(self, market: Market) -> None:
        seller = market.sellers[self.seller % len(market.sellers)]
        market.buy(seller, self.customer, self.item, self.seats, self.connection)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`asset` is its number, as in the others."""

    asset: int
    seats: int

    def place(self, market: Market) -> None:
        asset = the_asset(market, self.asset)
        if asset.quantity not in (0, self.seats):
            market.change(asset, self.seats)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    asset: int

    def place(self, market: Market) -> None:
        asset = the_asset(market, self.asset)
        if asset.quantity:
            market.cancel(asset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    asset: int
    cents: int

    def place(self, market: Market) -> None:
        asset = the_asset(market, self.asset)
        if asset.item == SEAT and asset.connection == "production":
            market.use(asset, Decimal(self.cents) / 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspend:
    asset: int

    def place(self, market: Market) -> None:
        asset = the_asset(market, self.asset)
        if asset.quantity:
            market.suspend(asset)


Order = Buy | Change | Cancel | Use | Suspend


def the_asset(market: Market, number: int) -> Asset:
    return market.assets[number % len(market.assets)]
