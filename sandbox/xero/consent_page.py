"""The HTML of the consent flow: choosing organisations, and why an app cannot ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from sandbox.xero.identity import User

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;background:#eef2f6;color:#1c2b3a;margin:0;display:grid;place-items:center;
min-height:100vh}main{background:#fff;border-radius:12px;box-shadow:0 2px 18px #0b253a24;padding:2rem;width:26rem;
max-width:calc(100vw - 5rem)}h1{font-size:1.35rem;margin:0 0 .25rem}p{margin:.25rem 0 1rem;color:#51606e}
fieldset{border:1px solid #d4dce4;border-radius:8px;margin:0 0 1rem;padding:.5rem 1rem}legend{font-weight:600}
label{display:flex;gap:.6rem;padding:.45rem 0;cursor:pointer}ul{margin:.25rem 0 1.25rem;padding-left:1.2rem}
code{font-size:.85em}.bar{display:flex;gap:.75rem;justify-content:flex-end}
button{font:inherit;padding:.5rem 1.1rem;border-radius:6px;border:1px solid #1264a3;cursor:pointer;background:#fff;
color:#1264a3}button.main{background:#1264a3;color:#fff}.note{color:#a3261c;font-weight:600}
small{display:block;margin-top:1.25rem;color:#6b7885}
"""


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
    return _page(
        "Connect an organisation",
        f"""<h1>{escape(app)} wants access</h1><p>Signed in as {escape(user.name)} ({escape(user.email)})</p>{warning}
<form method="post" action="/identity/connect/authorize">{carried}
<fieldset><legend>Select organisations to connect</legend>{choices}</fieldset>
<p>It asks for:</p><ul>{asked}</ul>
<div class="bar"><button name="decision" value="cancel">Cancel</button>
<button class="main" name="decision" value="allow">Allow access</button></div></form>""",
    )


def error_page(error: str, reason: str) -> str:
    return _page(
        "Sorry, something went wrong",
        f"""<h1>Sorry, something went wrong</h1><p>Error: <code>{escape(error)}</code></p><p>{escape(reason)}</p>
<p>Tell the developer of the app that brought you here.</p>""",
    )


def _page(title: str, content: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body><main>{content}<small>A stand-in for tests and rehearsals: nothing here reaches Xero.</small></main>"
        "</body></html>"
    )
