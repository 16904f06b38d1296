"""No body is read that no page of ours would send: what is read as JSON is checked on the one thread that all share."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import HTTPException

from connect_ext.web.door.asgi import ASGIApp, Message, Receive, Scope, Send

LARGEST = 2_000_000
"""Bytes: more than a price table with all of its 5,000 rows."""


class BodyLimit:
    """Middleware around all routes. What is too large is refused while it is read, before anything is made of it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        read = 0

        async def measured() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > LARGEST:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return message

        await self._app(scope, measured if scope["type"] == "http" else receive, send)
