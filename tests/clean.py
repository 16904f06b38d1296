"""A clean environment for every kind of test run: nothing of the shell is obeyed, and the network is out of reach."""

from __future__ import annotations

import ipaddress
import os
import sys
from typing import Any

# What a developer's shell may carry and the product, the runner or a client would obey.
PRODUCT_PREFIXES = ("XERO_", "CONNECT_")
FOREIGN = {
    "ALLOW_SQLITE", "API_ADDRESS", "API_KEY", "DATABASE_URL", "ENCRYPTION_KEYS", "ENVIRONMENT_ID", "INSTANCE_ID",
    "PORTAL_URL", "SERVER_ADDRESS",
    "ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
    "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_DIR", "SSL_CERT_FILE",
    "PYTHONPATH", "PYTHONWARNINGS",
}  # fmt: skip
OURS = {"CONNECT_SAMPLES", "XERO_OPENAPI"}


def come_clean() -> None:
    """Removes what a developer's shell may carry, and bans the network for this process."""
    for name in list(os.environ):
        foreign = name.upper() in FOREIGN or name.upper().startswith(PRODUCT_PREFIXES)
        if foreign and name not in OURS:
            del os.environ[name]
    sys.addaudithook(stay_on_this_machine)


def stay_on_this_machine(event: str, arguments: tuple[Any, ...]) -> None:
    """No test may reach the network: Python tells us of every connection before it is made."""
    if event != "socket.connect" or not isinstance(arguments[1], tuple):
        return
    host = arguments[1][0]
    if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
        raise RuntimeError(f"A test tried to connect to {host}.")
