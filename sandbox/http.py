"""The wire as values: a stand-in is a function from a `Request` to a `Response`.

Sockets live in `sandbox.serve` only, so the same stand-in answers a test in-process and the demo over loopback.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One HTTP request. Header names are lower case; `url` may be absolute or start with a slash."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    @property
    def query_string(self) -> str:
        return urlsplit(self.url).query

    @property
    def query(self) -> dict[str, str]:
        """Query parameters; of a repeated name the last one counts."""
        return dict(parse_qsl(self.query_string, keep_blank_values=True))

    @property
    def form(self) -> dict[str, str]:
        return {name: values[-1] for name, values in parse_qs(self.body.decode()).items()}

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def json(self) -> Any:
        return json.loads(self.body)


class Unanswered(Exception):
    """The stand-in took the request and the connection broke before the answer left."""


def json_response(status: int, value: Any, headers: Mapping[str, str] | None = None) -> Response:
    return Response(
        status=status,
        headers={"content-type": "application/json; charset=utf-8", **(headers or {})},
        body=json.dumps(value, default=str).encode(),
    )


def html_response(status: int, page: str, headers: Mapping[str, str] | None = None) -> Response:
    head = {"content-type": "text/html; charset=utf-8", **(headers or {})}
    return Response(status=status, headers=head, body=page.encode())


def redirect(location: str) -> Response:
    return Response(status=302, headers={"location": location})
