"""A portal without sockets, and a browser that keeps its cookie."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from sandbox.clock import Clock
from sandbox.connect.accounts import Account
from sandbox.connect.demo import DemoConnect, demo_connect
from sandbox.connect.gateway import Gateway
from sandbox.connect.platform import Platform
from sandbox.http import Request, Response
from sandbox.portal.house import Descriptor, House
from sandbox.portal.portal import Portal
from sandbox.portal.switches import Switchboard
from sandbox.xero import XeroWorld, demo_xero

DESCRIPTOR = Descriptor(name="Xero Integration", description="Invoices.", icon="googleReceiptBaseline")
MISSING = "PA-000-000"


class APortal:
    """`moved` are the moves of the clock that were asked for; both vendors really move."""

    def __init__(self, *, with_xero: bool = True) -> None:
        clock = Clock()
        self.who: DemoConnect = demo_connect(clock)
        self.xero: XeroWorld = demo_xero(clock)
        self.platform = Platform(self.who.world.state)
        self.gateway = Gateway(self.who.world, self.platform, patience=2)
        self.switches = Switchboard()
        self.moved: list[timedelta] = []
        self._clock = clock
        self.portal = Portal(
            House(
                connect=self.who.world, gateway=self.gateway, xero=self.xero if with_xero else None,
                switches=self.switches, descriptor=DESCRIPTOR, extension_url="http://localhost:1",
                xero_url="http://localhost:2", move_clock=self._move,
            )
        )  # fmt: skip

    def browser(self, account: Account | None = None) -> Browser:
        """Signed in, when an account is given."""
        browser = Browser(self.portal)
        if account is not None:
            browser.expect(204, "POST", "session", {"account": account.id})
        return browser

    def _move(self, by: timedelta) -> None:
        self.moved.append(by)
        self._clock.move(by)


class Browser:
    def __init__(self, portal: Portal) -> None:
        self._portal = portal
        self.cookie = ""

    def get(self, url: str, method: str = "GET", body: bytes = b"") -> Response:
        headers = {"cookie": self.cookie} if self.cookie else {}
        answer = self._portal.handle(Request(method=method, url=url, headers=headers, body=body))
        if "set-cookie" in answer.headers:
            self.cookie = answer.headers["set-cookie"].split(";")[0]
        return answer

    def expect(self, status: int, method: str, path: str, body: Any = None) -> Any:
        """The JSON of the answer, which must have this status; None when it is empty."""
        answer = self.get(f"/sandbox/{path}", method, b"" if body is None else json.dumps(body).encode())
        assert answer.status == status, (answer.status, answer.body)
        return answer.json() if answer.body else None

    def refused(self, status: int, method: str, path: str, body: Any = None) -> str:
        """The one sentence of a refusal."""
        answer = self.expect(status, method, path, body)
        assert list(answer) == ["error"]
        return str(answer["error"])

    @property
    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = self.expect(200, "GET", "state")
        return found


class Shop:
    """Southern Cross Cloud at the portal."""

    def __init__(self) -> None:
        self.stage = APortal()
        self.browser: Browser = self.stage.browser(self.stage.who.southern)

    def wish(self, **more: Any) -> dict[str, Any]:
        who = self.stage.who
        return {"customer": who.sydney["id"], "product": who.office["id"], "lines": {"NRD-OFF-M": "10"}, **more}

    def order(self, **more: Any) -> Any:
        return self.browser.expect(201, "POST", "orders", self.wish(**more))

    def approve(self, order: Any, **more: Any) -> Any:
        return self.browser.expect(200, "POST", f"orders/{order['id']}/approve", more or None)

    def follow_up(self, asset: str, type_: str, body: Any = None) -> Any:
        return self.browser.expect(201, "POST", f"assets/{asset}/{type_}", body)

    def has_sold(self, **more: Any) -> str:
        """The asset of an approved purchase."""
        return str(self.approve(self.order(**more))["asset"])
