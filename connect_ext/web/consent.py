"""Where Xero's consent page returns to: an unauthenticated route that ends on a page with a plain sentence."""

from __future__ import annotations

from html import escape
from typing import Annotated

from connect.eaas.core.decorators import unauthorized
from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from connect_ext.app import App
from connect_ext.sync.consent import Callback, CallbackEnd, finish_consent
from connect_ext.web.scope import configured

router = APIRouter(prefix="/xero", include_in_schema=False)

SENTENCES = {
    CallbackEnd.GIVEN: ("Xero said yes", "Go back to Connect and choose the organisation to finish."),
    CallbackEnd.DENIED: ("Nothing was connected", "You declined at Xero. You can connect later from Settings."),
    CallbackEnd.UNKNOWN: ("This link is not ours", "Start again in Connect: Settings, then Connect to Xero."),
    CallbackEnd.REPLAYED: ("This link was used already", "If the connection is missing, start again in Connect."),
    CallbackEnd.EXPIRED: ("This link has expired", "Ten minutes have passed. Start again in Connect."),
    CallbackEnd.REFUSED: ("Xero did not complete the consent", "Nothing was connected. Start again in Connect."),
}

STATUS = {CallbackEnd.GIVEN: 200, CallbackEnd.DENIED: 200}

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'",
}
"""The address of this page carries a one-time code: nothing may keep it or pass it on."""

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><link rel="stylesheet" href="/static/return.css"></head>
<body><main><img src="/static/icon.svg" alt="" width="56" height="56">
<h1>{title}</h1><p>{text}</p>{account}</main></body>
</html>
"""


@unauthorized()
@router.get("/callback", response_class=HTMLResponse)
def callback(
    app: Annotated[App, Depends(configured)], state: str = "", code: str = "", error: str = ""
) -> HTMLResponse:
    """Trusts nothing but the state: who calls is not known here."""
    ended = finish_consent(app.runtime, state=state, code=code, error=error)
    return HTMLResponse(page(ended), status_code=STATUS.get(ended.end, 400), headers=HEADERS)


def page(ended: Callback) -> str:
    title, text = SENTENCES[ended.end]
    account = f"<p>Connect account: <strong>{escape(ended.account)}</strong></p>" if ended.account else ""
    return PAGE.format(title=title, text=text, account=account)
