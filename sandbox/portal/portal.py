"""The portal as a function of a request: its page's files, and the JSON that the page lives on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sandbox.connect.state import Refused
from sandbox.http import Request, Response
from sandbox.portal import (
    billing,
    books,
    decisions,
    faults,
    files,
    installation,
    orders,
    rehearsal,
    session,
    state,
    stories,
    usage,
)
from sandbox.portal.house import House
from sandbox.portal.visit import Refusal, Visit

Answer = Callable[..., Response]
_ROUTES: tuple[tuple[str, str, Answer], ...] = (
    ("GET", "state", state.read_state),
    ("POST", "session", session.sign_in),
    ("DELETE", "session", session.sign_out),
    ("POST", "installation", installation.install),
    ("DELETE", "installation", installation.uninstall),
    ("POST", "orders", orders.place),
    ("POST", "orders/([^/]+)/approve", decisions.approve),
    ("POST", "orders/([^/]+)/fail", decisions.fail),
    ("POST", "orders/([^/]+)/schedule", decisions.schedule),
    ("POST", "orders/([^/]+)/revoke", decisions.revoke),
    ("POST", "assets/([^/]+)/bill", billing.bill),
    ("POST", "assets/([^/]+)/([^/]+)", orders.follow_up),
    ("POST", "usage", usage.post),
    ("POST", "usage/([^/]+)/accept", usage.accept),
    ("POST", "usage/([^/]+)/reject", usage.reject),
    ("POST", "usage/([^/]+)/close", usage.close),
    ("POST", "stories", stories.play),
    ("POST", "clock", rehearsal.move_clock),
    ("POST", "switches", rehearsal.set_switches),
    ("POST", "xero/expire", books.expire),
    ("POST", "xero/revoke", books.revoke),
    ("POST", "xero/disconnect", books.disconnect),
    ("POST", "xero/faults", faults.arm),
    ("DELETE", "xero/faults", faults.end_all),
    ("GET", "xero/books", books.read_books),
)
_NO_STORE = {"cache-control": "no-store"}


class Portal:
    """Call `handle` from as many threads as you like."""

    def __init__(self, house: House) -> None:
        self._house = house

    def handle(self, request: Request) -> Response:
        if request.path.startswith("/sandbox/"):
            answer = self._answer(request)
            return replace(answer, headers={**_NO_STORE, **answer.headers})
        if request.method != "GET":
            return Refusal(405, "Files are read with GET.").response
        return files.page_file(_file_name(request.path))

    def _answer(self, request: Request) -> Response:
        visit = Visit(house=self._house, request=request, account=self._house.gateway.signed_in(request))
        try:
            answer, parts = _find(request.method, request.path.removeprefix("/sandbox/"))
            return answer(visit, *parts)
        except Refusal as refusal:
            return refusal.response
        except Refused as refused:
            return Refusal(refused.status, " ".join(refused.errors)).response


def _file_name(path: str) -> str:
    """A place inside the portal, such as a request that a document links to, is shown by the page itself."""
    if path.startswith("/portal/"):
        return path.removeprefix("/portal/")
    return path.lstrip("/") if "." in path.rsplit("/", 1)[-1] else "index.html"


def _find(method: str, path: str) -> tuple[Answer, tuple[Any, ...]]:
    for wanted, pattern, answer in _ROUTES:
        matched = re.fullmatch(pattern, path)
        if matched is not None and wanted == method:
            return answer, matched.groups()
    raise Refusal(404, f"The portal does not know {method} /sandbox/{path}.")
