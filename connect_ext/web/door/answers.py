"""What every answer of the API carries: for whom it is, and that nobody may keep it."""

from __future__ import annotations

from connect_ext.web.door.asgi import ASGIApp, Message, Receive, Scope, Send
from connect_ext.web.door.our_pages import HEADER

OURS = b"x-connect-installation-id"
NAME = HEADER.lower().encode()


class Answers:
    """Middleware: pages learn from the first answer whom they were opened for, and notice when that changes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/api/"):
            await self._app(scope, receive, send)
            return
        whose = [(NAME, value) for name, value in scope["headers"] if name == OURS][:1]

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                others = [found for found in message["headers"] if found[0].lower() != b"cache-control"]
                message["headers"] = [*others, (b"cache-control", b"no-store"), *whose]
            await send(message)

        await self._app(scope, receive, marked)
