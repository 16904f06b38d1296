"""A person at a browser: follows Xero's consent page to the end, over real HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import httpx

from sandbox.went_wrong import WentWrong


class _Form(HTMLParser):
    """The fields of a page's form, and the labels of its check boxes."""

    def __init__(self) -> None:
        super().__init__()
        self.action = ""
        self.hidden: dict[str, str] = {}
        self.choices: dict[str, str] = {}
        self._box = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action = given["action"]
        elif tag == "input" and given["type"] == "hidden":
            self.hidden[given["name"]] = given["value"]
        elif tag == "input":
            self._box = given["value"]

    def handle_data(self, data: str) -> None:
        if self._box and data.strip():
            self.choices[data.strip()] = self._box
            self._box = ""


def decide_consent(
    http: httpx.Client, authorize_url: str, organisations: Sequence[str], *, allow: bool = True
) -> httpx.Response:
    """Opens the consent page, ticks the named organisations, presses a button, and lands where Xero redirects to.

    Raises `WentWrong` where a page is not what a person could go on from.
    """
    page = http.get(authorize_url)
    form = _Form()
    form.feed(page.text)
    missing = [name for name in organisations if name not in form.choices]
    if page.is_error or missing:
        raise WentWrong(f"Xero's consent page answered {page.status_code}; it does not offer {missing}.")
    fields: dict[str, Any] = {
        **form.hidden,
        "tenant": [form.choices[name] for name in organisations],
        "decision": "allow" if allow else "cancel",
    }
    answer = http.post(urljoin(authorize_url, form.action), data=fields)
    if not answer.has_redirect_location:
        raise WentWrong(f"Xero's consent page answered {answer.status_code} and leads nowhere.")
    return http.get(answer.headers["location"])
