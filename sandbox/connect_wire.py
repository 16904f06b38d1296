"""The real Connect client talking to a stand-in inside the process: a transport of `requests` without a socket."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from connect.client import ConnectClient
from connect.client.fluent import _SYNC_TRANSPORTS
from requests import PreparedRequest
from requests import Response as Answer
from requests.adapters import HTTPAdapter
from requests.exceptions import ConnectionError as Broken
from urllib3 import HTTPResponse

from sandbox.http import Request, Response, Unanswered

Handle = Callable[[Request], Response]


class ConnectWire(HTTPAdapter):
    """Hands each request to `handle`, and its response back; `Unanswered` is a broken connection."""

    def __init__(self, handle: Handle) -> None:
        super().__init__()
        self._handle = handle

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,  # noqa: ARG002 - the signature is that of requests
        timeout: Any = None,  # noqa: ARG002
        verify: bool | str = True,  # noqa: ARG002
        cert: Any = None,  # noqa: ARG002
        proxies: Mapping[str, str] | None = None,  # noqa: ARG002
    ) -> Answer:
        try:
            response = self._handle(_as_value(request))
        except Unanswered as broken:
            raise Broken(request=request) from broken
        raw = HTTPResponse(
            body=BytesIO(response.body), headers=dict(response.headers), status=response.status, preload_content=False
        )
        return self.build_response(request, raw)


def mount(client: ConnectClient, handle: Handle) -> None:
    """From now on `handle` answers every client of this client's endpoint, on every thread.

    The library keeps one transport per endpoint for the sessions that it opens on each thread, so this is also how
    the clients that the product makes for installations are answered. Give each test an endpoint of its own.
    """
    wire = ConnectWire(handle)
    _SYNC_TRANSPORTS[client.endpoint] = wire
    client.session.mount(client.endpoint, wire)


@contextmanager
def mounted_until_the_end() -> Iterator[None]:
    """Takes out, at the end, what was mounted inside; a session opened later finds nobody there."""
    before = dict(_SYNC_TRANSPORTS)
    yield
    _SYNC_TRANSPORTS.clear()
    _SYNC_TRANSPORTS.update(before)


def _as_value(request: PreparedRequest) -> Request:
    body = request.body or b""
    return Request(
        method=request.method or "GET",
        url=request.url or "",
        headers={name.lower(): _text(value) for name, value in request.headers.items()},
        body=body.encode() if isinstance(body, str) else bytes(body),
    )


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value
