"""Who is asking: every authenticated route works on exactly one installation, the one the platform names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from connect.client import ConnectClient
from connect.eaas.core.inject.common import get_call_context, get_config
from connect.eaas.core.inject.models import Context
from fastapi import Depends, Request

from connect_ext.app import App, app_for
from connect_ext.books.ids import InstallationId
from connect_ext.config import NotConfigured
from connect_ext.sync.connection.tokens import NotConnected
from connect_ext.sync.schedule.installations import know_installation, know_tier_account, read_own_installation
from connect_ext.web.door.clients import calling_installation
from connect_ext.web.door.our_pages import refuse_other_pages
from connect_ext.web.door.problem_details import Refusal

TIER_ACCOUNT = re.compile(r"TA(-[0-9]{1,9}){1,6}")
"""The platform may leave this header out, and then a caller's own one passes: only what looks like an id is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    app: App
    installation_id: InstallationId
    account_name: str
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


def caller(
    request: Request,
    app: Annotated[App, Depends(configured)],
    context: Annotated[Context, Depends(get_call_context)],
    client: Annotated[ConnectClient | None, Depends(calling_installation)],
) -> Caller:
    """For authenticated routes only: there the platform sets these headers, and a caller cannot override them."""
    if not context.installation_id or client is None:
        raise Refusal(401, "no_installation", "This call belongs to no installation of the extension.")
    refuse_other_pages(request, context)
    installation_id = InstallationId(context.installation_id)
    runtime = app.runtime
    known = know_installation(
        runtime.database, installation_id, lambda: read_own_installation(client, installation_id), runtime.clock()
    )
    # Where the platform names no installation, a caller's own header passes; the account it always names.
    if context.account_id != known.account_id or not known.installed:
        raise Refusal(403, "another_account", "This call's account has not installed the extension.")
    if TIER_ACCOUNT.fullmatch(context.tier_account_id or ""):
        know_tier_account(runtime.database, installation_id, context.tier_account_id or "")
    return Caller(
        app=app,
        installation_id=installation_id,
        account_name=known.account_name,
        user_id=context.user_id or "",
        extension_id=context.extension_id or "",
        environment_id=context.environment_id or "",
    )


def not_connected(found: NotConnected) -> Refusal:
    """The caller has no right to speak to an organisation (any more)."""
    if not found.why:
        return Refusal(409, "not_connected", "Connect to Xero first.")
    return Refusal(409, "not_connected", f"Connect to Xero again: it no longer accepts the connection ({found.why}).")
