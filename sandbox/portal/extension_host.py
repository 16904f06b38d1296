"""The extension's host as a browser reaches it: the gateway, with the switches of the account that is signed in."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from sandbox.connect.gateway import Gateway
from sandbox.http import Request, Response
from sandbox.portal.switches import Switchboard


class ExtensionHost:
    """Asynchronous, on the loop of the gateway."""

    def __init__(self, gateway: Gateway, switches: Switchboard) -> None:
        self._gateway = gateway
        self._switches = switches

    async def handle(self, request: Request, scheme: str) -> Response:
        account = self._gateway.signed_in(request)
        if account is None:
            return await self._gateway.handle(request, scheme)
        switches = self._switches.of(account.id)
        if switches.slow_ms and request.path.startswith("/api/"):
            await asyncio.sleep(switches.slow_ms / 1000)
        return await self._gateway.handle(_without_session(request) if switches.expired else request, scheme)


def _without_session(request: Request) -> Request:
    """As a browser whose session has run out: the gateway itself then decides what is still open."""
    return replace(request, headers={name: value for name, value in request.headers.items() if name != "cookie"})
