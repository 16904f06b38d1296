"""No caller speaks for the platform: a call whose headers say two different things about who calls is refused."""

from __future__ import annotations

from connect_ext.web.door.asgi import ASGIApp, Receive, Scope, Send
from connect_ext.web.door.problem_details import details

TRUSTED = frozenset(
    {
        b"x-connect-account-id",
        b"x-connect-api-gateway-url",
        b"x-connect-call-source",
        b"x-connect-call-type",
        b"x-connect-config",
        b"x-connect-environment-id",
        b"x-connect-environment-type",
        b"x-connect-extension-id",
        b"x-connect-installation-api-key",
        b"x-connect-installation-id",
        b"x-connect-tier-account-id",
        b"x-connect-user-id",
    }
)
"""What decides whose data is shown, who may ask for it, and where keys are sent."""


class OneVoice:
    """Middleware around all routes. The runner adds the platform's headers to those of the caller in a `dict`, where
    `x-connect-installation-id` and `X-Connect-Installation-Id` are two keys; both arrive here, and FastAPI reads the
    first. So a caller could name another installation, or another place to send the owner's API key to.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and contradict(scope["headers"]):
            refused = details(400, "contradicting_headers", "Leave out the headers that the platform itself sets.")
            await refused(scope, receive, send)
            return
        await self._app(scope, receive, send)


def contradict(headers: list[tuple[bytes, bytes]]) -> bool:
    said: dict[bytes, bytes] = {}
    return any(said.setdefault(name, value) != value for name, value in headers if name in TRUSTED)
