"""The line of one call: takes the SDK's request to the wire, once, and keeps the answer from the SDK."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import urllib3
from urllib3.exceptions import HTTPError

from connect_ext.work.failure import Failure, WorldFailed
from connect_ext.xero.answer import Answer, NotJson, RawAnswer
from connect_ext.xero.broken import broken, too_large
from connect_ext.xero.failures import failure_of, unreadable
from connect_ext.xero.gate import Hear
from connect_ext.xero.wire import Wire

LARGEST_ANSWER = 20 * 1024 * 1024
PIECE = 256 * 1024

ONCE = {"retries": False, "redirect": False, "preload_content": False}
"""urllib3 would send a PUT again after a broken connection, sleep through a 429 and follow redirects."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """All that the SDK sees of an answer. It must not judge one: its exceptions carry headers and bodies, and it
    raises on words that it does not know."""

    status: int = 200
    data: bytes = b""


class Line:
    """Stands where the SDK's connection pool stands, for one call. `write`: the call may change the books."""

    def __init__(self, wire: Wire, *, write: bool, hear: Hear | None = None) -> None:
        self._wire = wire
        self._write = write
        self._hear = hear
        self._raw: RawAnswer | None = None

    def request(self, method: str, url: str, **kwargs: Any) -> Arrived:
        """Sends the request. Raises `WorldFailed` when no whole answer comes back."""
        received = self._receive(method, url, {**kwargs, **ONCE})
        if isinstance(received, Failure):
            # Raised out here, so that it does not carry urllib3's exception, which knows the request.
            raise WorldFailed(received)
        self._raw = received
        if self._hear is not None:
            self._hear(received.headers)
        return Arrived()

    def answer(self) -> Answer:
        """The decoded answer. Raises `WorldFailed` when it is a refusal, or a success that cannot be read."""
        raw = self._raw
        if raw is None:
            raise RuntimeError("the SDK made no request")
        if not 200 <= raw.status <= 299:
            raise WorldFailed(failure_of(raw, write=self._write))
        if raw.status == 204:
            return Answer(status=raw.status, headers=raw.headers, body=None)
        try:
            body = raw.json()
        except NotJson:
            body = unreadable(raw, write=self._write)
        if isinstance(body, Failure):
            raise WorldFailed(body)
        return Answer(status=raw.status, headers=raw.headers, body=body)

    def _receive(self, method: str, url: str, options: dict[str, Any]) -> RawAnswer | Failure:
        try:
            response = self._wire.request(method, url, **options)
            data = _whole(response)
        except (HTTPError, OSError) as error:
            return broken(error, write=self._write)
        if data is None:
            return too_large(write=self._write)
        headers = {name.lower(): value for name, value in response.headers.items()}
        return RawAnswer(status=response.status, headers=headers, data=data)


def _whole(response: urllib3.BaseHTTPResponse) -> bytes | None:
    """The body, unpacked as it comes; None, and the connection closed, once it is too large."""
    data = bytearray()
    while piece := response.read(PIECE):
        data += piece
        if len(data) > LARGEST_ANSWER:
            response.close()
            return None
    response.release_conn()
    return bytes(data)
