"""The HTML of the consent flow: choosing organisations, and why an app cannot ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from sandbox.xero.identity import User
from sandbox.xero.page import page


def choose_page(
    app: str,
    user: User,
    tenants: Mapping[str, str],
    scopes: Sequence[str],
    hidden: Mapping[str, str],
    note: str = "",
) -> str:
    """The organisations of the signed-in user as check boxes; `hidden` is the app's request, sent again."""
    carried = "".join(f'<input type="hidden" name="{escape(n)}" value="{escape(v)}">' for n, v in hidden.items())
    choices = "".join(
        f'<label><input type="checkbox" name="tenant" value="{escape(tenant)}"> {escape(name)}</label>'
        for tenant, name in tenants.items()
    )
    asked = "".join(f"<li><code>{escape(scope)}</code></li>" for scope in scopes)
    warning = f'<p class="note" role="alert">{escape(note)}</p>' if note else ""
    return page(
        "Connect an organisation",
        f"""<h1>{escape(app)} wants access</h1><p>Signed in as {escape(user.name)} ({escape(user.email)})</p>{warning}
<form method="post" action="/identity/connect/authorize">{carried}
<fieldset><legend>Select organisations to connect</legend>{choices}</fieldset>
<p>It asks for:</p><ul>{asked}</ul>
<div class="bar"><button name="decision" value="cancel">Cancel</button>
<button class="main" name="decision" value="allow">Allow access</button></div></form>""",
    )


def error_page(error: str, reason: str) -> str:
    return page(
        "Sorry, something went wrong",
        f"""<h1>Sorry, something went wrong</h1><p>Error: <code>{escape(error)}</code></p><p>{escape(reason)}</p>
<p>Tell the developer of the app that brought you here.</p>""",
    )
