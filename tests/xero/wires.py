"""Wires for the tests: one that answers from a script, one that answers each call by a function."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import urllib3

from connect_ext.xero.endpoints import XeroEndpoints
from connect_ext.xero.sender import XeroSender

JSON = {"Content-Type": "application/json; charset=utf-8"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    method: str
    url: str
    headers: Mapping[str, str]
    body: str
    options: Mapping[str, Any]

    @property
    def query(self) -> dict[str, str]:
        return {name: values[-1] for name, values in parse_qs(urlsplit(self.url).query).items()}

    @property
    def form(self) -> dict[str, str]:
        return {name: values[-1] for name, values in parse_qs(self.body).items()}


Reply = urllib3.HTTPResponse | Exception


def reply(
    body: Any = None, status: int = 200, headers: Mapping[str, str] = JSON, *, text: str | None = None
) -> urllib3.HTTPResponse:
    """An answer: `body` as JSON, or `text` as it is."""
    content = json.dumps(body) if text is None else text
    return urllib3.HTTPResponse(
        body=BytesIO(content.encode()), headers=dict(headers), status=status, preload_content=False
    )


class FunctionWire:
    """Answers each request by calling `answer`, from as many threads as come."""

    def __init__(self, answer: Callable[[Sent], Reply]) -> None:
        self.sent: list[Sent] = []
        self._answer = answer
        self._lock = threading.Lock()

    def request(self, method: str, url: str, **kwargs: Any) -> urllib3.HTTPResponse:
        fields = kwargs.pop("fields", None)
        body = kwargs.pop("body", None) or ""
        if fields and method == "GET":
            url += "?" + urlencode(fields)
        elif fields:
            body = urlencode(fields)
        headers = {name.lower(): value for name, value in (kwargs.pop("headers", None) or {}).items()}
        sent = Sent(method=method, url=url, headers=headers, body=body, options=kwargs)
        with self._lock:
            self.sent.append(sent)
        answered = self._answer(sent)
        if isinstance(answered, Exception):
            raise answered
        return answered


class ScriptedWire(FunctionWire):
    """Gives its answers in order, and fails the test when asked once too often."""

    def __init__(self, *replies: Reply) -> None:
        waiting = list(replies)
        super().__init__(lambda _: waiting.pop(0))


def sender(wire: Any, endpoints: XeroEndpoints | None = None, timeout: tuple[int, int] = (5, 60)) -> XeroSender:
    return XeroSender(endpoints or XeroEndpoints(), wire, timeout)
