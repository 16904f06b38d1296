"""Who may speak to the portal: pages of its own origin and programs of this machine, but no page of another site."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.http import Request, Response
from sandbox.portal.visit import Refusal

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
NAMES = ("localhost", "127.0.0.1")


class Doorkeeper:
    """A browser sends what any page asks of it, and another site's name may lead to this machine (DNS rebinding): so
    only our own names are answered to, and changes are taken from our own origin or from what is no browser."""

    def __init__(self, handle: Callable[[Request], Response], port: Callable[[], int]) -> None:
        """`port` is where the portal listens, which is known only once it does."""
        self._handle = handle
        self._port = port

    def handle(self, request: Request) -> Response:
        hosts = [f"{name}:{self._port()}" for name in NAMES]
        if request.headers.get("host") not in hosts:
            return Refusal(421, "This is not the address of the portal.").response
        origin = request.headers.get("origin")
        if request.method not in SAFE_METHODS and origin is not None and origin not in [f"http://{h}" for h in hosts]:
            return Refusal(403, "Only the portal's own page may do that.").response
        return self._handle(request)
