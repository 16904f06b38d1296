"""A reseller and its person at the extension's pages: installs, connects to Xero, saves settings, presses Sync."""

from __future__ import annotations

import time
from typing import Any

from sandbox.browser import decide_consent
from sandbox.connect.accounts import Account
from tests.features.theatre import Theatre

Json = dict[str, Any]
SETTINGS = {"accounts": {"licence": "200", "custom": "260"}}
PATIENCE = 30.0
"""Real seconds until a sync task must be where the scenario expects it."""


class Reseller:
    def __init__(self, theatre: Theatre, account: Account) -> None:
        self._theatre = theatre
        self.account = account
        self._installation: Json | None = None

    def install(self) -> None:
        self._installation = self._theatre.who.world.install(self.account)
        self._theatre.settle()

    def uninstall(self) -> None:
        """Also ends the connection at Xero, so that the next scenario begins without it."""
        if self._installation is not None:
            self._theatre.who.world.uninstall(self._installation)
            self._theatre.settle()

    def connect(self, organisation: str) -> None:
        """Says yes on Xero's page to this organisation alone, and chooses it."""
        url = self.call("POST", "/api/connection/consent")["authorize_url"]
        page = decide_consent(self._theatre.stage.browser, url, [organisation])
        assert page.status_code == 200, f"the return from Xero answered {page.status_code}"
        (offered,) = self.call("GET", "/api/connection")["choices"]
        assert offered["name"] == organisation
        self.call("POST", "/api/connection/organisation", {"tenant_id": offered["tenant_id"]})

    def save_settings(self) -> None:
        version = self.call("GET", "/api/settings")["version"]
        self.call("PUT", "/api/settings", {"version": version, "settings": SETTINGS})

    def tasks_of(self, order: str) -> list[Json]:
        return [task for task in self.call("GET", "/api/tasks")["tasks"] if task["order"] == order]

    def task_once(self, order: str, status: str) -> Json:
        """The order's only sync task, with its documents, as soon as it has this status."""
        deadline = time.monotonic() + PATIENCE
        while True:
            tasks = self.tasks_of(order)
            assert len(tasks) == 1, f"the order has {len(tasks)} sync tasks"
            (task,) = tasks
            if task["status"] == status:
                return self.call("GET", f"/api/tasks/{task['id']}")
            assert time.monotonic() < deadline, f"the sync task is {task['status']}: {task['reason']}"
            time.sleep(0.1)

    def call(self, method: str, path: str, body: Any = None) -> Json:
        answer = self._theatre.stage.call(self.account, method, path, json=body)
        assert not answer.is_error, f"{method} {path} answered {answer.status_code}: {answer.text[:500]}"
        found: Json = answer.json()
        return found
