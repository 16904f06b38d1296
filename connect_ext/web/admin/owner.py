"""The extension's owner, and nobody else: who looks at what is not one installation's own."""

from __future__ import annotations

from typing import Annotated

from connect.client import ConnectClient
from connect.eaas.core.inject.common import get_call_context
from connect.eaas.core.inject.models import Context
from fastapi import Depends, Request

from connect_ext.app import App
from connect_ext.web.door.caller import configured
from connect_ext.web.door.clients import owner
from connect_ext.web.door.our_pages import refuse_other_pages
from connect_ext.web.door.problem_details import Refusal


def the_owner(
    request: Request,
    app: Annotated[App, Depends(configured)],
    context: Annotated[Context, Depends(get_call_context)],
    client: Annotated[ConnectClient, Depends(owner)],
) -> App:
    """The platform's word that the account owns the extension is not enough: where it says nothing, a caller's own
    header of that name would pass. The account, which it always names, has to be the one that Connect calls owner."""
    if not context.account_id:
        raise Refusal(401, "no_account", "This call belongs to no account.")
    refuse_other_pages(request, context)
    ids = (context.extension_id or "", context.environment_id or "")
    if context.call_type != "admin" or app.owners.of(client, *ids) != context.account_id:
        raise Refusal(403, "not_the_owner", "Only the account that owns the extension may see this.")
    return app
