"""Where Xero's consent page returns to: an unauthenticated route that ends on a page with a plain sentence."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Annotated

from connect.eaas.core.decorators import unauthorized
from connect.eaas.core.inject.common import get_call_context, get_config
from connect.eaas.core.inject.models import Context
from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse
from sqlalchemy.exc import SQLAlchemyError

from connect_ext.app import app_for
from connect_ext.config import NotConfigured
from connect_ext.sync.connection.consent import CallbackEnd, finish_consent
from connect_ext.web.door.return_page import BROKEN, NO, YES, page

logger = logging.getLogger("connect_ext.connection")
router = APIRouter(prefix="/xero", include_in_schema=False)

SENTENCES = {
    CallbackEnd.GIVEN: ("Xero said yes", "Close this window, and choose the organisation in Connect to finish."),
    CallbackEnd.DENIED: ("Nothing was connected", "You declined at Xero. You can connect later from Settings."),
    CallbackEnd.UNKNOWN: ("This link is not ours", "Start again in Connect: Settings, then Connect to Xero."),
    CallbackEnd.REPLAYED: ("This link was used already", "If the connection is missing, start again in Connect."),
    CallbackEnd.EXPIRED: ("This link has expired", "Ten minutes have passed. Start again in Connect."),
    CallbackEnd.REFUSED: ("Xero did not complete the consent", "Nothing was connected. Start again in Connect."),
    CallbackEnd.UNINSTALLED: (
        "It is not installed any more",
        "Nothing was connected. Install it again in Connect first.",
    ),
}

STATUS = {CallbackEnd.GIVEN: 200, CallbackEnd.DENIED: 200}

NOT_CONFIGURED = (
    "Not set up yet",
    "Nothing was connected: whoever runs this extension has to finish its set-up first.",
)


@unauthorized()
@router.get("/callback", response_class=HTMLResponse)
def callback(
    context: Annotated[Context, Depends(get_call_context)],
    variables: Annotated[Mapping[str, str], Depends(get_config)],
    state: str = "",
    code: str = "",
    error: str = "",
) -> HTMLResponse:
    """Trusts nothing but the state: who calls is not known here. Whatever happens, a person reads a page."""
    app = app_for(variables, context.environment_type)
    if isinstance(app, NotConfigured):
        return page(503, *NOT_CONFIGURED)
    try:
        ended = finish_consent(app.runtime, state=state, code=code, error=error)
    except SQLAlchemyError as failed:
        logger.error("consent.failed error=%s", type(failed).__name__)  # its text names the database's host and user
        return page(503, *BROKEN)
    mark = YES if ended.end is CallbackEnd.GIVEN else NO
    return page(STATUS.get(ended.end, 400), *SENTENCES[ended.end], account=ended.account, mark=mark)
