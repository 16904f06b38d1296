"""The whole road on this machine: install, consent, settings, orders, sync; then the books of the stand-in."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sandbox.browser import decide_consent
from sandbox.clock import Clock
from sandbox.connect.accounts import Account
from sandbox.connect.demo import DemoConnect, demo_connect
from sandbox.stage import Stage
from sandbox.went_wrong import WentWrong
from sandbox.xero.contract import Contract
from sandbox.xero.demo import demo_xero
from sandbox.xero.words import Json
from sandbox.xero.world import XeroWorld

PROJECT = Path(__file__).resolve().parent.parent
ORGANISATION = "Harbour Cloud Ltd"
SETTINGS: Json = {"accounts": {"licence": "200", "custom": "260"}, "fallback_account": "200"}
TICK_SECONDS = 4
"""What a Sync leaves, such as while another process renews the tokens, is done by the schedule; the platform's own
fires every five minutes."""
UNFINISHED = {"pending", "running", "waiting", "uncertain"}


def say(sentence: str) -> None:
    """Progress goes to stderr: stdout is for the result alone."""
    print(sentence, file=sys.stderr, flush=True)


class Walk:
    """One reseller's way from the store to the first invoices, through the real runner."""

    def __init__(
        self,
        *,
        run: bool = True,
        clock: Clock | None = None,
        settings: Json = SETTINGS,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        """`run` and `variables` as the stage has them; a clock that stands still is none for a runner, which has its
        own."""
        clock = clock or Clock()
        self._settings = settings
        self.marketplace: DemoConnect = demo_connect(clock)
        self.xero: XeroWorld = demo_xero(clock, Contract.from_environment())
        self.reseller: Account = self.marketplace.southern
        self.stage = Stage(self.marketplace.world, self.xero, project=PROJECT, run=run, variables=variables)
        self.xero.register_redirect(self.stage.redirect_uri)

    def install(self) -> None:
        installation = self.marketplace.world.install(self.reseller)
        self.settled()
        say(f"{self.reseller.name} installed the extension ({installation['id']}).")

    def authorise(self) -> None:
        url = self.call("POST", "/api/connection/consent")["authorize_url"]
        page = decide_consent(self.stage.browser, url, list(self.xero.tenants.values()))
        if page.status_code != 200:
            raise WentWrong(f"The return from Xero answered {page.status_code}.")
        offered = {choice["name"]: choice["tenant_id"] for choice in self.call("GET", "/api/connection")["choices"]}
        if ORGANISATION not in offered:
            raise WentWrong(f"The extension offers {sorted(offered) or 'no organisation'}, and not {ORGANISATION}.")
        self.call("POST", "/api/connection/organisation", {"tenant_id": offered[ORGANISATION]})
        say(f"Xero offered {' and '.join(sorted(offered))}; connected to {ORGANISATION}.")

    def choose_settings(self) -> None:
        version = self.call("GET", "/api/settings")["version"]
        self.call("PUT", "/api/settings", {"version": version, "settings": self._settings})
        say("Settings saved: account 200 for licences, 260 for one-time items.")

    def order(self) -> None:
        """Two customers buy; a rehearsal on a preview connection and a purchase that the vendor declines stay out."""
        world, who = self.marketplace.world, self.marketplace
        bought = [
            world.place_purchase(self.reseller, who.sydney, who.office, {"NRD-OFF-M": 10, "NRD-SETUP": 1}),
            world.place_purchase(self.reseller, who.brisbane, who.backup, {"SKB-SEAT-M": 25, "SKB-GB": "unlimited"}),
            world.place_purchase(self.reseller, who.sydney, who.office, {"NRD-OFF-Y": 3}, connection="preview"),
        ]
        for request in bought:
            world.approve(request["id"])
        declined = world.place_purchase(self.reseller, who.brisbane, who.office, {"NRD-OFF-M": 2})
        world.fail(declined["id"], "The customer's tenant does not exist.")
        self.settled()
        say("Four purchases: three approved, one of them on a preview connection; one declined.")

    def sync(self) -> None:
        asked = self.call("POST", "/api/sync", {})["asked"]
        say(f"Sync: {asked} orders are due.")
        began = time.monotonic()
        ticks = 0
        while _goes_on(self.tasks()):
            waited = time.monotonic() - began
            if waited > 60:
                raise WentWrong(f"Not finished after a minute: {self.tasks()}")
            if waited > (ticks + 1) * TICK_SECONDS:
                self.stage.fire_schedules()
                ticks += 1
            time.sleep(0.2)

    def leave_something_to_do(self) -> None:
        """For whoever comes to look: one order that waits for the vendor, and one to be synced."""
        world, who = self.marketplace.world, self.marketplace
        world.approve(world.place_purchase(self.reseller, who.sydney, who.backup, {"SKB-SEAT-M": 40})["id"])
        world.place_purchase(self.reseller, who.brisbane, who.office, {"NRD-OFF-M": 15})
        self.settled()

    def result(self) -> Json:
        """The documents that Xero holds now, and the sync tasks."""
        tenant = next(tenant for tenant, name in self.xero.tenants.items() if name == ORGANISATION)
        books = self.xero.books(tenant)
        return {
            "organisation": books.name,
            "contacts": books.contacts,
            "invoices": books.invoices,
            "tasks": self.tasks(),
            "contract_violations": [str(found) for found in self.xero.violations],
            "xero_calls": sum(call.tenant == tenant for call in self.xero.calls),
        }

    def settled(self) -> None:
        """Waits until the extension has heard of all that happened. Raises `WentWrong`."""
        if not self.marketplace.world.settled():
            raise WentWrong("The runner did not work off the platform's events.")

    def tasks(self) -> list[Json]:
        found: list[Json] = self.call("GET", "/api/tasks")["tasks"]
        return found

    def call(self, method: str, path: str, body: Any = None) -> Json:
        answer = self.stage.call(self.reseller, method, path, json=body)
        if answer.is_error:
            raise WentWrong(f"{method} {path} answered {answer.status_code}: {answer.text[:500]}")
        found: Json = answer.json()
        return found


def _goes_on(tasks: list[Json]) -> bool:
    """Whether one may be done without anybody: what waits for the marketplace, or for an order that waits for a person,
    may not."""
    asking = [task["order"] for task in tasks if task["status"] == "attention"]
    reasons = [task["reason"] if task["status"] == "waiting" else "" for task in tasks if task["status"] in UNFINISHED]
    return any(" in Connect " not in reason and not any(order in reason for order in asking) for reason in reasons)
