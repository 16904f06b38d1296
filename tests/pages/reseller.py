"""One reseller on the stage, with a customer and an organisation in Xero of its own, so that no test meets another."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.browser import decide_consent
from sandbox.connect.accounts import Account
from sandbox.connect.changed_details import change_details
from sandbox.demo import SETTINGS, Walk
from sandbox.xero.identity import OWN_CLIENT_ID, OWN_CLIENT_SECRET
from sandbox.xero.words import Json

PATIENCE_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reseller:
    """What is done here is done without a browser. `tenant` and `organisation` are the id and the name at Xero."""

    walk: Walk
    account: Account
    customer: Json
    tenant: str
    organisation: str

    def installs(self) -> None:
        self.walk.marketplace.world.install(self.account)
        self.events_are_done()

    def connects(self) -> None:
        """Allows its one organisation, and chooses it."""
        self.allows()
        self.call("POST", "/api/connection/organisation", {"tenant_id": self.tenant})

    def has_own_app(self) -> None:
        """The second one of Xero's stand-in; what was connected through the first has to be connected again."""
        own = {"client_id": OWN_CLIENT_ID, "secret": OWN_CLIENT_SECRET, "webhook_key": "a-key-of-its-own"}
        self.call("PUT", "/api/connection/own-app", own)

    def allows(self) -> None:
        """The consent has come, and the choice is still to be made."""
        url = self.call("POST", "/api/connection/consent")["authorize_url"]
        assert decide_consent(self.walk.stage.browser, url, [self.organisation]).status_code == 200

    def chooses_settings(self, **changes: Any) -> None:
        version = self.call("GET", "/api/settings")["version"]
        self.call("PUT", "/api/settings", {"version": version, "settings": {**SETTINGS, **changes}})

    def is_set_up(self) -> Reseller:
        """From the store to the settings, in one go."""
        self.installs()
        self.connects()
        self.chooses_settings()
        return self

    @property
    def installation(self) -> str:
        found = self.walk.marketplace.world.installation_of(self.account)
        assert found is not None, "it has installed the extension"
        return str(found["id"])

    def has_sold(
        self, lines: Mapping[str, int | str] | None = None, product: Json | None = None, connection: str = "production"
    ) -> str:
        """The id of an order that the vendor has approved and that is in the list."""
        world, product = self.walk.marketplace.world, product or self.walk.marketplace.office
        bought = lines or {"NRD-OFF-M": 10}
        order: str = world.place_purchase(self.account, self.customer, product, bought, connection)["id"]
        world.approve(order)
        self.events_are_done()
        self.call("POST", "/api/check", {})
        return order

    def has_changed(self, order: str, lines: Mapping[str, int | str]) -> str:
        """The id of a change of what was ordered, approved and in the list."""
        world = self.walk.marketplace.world
        change: str = world.place_change(self.task(order)["asset"], lines)["id"]
        world.approve(change)
        self.events_are_done()
        self.call("POST", "/api/check", {})
        return change

    def has_reduced(self) -> str:
        """A change that takes two of ten seats off an approved invoice, INV-0001, and two of five off a draft."""
        order = self.has_sold({"NRD-OFF-M": 10})
        self.has_invoiced(order)
        self.approves("INV-0001")
        self.has_invoiced(self.has_changed(order, {"NRD-OFF-Y": 5}))
        return self.has_changed(order, {"NRD-OFF-M": 8, "NRD-OFF-Y": 3})

    def hears_of(self, **details: Any) -> None:
        """Its customer changes its details, and what comes of it waits for a person."""
        change_details(self.walk.marketplace.world.state, self.customer["id"], **details)
        self.events_are_done()
        self.call("POST", "/api/sync", {})
        self.wait_for(lambda: self.call("GET", "/api/mapping/changed-customers")["count"] > 0)

    def approves(self, invoice: str) -> None:
        """On Xero's own pages."""
        self.walk.xero.person(self.tenant).approve(invoice)

    def has_invoiced(self, *orders: str) -> None:
        self.call("POST", "/api/sync", {"tasks": [self.task(order)["id"] for order in orders]})
        self.wait_for(lambda: all(self.task(order)["status"] == "synced" for order in orders))

    def task(self, order: str) -> Json:
        return next(task for task in self.tasks() if task["order"] == order)

    def tasks(self) -> list[Json]:
        found: list[Json] = self.call("GET", "/api/tasks?limit=200")["tasks"]
        return found

    def invoices(self) -> tuple[Json, ...]:
        """What its organisation at Xero's stand-in holds."""
        return self.walk.xero.books(self.tenant).invoices

    def disconnects_at_xero(self) -> None:
        """On Xero's own pages, of which the extension is not told."""
        self.walk.xero.disconnect(self.tenant)

    def call(self, method: str, path: str, body: Any = None) -> Any:
        answer = self.walk.stage.call(self.account, method, path, json=body)
        assert not answer.is_error, f"{method} {path} answered {answer.status_code}: {answer.text[:500]}"
        return answer.json()

    def events_are_done(self) -> None:
        assert self.walk.marketplace.world.settled(), "the runner did not work off the platform's events"

    def wait_for(self, come_true: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not come_true():
            assert time.monotonic() < deadline, f"it did not come; the tasks are {self.tasks()}"
            time.sleep(0.1)
