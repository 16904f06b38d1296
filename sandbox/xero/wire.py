"""A urllib3 pool without sockets: requests go straight to a stand-in, answers are real `urllib3.HTTPResponse`s."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import urlencode

import urllib3
from urllib3.exceptions import ProtocolError

from sandbox.http import Request, Response, Unanswered

Fields = Mapping[str, str] | Sequence[tuple[str, str]]


class Sent(NamedTuple):
    """What left; header names are lower case."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes


class InProcessWire:
    """Stands where a `urllib3.PoolManager` stands; a lost answer is a `ProtocolError`, and nothing is retried."""

    def __init__(self, handle: Callable[[Request], Response]) -> None:
        self.sent: list[Sent] = []
        self.connection_pool_kw: dict[str, Any] = {}
        self._handle = handle

    def request(
        self,
        method: str,
        url: str,
        body: bytes | str | None = None,
        fields: Fields | None = None,
        headers: Mapping[str, str] | None = None,
        preload_content: bool = True,
        *,
        encode_multipart: bool = True,
        **_: Any,
    ) -> urllib3.HTTPResponse:
        """As `PoolManager.request`; a timeout or a retry policy has nothing to act on here."""
        sent = {name.lower(): value for name, value in (headers or {}).items()}
        content = body.encode() if isinstance(body, str) else body or b""
        if fields and method.upper() in ("GET", "HEAD"):
            url += ("&" if "?" in url else "?") + urlencode(fields)
        elif fields:
            if encode_multipart:
                raise NotImplementedError("multipart bodies are not spoken here")
            content = urlencode(fields).encode()
            sent["content-type"] = "application/x-www-form-urlencoded"
        self.sent.append(Sent(method.upper(), url, sent, content))
        try:
            answer = self._handle(Request(method=method.upper(), url=url, headers=sent, body=content))
        except Unanswered as broken:
            raise ProtocolError("Connection aborted.", broken) from broken
        return _response(method, url, answer, preload_content)

    def clear(self) -> None:
        """A pool manager drops its idle connections here; there are none."""


def _response(method: str, url: str, answer: Response, preload_content: bool) -> urllib3.HTTPResponse:
    return urllib3.HTTPResponse(
        body=BytesIO(answer.body),
        headers=answer.headers,
        status=answer.status,
        reason=HTTPStatus(answer.status).phrase,
        preload_content=preload_content,
        request_method=method.upper(),
        request_url=url,
    )
