"""Twelve months of two customers in two currencies through the real runner, with a clock that is moved from day to day.

The same orders, on the same days, as in the story that is worked out by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from time import monotonic as time_now
from time import sleep

from sandbox.connect.catalogue import Price, add_version
from sandbox.connect.usage_files import UsageLine
from sandbox.dated import DatedWalk
from sandbox.went_wrong import WentWrong
from sandbox.xero.words import Json

FEE = {"rule": "percent_of_remaining", "value": "10"}
OWN_PRICE = {"mpn": "NRD-OFF-Y", "currency": "USD", "price": "90.00"}
DEARER = {"NRD-OFF-M": "13.20", "NRD-OFF-Y": "146.00"}
BOUGHT = ("A", "D", "H", "J")
PATIENCE = 60
"""Seconds."""

DEARER_FROM = date(2027, 6, 15)


class Year:
    """One telling."""

    def __init__(self) -> None:
        own_first = {"price_sources": ["own_table", "marketplace"], "cancellation_fee": FEE}
        self.walk = DatedWalk(_on("2026-12-31"), own_first)
        self._world, self._who = self.walk.marketplace.world, self.walk.marketplace
        self._requests: dict[str, Json] = {}
        """By the label that the story has for them."""
        self.parked = ""
        """Why what was ordered in a locked period waited."""
        self._used_as: dict[str, str] = {}
        """What the story calls each order of usage, by id."""
        self.voided = ""
        """The order whose invoice a person voids."""

    def plays(self) -> None:
        self.walk.begin()
        self._prices()
        self._winter()
        self._summer()
        self._autumn()

    def _prices(self) -> None:
        row = OWN_PRICE | {"customer": self._who.brisbane["id"]}
        version = self.walk.call("GET", "/api/prices")["version"]
        self.walk.call("PUT", "/api/prices", {"version": version, "rows": [row]})
        state = self._world.state
        lists = {found.value["pricelist"]["id"]: found.value["pricelist"] for found in state.all("pricing/versions")}
        points = {mpn: _price(amount) for mpn, amount in DEARER.items()}
        started = state.clock() - datetime.combine(DEARER_FROM, time(), UTC)
        for listing in [found.value for found in state.all("listings")]:
            if listing["product"]["id"] == self._who.office["id"]:
                of = lists[listing["pricelist"]["id"]]
                add_version(state, of, points, status="active", started=started, listing=listing)

    def _winter(self) -> None:
        who = self._who
        self._buys("A", who.sydney, who.office, {"NRD-OFF-M": "10", "NRD-SETUP": "1"})
        self._buys("H", who.sydney, who.backup, {"SKB-GB": "unlimited"})
        self._buys("D", who.brisbane, who.office, {"NRD-OFF-Y": "3"})
        self._buys("J", who.brisbane, who.backup, {"SKB-GB": "unlimited"})
        self.walk.catch_up()
        self._periods_begin("2027-01-31")
        self.voided = self._used("2027-02-03", "U", "H", "500", "17.50")
        self._approved(self.voided)
        self.walk.person.void(self.walk.invoice_of(self.voided))
        self._changes("2027-02-05", "B", "A", {"NRD-OFF-M": "14"}, since="2027-01-20")
        self._used("2027-02-10", "W", "H", "460", "16.10")
        self._periods_begin("2027-02-28")
        self._approved(f"{self._asset('A')}:2027-02-28")
        self._changes("2027-03-15", "C", "A", {"NRD-OFF-M": "9"})
        self._changes("2027-03-20", "E", "A", {"NRD-OFF-M": "12"})
        self._periods_begin("2027-03-31", "2027-04-30", "2027-05-31")

    def _summer(self) -> None:
        self._used("2027-06-02", "V", "J", "5", "7.00", schema="pr", currency="USD")
        self._periods_begin("2027-06-30", "2027-07-31")
        self._orders_in_a_locked_period()
        self._approved(self._requests["K"]["id"])
        self.walk.person.pay(self.walk.invoice_of(self._requests["K"]["id"]))
        self._periods_begin("2027-08-31", "2027-09-30")

    def _orders_in_a_locked_period(self) -> None:
        """1 August is locked: what is ordered on it waits, and is dated the day after."""
        self.walk.move_to(_on("2027-08-01"))
        self.walk.person.lock_until(period=date(2027, 8, 1))
        self._decides("K", self._world.place_change(self._asset("D"), {"NRD-OFF-Y": "5"}))
        self.walk.settled()
        self.walk.call("POST", "/api/sync", {})
        self.parked = self._reason_of("K")
        self.walk.move_to(_on("2027-08-02"))
        self.walk.catch_up()

    def _reason_of(self, label: str) -> str:
        """Why it waits, once it does. Raises `WentWrong`."""
        began = time_now()
        while time_now() < began + PATIENCE:
            waiting = {task["order"]: str(task["reason"]) for task in self.walk.tasks() if task["status"] == "waiting"}
            if reason := waiting.get(self._requests[label]["id"]):
                return reason
            sleep(0.2)
        raise WentWrong(f"{label} does not wait.")

    def names(self) -> dict[str, str]:
        """Of everything that is billed, by the id of its order, as the story calls it."""
        assets = {self._asset(label): label for label in self._requests if label in BOUGHT}
        named = {request["id"]: label for label, request in self._requests.items()}
        for task in self.walk.tasks():
            asset, _, day = task["order"].partition(":")
            if asset in assets:
                named[task["order"]] = f"{assets[asset]}@{day}"
        return named | self._used_as

    def explanations(self) -> dict[str, str]:
        """What is told of every line that was made, by its mark, as the pages show it."""
        found: dict[str, str] = {}
        for task in self.walk.tasks():
            shown = self.walk.call("GET", f"/api/tasks/{task['id']}")
            lines = [
                line
                for one in (shown["xero"], *shown["credit_notes"], *shown["former"])
                if one
                for line in one["lines"]
            ]
            changed = [line for change in shown["changes"] for line in change["lines"]]
            for line in (*lines, *changed):
                mark = line["description"].rsplit(" ", 1)[-1]
                found[mark] = found.get(mark) or line["explanation"]
        return found

    def _autumn(self) -> None:
        self._changes("2027-10-01", "L", "D", {"NRD-OFF-Y": "4"})
        self._changes("2027-10-10", "F", "A", {"NRD-OFF-M": "0", "NRD-OFF-Y": "4"})
        self._approved(self._requests["F"]["id"])
        self.walk.move_to(_on("2027-12-01"))
        self._decides("G", self._world.place_cancel(self._asset("A")))
        self.walk.catch_up()
        self.walk.move_to(_on("2027-12-31"))
        renewed = self._world.place_renew(self._asset("D"), quantities={"NRD-OFF-Y": "4"}, begins=_on("2027-12-31"))
        self._decides("M", renewed)
        self.walk.catch_up()

    def _periods_begin(self, *days: str) -> None:
        for day in days:
            self.walk.move_to(_on(day))
            self.walk.catch_up()

    def _buys(self, label: str, customer: Json, product: Json, quantities: Mapping[str, str]) -> None:
        self._decides(label, self._world.place_purchase(self.walk.reseller, customer, product, quantities))

    def _changes(self, day: str, label: str, of: str, quantities: Mapping[str, str], since: str = "") -> None:
        """`since` is the day on which it counts, if that is another one."""
        self.walk.move_to(_on(day))
        self._decides(label, self._world.place_change(self._asset(of), quantities), since)
        self.walk.catch_up()

    def _decides(self, label: str, placed: Json, since: str = "") -> None:
        self._requests[label] = self._world.approve(placed["id"], _on(since) if since else None)

    def _used(
        self, day: str, label: str, of: str, quantity: str, amount: str, schema: str = "tr", currency: str = "AUD"
    ) -> str:
        """The order that the usage file becomes."""
        self.walk.move_to(_on(day))
        asset = self._asset(of)
        line = UsageLine(asset_id=asset, item="SKB-GB", quantity=Decimal(quantity), amount=Decimal(amount), tier=0)
        file = self._world.make_usage_file(self._who.backup, [line], schema=schema, currency=currency)
        self._world.accept_usage_file(file["id"])
        self.walk.catch_up()
        order = f"{file['id']}:{asset}:{currency}"
        self._used_as[order] = f"{label}.{of}"
        return order

    def _approved(self, order: str) -> None:
        self.walk.person.approve(self.walk.invoice_of(order))

    def _asset(self, label: str) -> str:
        return str(self._requests[label]["asset"]["id"])


def _on(day: str) -> datetime:
    """Afternoon in Sydney."""
    return datetime.combine(date.fromisoformat(day), time(2), UTC)


def _price(amount: str) -> Price:
    return Price(price=Decimal(amount), st0p=Decimal(amount), st1p=Decimal(amount))
