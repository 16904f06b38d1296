"""Clients of the platform's API for a web call, made from the headers that the platform sends with it."""

from __future__ import annotations

from typing import Annotated

from connect.client import ConnectClient
from fastapi import Header

from connect_ext import app


def calling_installation(
    x_connect_api_gateway_url: Annotated[str, Header()],
    x_connect_user_agent: Annotated[str, Header()],
    x_connect_installation_api_key: Annotated[str | None, Header()] = None,
) -> ConnectClient | None:
    """A client of the calling installation; None where the platform named none."""
    if x_connect_installation_api_key is None:
        return None
    return app.installation_client(x_connect_installation_api_key, x_connect_api_gateway_url, x_connect_user_agent)


def owner(
    x_connect_api_gateway_url: Annotated[str, Header()], x_connect_user_agent: Annotated[str, Header()]
) -> ConnectClient:
    """A client of the extension's owner."""
    return app.owner_client(x_connect_api_gateway_url, x_connect_user_agent)
