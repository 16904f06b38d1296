"""The page on which the way back from Xero ends: a title and a plain sentence, for whoever sits before it."""

from __future__ import annotations

from html import escape

from fastapi.responses import HTMLResponse

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}
"""The address of this page carries a one-time code: nothing may keep it or pass it on."""

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><link rel="icon" href="/static/icon.svg"><link rel="stylesheet" href="/static/return.css"></head>
<body><main>{mark}
<h1>{title}</h1><p>{text}</p>{account}</main></body>
</html>
"""

YES = '<img class="mark" src="/static/icon.svg" alt="" width="64" height="64">'
NO = '<div class="mark no" aria-hidden="true">!</div>'
"""The product's icon has a tick on it, which would say that all is well."""

BROKEN = ("This did not work", "Nothing was connected, for a reason of ours. Start again in Connect in a few minutes.")
NO_WAY_BACK = ("Nothing to see here", "This address is only for the way back from Xero. Start again in Connect.")


def page(status: int, title: str, text: str, *, account: str = "", mark: str = NO) -> HTMLResponse:
    """`title` and `text` are ours and stand as they are; `account` is a name that somebody chose."""
    whose = f"<p>Connect account: <strong>{escape(account)}</strong></p>" if account else ""
    content = PAGE.format(title=title, text=text, account=whose, mark=mark)
    return HTMLResponse(content, status_code=status, headers=HEADERS)
