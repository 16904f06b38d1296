"""Who is asking: every authenticated route works on exactly one installation, the one the platform names."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from connect.client import ConnectClient
from connect.eaas.core.inject.common import get_call_context, get_config
from connect.eaas.core.inject.models import Context
from connect.eaas.core.inject.synchronous import get_installation_client
from fastapi import Depends, Header

from connect_ext.app import App, app_for
from connect_ext.books.ids import InstallationId
from connect_ext.cloudblue.installations import read_installation
from connect_ext.config import NotConfigured
from connect_ext.storage import installations
from connect_ext.web.problem_details import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    app: App
    installation_id: InstallationId
    user_id: str
    extension_id: str


def configured(
    context: Annotated[Context, Depends(get_call_context)], variables: Annotated[Mapping[str, str], Depends(get_config)]
) -> App:
    """The product, or a 503 that names the variables an operator must set."""
    app = app_for(variables, context.environment_type)
    if isinstance(app, NotConfigured):
        raise Refusal(503, "not_configured", app.sentence)
    return app


def scope(
    app: Annotated[App, Depends(configured)],
    context: Annotated[Context, Depends(get_call_context)],
    client: Annotated[ConnectClient, Depends(get_installation_client)],
) -> Scope:
    """For authenticated routes only: there the platform sets these headers, and a caller cannot override them."""
    if not context.installation_id:
        raise Refusal(401, "no_installation", "This call belongs to no installation of the extension.")
    installation_id = InstallationId(context.installation_id)
    _know(app, installation_id, context.tier_account_id, client)
    return Scope(
        app=app,
        installation_id=installation_id,
        user_id=context.user_id or "",
        extension_id=context.extension_id or "",
    )


def _know(app: App, installation_id: InstallationId, tier_account_id: str | None, client: ConnectClient) -> None:
    """An installation whose event we missed is read once; the account's tier is learnt from its users' calls."""
    with app.runtime.database.transaction() as tx:
        known = installations.find(tx, installation_id)
    if known is None:
        found = read_installation(client("devops").installations[installation_id].get())
        with app.runtime.database.transaction() as tx:
            installations.record(tx, found, app.runtime.clock())
    if tier_account_id and (known is None or known.tier_account_id != tier_account_id):
        with app.runtime.database.transaction() as tx:
            installations.note_tier_account(tx, installation_id, tier_account_id)


def owner_client(
    x_connect_api_gateway_url: Annotated[str, Header()], x_connect_user_agent: Annotated[str, Header()]
) -> ConnectClient:
    """A client of the extension's owner, without the request logger: at debug level that one prints whole bodies."""
    return ConnectClient(
        os.environ.get("API_KEY", ""),
        endpoint=x_connect_api_gateway_url,
        use_specs=False,
        default_headers={"User-Agent": x_connect_user_agent},
    )
