"""What a bug looks like from outside: a plain 500, while the log has the whole of it."""

from __future__ import annotations

import logging

from connect_ext.sync.crash import where
from connect_ext.web.door.asgi import ASGIApp, Message, Receive, Scope, Send
from connect_ext.web.door.problem_details import details

logger = logging.getLogger("connect_ext.web")


class Bugs:
    """Middleware around all routes. Without it the runner answers with the text of the exception, which may hold
    anything: a database's address, a person's name. A handler for `Exception` would not help, since Starlette raises
    the exception again after having called it (https://www.starlette.io/exceptions/#errors-and-handled-exceptions).
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as mistake:
            logger.error("web.failed %s", where(mistake))
            if begun:
                raise
            answer = details(500, "internal_error", "This is a mistake of the extension. Its log says more.")
            await answer(scope, receive, send)
