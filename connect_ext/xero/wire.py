"""The wire: what carries bytes to Xero, so that a test or a rehearsal can put another one in its place."""

from __future__ import annotations

import os
import ssl
from typing import Any, Protocol

import certifi
import urllib3

CONNECTIONS = 16
"""Open connections kept: up to four calls at a time for each of a few organisations."""


class Wire(Protocol):
    """A `urllib3.PoolManager`, or something whose `request` behaves like that one's."""

    def request(self, method: str, url: str, **kwargs: Any) -> urllib3.BaseHTTPResponse: ...


def direct_wire() -> urllib3.PoolManager:
    """The real wire: certificates checked against `SSL_CERT_FILE` or certifi's list, nothing repeated or followed."""
    context = ssl.create_default_context(cafile=os.environ.get("SSL_CERT_FILE") or certifi.where())
    return urllib3.PoolManager(maxsize=CONNECTIONS, retries=False, ssl_context=context)
