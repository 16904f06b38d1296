"""Whatever happens on the way back from Xero, the person whose browser it is reads a page, never a JSON object."""

from __future__ import annotations

from fastapi.responses import HTMLResponse

from connect_ext.web.door.asgi import ASGIApp, Message, Receive, Scope, Send
from connect_ext.web.door.return_page import BROKEN, NO_WAY_BACK, page

WAYS_BACK = frozenset({"/unauthorized/xero/callback", "/guest/xero/callback"})
"""The SDK serves an unauthorised route at both; `/guest` is its older name."""


class AlwaysAPage:
    """Middleware outside of all others: what a bug, a refusal or the framework answers there becomes a page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] not in WAYS_BACK:
            await self._app(scope, receive, send)
            return
        instead: HTMLResponse | None = None

        async def only_pages(message: Message) -> None:
            nonlocal instead
            if message["type"] == "http.response.start" and not _is_page(message):
                instead = _page_for(message)
            if instead is None:
                await send(message)

        await self._app(scope, receive, only_pages)
        if instead is not None:
            await instead(scope, receive, send)


def _is_page(start: Message) -> bool:
    return any(name == b"content-type" and value.startswith(b"text/html") for name, value in start["headers"])


def _page_for(start: Message) -> HTMLResponse:
    status: int = start["status"]
    found = page(status, *(BROKEN if status >= 500 else NO_WAY_BACK))
    for name, value in start["headers"]:
        if name == b"allow":
            found.headers["allow"] = value.decode("latin-1")
    return found
