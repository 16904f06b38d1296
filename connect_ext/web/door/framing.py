"""Who may show our pages inside their own: the portal, and nobody who would have a person click through a veil."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from connect_ext.config import portal_address
from connect_ext.web.door.asgi import ASGIApp, Message, Receive, Scope, Send

ALWAYS = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"same-origin"))

NAME = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
OWN_HOST = re.compile(r"[a-z0-9-]+\.ext\.(?P<platform>[a-z0-9-]+(\.[a-z0-9-]+)+)")
"""Of an environment, such as srvc-2244-9935.ext.connect.example; the portals of accounts are below what follows."""

SHARED = re.compile(r"[a-z0-9-]+|[a-z]{2,3}\.[a-z]{2}")
"""What is below com or co.uk belongs to everybody. This need not be exact: a domain too few is written as it is."""

LOOPBACK = ("localhost", "127.0.0.1")


class Framing:
    """Middleware of all static files. Only a header can say this: a page's own policy cannot
    (https://www.w3.org/TR/CSP3/#directive-frame-ancestors)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/static/"):
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        portal = portal_address(_variables(headers.get("x-connect-config", "{}")), os.environ)
        ancestors = frame_ancestors(portal, headers.get("host", ""))
        policy = [(b"content-security-policy", f"frame-ancestors {ancestors}".encode())] if ancestors else []

        async def framed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *ALWAYS, *policy]
            await send(message)

        await self._app(scope, receive, framed)


def frame_ancestors(portal: str, own_host: str) -> str:
    """The sources that may frame a page; empty where the portal's address is not known.

    An account may use a portal of its own below the same domain, and a page that stays blank is worse than one that a
    neighbour of the portal could frame: hence the siblings of the portal, and whatever is below the platform's domain.
    """
    try:
        parts = urlsplit(portal.lower())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    suffix = f":{port}" if port else ""
    if host in LOOPBACK:
        return " ".join(["'self'", *(f"{parts.scheme}://{name}{suffix}" for name in LOOPBACK)])
    if parts.scheme != "https" or not NAME.fullmatch(host):
        return ""
    platform = OWN_HOST.fullmatch(own_host.lower().partition(":")[0])
    domains = [host.partition(".")[2], *([platform["platform"]] if platform else [])]
    below = [f"https://*.{domain}{suffix}" for domain in domains if _belongs_to_somebody(domain)]
    platforms = [f"https://{platform['platform']}"] if platform else []
    return " ".join(dict.fromkeys(["'self'", f"https://{host}{suffix}", *platforms, *below]))


def _belongs_to_somebody(domain: str) -> bool:
    return not SHARED.fullmatch(domain) and not domain.replace(".", "").isdigit()


def _variables(text: str) -> Mapping[str, str]:
    """As the runner sends them with each call; whatever else this is, a page is shown."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return {name: value for name, value in found.items() if isinstance(value, str)} if isinstance(found, dict) else {}
