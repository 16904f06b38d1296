"""Who plays a row: a seller with a customer, one subscription, and everything that can happen to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sandbox.connect.accounts import Account
from sandbox.connect.usage_files import UsageLine
from sandbox.connect.world import ConnectWorld

Json = dict[str, Any]
Quantities = Mapping[str, int | str]
NEXT_YEAR = timedelta(days=365)


class Cast:
    """Of one telling. `orders` are the ids of its requests and usage files, in the order in which they were made."""

    def __init__(self, world: ConnectWorld, seller: Account) -> None:
        """Raises `LookupError` where the seller has nobody to sell to."""
        self._world, self._seller = world, seller
        customers = [one for one in world.state.visible("tier/accounts", seller) if one["type"] == "customer"]
        if not customers:
            raise LookupError(f"{seller.name} has no customer.")
        self._customers = customers
        self.asset = ""
        self.orders: list[str] = []

    @property
    def customer(self) -> str:
        """Who buys."""
        return str(self._customers[0]["name"])

    def owns(self, mark: str) -> bool:
        """Whether a line that ends in this mark is of its orders, or of a period of its subscription."""
        return any(mark.startswith((f"{one}/", f"{one}:")) for one in (*self.orders, self.asset) if one)

    def buys(self, quantities: Quantities, connection: str = "production") -> None:
        self._approves(self._purchase(quantities, connection))

    def fails_to_buy(self, quantities: Quantities) -> None:
        self._told(self._world.fail(self._purchase(quantities)["id"], "The customer's tenant does not exist."))

    def plans_to_buy(self, quantities: Quantities) -> None:
        placed = self._purchase(quantities)
        self._told(self._world.schedule(placed["id"], self._world.clock() + NEXT_YEAR))

    def calls_it_off(self) -> None:
        """The last that was planned."""
        self._told(self._world.revoke(self.orders[-1]))

    def changes(self, quantities: Quantities) -> None:
        self._approves(self._world.place_change(self.asset, quantities))

    def renews(self, quantities: Quantities) -> None:
        self._approves(self._world.place_renew(self.asset, quantities=quantities))

    def cancels(self, on: datetime | None = None) -> None:
        self._approves(self._world.place_cancel(self.asset), on)

    def moves(self) -> None:
        """To another customer."""
        self._approves(self._world.place_transfer(self.asset, self._customers[-1]))

    def asks(self, type_: str) -> None:
        """For what has neither quantities nor dates."""
        self._approves(self._world.place(type_, self.asset))

    def uses(self, quantity: str, amount: str, *, closed: bool = False) -> None:
        """As the vendor reports it; what is closed is told of by its chunk, too."""
        (item, product) = self._item("SKB-GB")
        line = UsageLine(asset_id=self.asset, item=item, quantity=Decimal(quantity), amount=Decimal(amount), tier=0)
        file = self._world.make_usage_file(product, [line])
        self.orders.append(file["id"])
        self._world.accept_usage_file(file["id"])
        if closed:
            self._world.close_usage_file(file["id"])

    def _purchase(self, quantities: Quantities, connection: str = "production") -> Json:
        _, product = self._item(next(iter(quantities)))
        placed = self._world.place_purchase(self._seller, self._customers[0], product, quantities, connection)
        self.asset = placed["asset"]["id"]
        return placed

    def _item(self, mpn: str) -> tuple[str, str]:
        """The MPN again, and the product that has it."""
        state = self._world.state
        for product in state.visible("products", self._seller):
            if any(found.value["mpn"] == mpn for found in state.all(f"products/{product['id']}/items")):
                return mpn, product["id"]
        raise LookupError(f"{self._seller.name} does not sell {mpn}.")

    def _approves(self, placed: Json, on: datetime | None = None) -> None:
        self._told(self._world.approve(placed["id"], on))

    def _told(self, request: Json) -> None:
        if request["id"] not in self.orders:
            self.orders.append(request["id"])
