"""Everything that moves money on the marketplace, and what moves none, through the real runner: one order of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

from sandbox.connect.order_story import Quantities
from sandbox.connect.usage_files import UsageLine
from sandbox.dated import DatedWalk
from sandbox.xero.words import Json

FIRST = datetime(2027, 2, 1, 2, 0, tzinfo=UTC)
"""Afternoon in Sydney."""

FIFTEENTH = FIRST.replace(day=15)
FIRST_OF_MARCH = FIRST.replace(month=3)


class Rows:
    """One telling. `names` are of the orders, by their ids; periods of our calendar are named by whoever reads."""

    def __init__(self) -> None:
        self.walk = DatedWalk(FIRST)
        self.names: dict[str, str] = {}
        self.assets: dict[str, str] = {}
        self._world, self._who = self.walk.marketplace.world, self.walk.marketplace

    def plays(self) -> None:
        self.walk.begin()
        self._first_of_february()
        self.walk.catch_up()
        for order, name in self.names.items():
            if name in ("fewer, of what is approved", "cancelled"):
                self.walk.person.approve(self.walk.invoice_of(order))
        self.walk.move_to(FIFTEENTH)
        self._middle_of_february()
        self.walk.catch_up()
        self.walk.move_to(FIRST_OF_MARCH)
        self.walk.catch_up()

    def _first_of_february(self) -> None:
        office, backup = self._who.office, self._who.backup
        self._buys("purchase", office, {"NRD-OFF-M": 10, "NRD-SETUP": 1})
        self._buys("more", office, {"NRD-OFF-Y": 1})
        self._buys("fewer, of a draft", office, {"NRD-OFF-Y": 3})
        self._buys("fewer, of what is approved", office, {"NRD-OFF-Y": 3})
        self._buys("another plan", office, {"NRD-OFF-M": 2})
        self._buys("renewed", office, {"NRD-OFF-M": 3})
        self._buys("used", backup, {"SKB-GB": "unlimited"})
        self._buys("cancelled", office, {"NRD-OFF-M": 10})
        self._buys("preview", office, {"NRD-OFF-M": 5}, connection="preview")
        failed = self._world.place_purchase(self.walk.reseller, self._who.brisbane, office, {"NRD-OFF-M": 7})
        self._named("failed", self._world.fail(failed["id"], "The customer's tenant does not exist."))

    def _middle_of_february(self) -> None:
        self._changes("more", {"NRD-OFF-Y": 3})
        self._changes("fewer, of a draft", {"NRD-OFF-Y": 2})
        self._changes("fewer, of what is approved", {"NRD-OFF-Y": 2})
        self._changes("another plan", {"NRD-OFF-M": 0, "NRD-OFF-Y": 1})
        self._decides("renewed", self._world.place_renew(self.assets["renewed"], quantities={"NRD-OFF-M": 4}))
        self._decides("cancelled", self._world.place_cancel(self.assets["cancelled"]))
        for type_ in ("suspend", "resume", "adjustment"):
            placed = self._world.place(type_, self.assets["more"])
            self._named(type_, self._world.approve(placed["id"]))
        moved = self._world.place_transfer(self.assets["renewed"], self._who.brisbane)
        self._named("transfer", self._world.approve(moved["id"]))
        self._reports_usage()

    def _reports_usage(self) -> None:
        line = UsageLine(
            asset_id=self.assets["used"], item="SKB-GB", quantity=Decimal(340), amount=Decimal("11.90"), tier=0
        )
        file = self._world.make_usage_file(self._who.backup, [line])
        self._world.accept_usage_file(file["id"])
        self.names[f"{file['id']}:{self.assets['used']}:AUD"] = "used, reported"

    def _buys(self, name: str, product: Json, quantities: Quantities, connection: str = "production") -> None:
        """Harbour & Sons, but for what is used, which Bräuer buys."""
        who = self._who
        customer = who.brisbane if product is who.backup else who.sydney
        placed = self._world.place_purchase(self.walk.reseller, customer, product, quantities, connection)
        self.assets[name] = placed["asset"]["id"]
        self._named(name, self._world.approve(placed["id"]))

    def _changes(self, name: str, quantities: Quantities) -> None:
        self._decides(name, self._world.place_change(self.assets[name], quantities))

    def _decides(self, name: str, placed: Json) -> None:
        self._named(f"{name}, later", self._world.approve(placed["id"]))

    def _named(self, name: str, request: Mapping[str, str]) -> None:
        self.names[request["id"]] = name
