"""Where Xero tells of changes: an unauthenticated route that believes a signature and nothing else.

Answers within the five seconds that Xero gives, since it only writes down what is to be looked at
(https://developer.xero.com/documentation/guides/webhooks/configuring-your-server): 200 and nothing more for what Xero
has signed, 401 for anything else. That is also how Xero's “intent to receive” is answered.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Annotated

from connect.eaas.core.decorators import unauthorized
from connect.eaas.core.inject.common import get_call_context, get_config
from connect.eaas.core.inject.models import Context
from fastapi import APIRouter, Depends, Header, Request, Response
from sqlalchemy.exc import SQLAlchemyError

from connect_ext.app import App, app_for
from connect_ext.books.ids import InstallationId
from connect_ext.config import NotConfigured
from connect_ext.sync.hearing.notice import heed_own_webhook, heed_webhook

logger = logging.getLogger("connect_ext.connection")
router = APIRouter(prefix="/xero", include_in_schema=False)

LARGEST = 1_000_000
"""Bytes: many times what Xero sends at once."""


async def raw(request: Request) -> bytes:
    """Byte for byte, as it was signed."""
    return await request.body()


@unauthorized()
@router.post("/webhook")
def webhook(
    context: Annotated[Context, Depends(get_call_context)],
    variables: Annotated[Mapping[str, str], Depends(get_config)],
    body: Annotated[bytes, Depends(raw)],
    x_xero_signature: Annotated[str, Header()] = "",
) -> Response:
    """Of the provider's app, by the key of a variable."""

    def heed(app: App) -> bool:
        key = app.webhook_key
        return key is not None and heed_webhook(app.runtime, key, body, x_xero_signature)

    return _answered(context, variables, body, heed)


@unauthorized()
@router.post("/webhook/{installation_id}")
def webhook_of_own_app(
    installation_id: str,
    context: Annotated[Context, Depends(get_call_context)],
    variables: Annotated[Mapping[str, str], Depends(get_config)],
    body: Annotated[bytes, Depends(raw)],
    x_xero_signature: Annotated[str, Header()] = "",
) -> Response:
    """Of an installation's own app, by the key that it keeps. Whoever is not known gets the answer to a forgery."""
    own = InstallationId(installation_id)
    return _answered(context, variables, body, lambda app: heed_own_webhook(app.runtime, own, body, x_xero_signature))


def _answered(context: Context, variables: Mapping[str, str], body: bytes, heed: Callable[[App], bool]) -> Response:
    app = app_for(variables, context.environment_type)
    if isinstance(app, NotConfigured):
        return Response(status_code=503)  # Xero tries again for a day
    if len(body) > LARGEST:
        return Response(status_code=413)
    try:
        heeded = heed(app)
    except SQLAlchemyError as failed:
        logger.error("webhook.failed error=%s", type(failed).__name__)
        return Response(status_code=503)
    return Response(status_code=200 if heeded else 401)
