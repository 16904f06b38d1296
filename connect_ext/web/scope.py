"""Who is asking: every authenticated route works on exactly one installation, the one the platform names."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from connect.client import ConnectClient
from connect.eaas.core.inject.common import get_call_context, get_config
from connect.eaas.core.inject.models import Context
from fastapi import Depends, Header

from connect_ext.app import App, app_for
from connect_ext.books.ids import InstallationId
from connect_ext.cloudblue.client import TIMEOUT
from connect_ext.cloudblue.failures import connect_call
from connect_ext.config import NotConfigured
from connect_ext.sync.installations import know_installation, know_tier_account
from connect_ext.web.problem_details import Refusal

TIER_ACCOUNT = re.compile(r"TA(-[0-9]{1,9}){1,6}")
"""The platform may leave this header out, and then a caller's own one passes: only what looks like an id is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    app: App
    installation_id: InstallationId
    user_id: str
    extension_id: str
    environment_id: str


def configured(
    context: Annotated[Context, Depends(get_call_context)], variables: Annotated[Mapping[str, str], Depends(get_config)]
) -> App:
    """The product, or a 503 that names the variables an operator must set."""
    app = app_for(variables, context.environment_type)
    if isinstance(app, NotConfigured):
        raise Refusal(503, "not_configured", app.sentence)
    return app


def installation_client(
    x_connect_api_gateway_url: Annotated[str, Header()],
    x_connect_user_agent: Annotated[str, Header()],
    x_connect_installation_api_key: Annotated[str | None, Header()] = None,
) -> ConnectClient | None:
    """A client of the calling installation; None where the platform named none."""
    if x_connect_installation_api_key is None:
        return None
    return _quiet_client(x_connect_installation_api_key, x_connect_api_gateway_url, x_connect_user_agent)


def owner_client(
    x_connect_api_gateway_url: Annotated[str, Header()], x_connect_user_agent: Annotated[str, Header()]
) -> ConnectClient:
    """A client of the extension's owner."""
    return _quiet_client(os.environ.get("API_KEY", ""), x_connect_api_gateway_url, x_connect_user_agent)


def scope(
    app: Annotated[App, Depends(configured)],
    context: Annotated[Context, Depends(get_call_context)],
    client: Annotated[ConnectClient | None, Depends(installation_client)],
) -> Scope:
    """For authenticated routes only: there the platform sets these headers, and a caller cannot override them."""
    if not context.installation_id or client is None:
        raise Refusal(401, "no_installation", "This call belongs to no installation of the extension.")
    installation_id = InstallationId(context.installation_id)
    database = app.runtime.database
    know_installation(database, installation_id, lambda: _read(client, installation_id), app.runtime.clock())
    if TIER_ACCOUNT.fullmatch(context.tier_account_id or ""):
        know_tier_account(database, installation_id, context.tier_account_id or "")
    return Scope(
        app=app,
        installation_id=installation_id,
        user_id=context.user_id or "",
        extension_id=context.extension_id or "",
        environment_id=context.environment_id or "",
    )


def _read(client: ConnectClient, installation_id: InstallationId) -> Mapping[str, Any]:
    with connect_call("this installation"):
        found: Mapping[str, Any] = client("devops").installations[installation_id].get()
        return found


def _quiet_client(api_key: str, endpoint: str, user_agent: str) -> ConnectClient:
    """Without the request logger, which at debug level prints whole bodies."""
    headers = {"User-Agent": user_agent}
    return ConnectClient(
        api_key, endpoint=endpoint, use_specs=False, default_headers=headers, max_retries=0, timeout=TIMEOUT
    )
