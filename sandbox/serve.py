"""Sockets, and nothing but sockets: puts the stand-ins on ports of localhost, in threads, and takes them off again."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
import time
import weakref
from collections.abc import Callable, Coroutine, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from sandbox.http import Request, Response, Unanswered
from sandbox.received import has_read_all
from sandbox.went_wrong import WentWrong

Handle = Callable[[Request], Response]
HOST = "localhost"
CONTROL = re.compile("[\x00-\x1f\x7f]")
NO_ANSWER = Response(status=500, body=b"The stand-in failed: a header of its answer holds a control character.")


class AsgiServers:
    """ASGI applications by name, each on a free port, all on one event loop in a thread of its own."""

    def __init__(self, apps: Mapping[str, Any], certificate: Path, plain: Mapping[str, Any] | None = None) -> None:
        """`apps` speak TLS; `plain` ones do not, for browsers, which know nothing of our certificates."""
        plain = plain or {}
        self._sockets = {name: _bound() for name in (*apps, *plain)}
        self._schemes = dict.fromkeys(apps, "https") | dict.fromkeys(plain, "http")
        self._loop: asyncio.AbstractEventLoop | None = None
        self._opened: weakref.WeakSet[asyncio.Transport] = weakref.WeakSet()
        protocol = type("Protocol", (_Protocol,), {"opened": self._opened})
        self._servers = {name: _uvicorn(app, certificate, protocol) for name, app in apps.items()}
        self._servers |= {name: _uvicorn(app, None, protocol) for name, app in plain.items()}
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True, name="sandbox-asgi")

    def port(self, name: str) -> int:
        return int(self._sockets[name].getsockname()[1])

    def url(self, name: str) -> str:
        return f"{self._schemes[name]}://{HOST}:{self.port(name)}"

    def __enter__(self) -> Self:
        self._thread.start()
        deadline = time.monotonic() + 15
        while not all(server.started for server in self._servers.values()):
            if not self._thread.is_alive() or time.monotonic() > deadline:
                raise WentWrong("The stand-ins did not start to listen.")
            time.sleep(0.01)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for server in self._servers.values():
            server.should_exit = True
        self._thread.join(15)
        for bound in self._sockets.values():
            bound.close()

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Does some work on the servers' loop and waits for it."""
        assert self._loop is not None, "not started"
        asyncio.run_coroutine_threadsafe(work, self._loop).result(15)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        await asyncio.gather(*(server.serve([self._sockets[name]]) for name, server in self._servers.items()))
        # A client that keeps its connection open would be waited for by TLS long after the loop has ended.
        for transport in self._opened:
            transport.abort()
        await asyncio.sleep(0.01)


class PlainServer:
    """One blocking `handle` over plain HTTP on a free port; every connection has a thread."""

    def __init__(self, handle: Handle) -> None:
        handler = type("Handler", (_Handler,), {"answer": staticmethod(handle)})
        self._server = _Threads(("127.0.0.1", 0), handler)
        serve = self._server.serve_forever
        self._thread = threading.Thread(target=serve, args=(0.05,), daemon=True, name="sandbox-http")

    def has_been_read(self, method: str, path: str) -> bool:
        """Whether an answer to such a request was written and its receiver has read all of it. Linux only."""
        wanted = (method, path)
        written = [connection for *request, connection in self._server.written if tuple(request) == wanted]
        return any(has_read_all(connection) for connection in written)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.close_connections()
        self._server.server_close()
        self._thread.join(5)


class _Protocol(H11Protocol):
    opened: weakref.WeakSet[asyncio.Transport]

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        self.opened.add(transport)
        super().connection_made(transport)


class _Threads(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self._open: set[socket.socket] = set()
        self.written: list[tuple[str, str, socket.socket]] = []
        """Method and path of each request whose answer has left, and the connection it left on."""

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def close_connections(self) -> None:
        """Clients keep their connections open; a stopped server must not go on answering on them."""
        for request in list(self._open):
            self.shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news; a bug of the stand-in is told to the client by `_Handler`."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one write for headers and body: two small ones would wait for each other's acknowledgement
    disable_nagle_algorithm = True
    answer: Handle
    server: _Threads

    def _respond(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        request = Request(
            method=self.command,
            url=self.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(length),
        )
        try:
            response = self.answer(request)
        except Unanswered:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        except Exception as bug:  # noqa: BLE001 - a bug of the stand-in: say so on the wire, loudly, and stay up
            response = Response(status=500, body=f"The stand-in failed: {bug!r}".encode())
        self._write(response if _is_one_answer(response) else NO_ANSWER)
        self.wfile.flush()
        self.server.written.append((request.method, request.path, self.connection))

    def _write(self, response: Response) -> None:
        self.send_response_only(response.status)
        for name, value in response.headers.items():
            if name.lower() != "content-length":
                self.send_header(name, value)
        self.send_header("content-length", str(len(response.body)))
        self.end_headers()
        self.wfile.write(response.body)

    def __getattr__(self, name: str) -> Any:
        """The base class looks for one method per HTTP method; ours is the same for all."""
        if name.startswith("do_"):
            return self._respond
        raise AttributeError(name)

    def log_message(self, *_: Any) -> None:
        """Silent: requests carry tokens."""


def _is_one_answer(response: Response) -> bool:
    """A line break in a header would begin another header, or another answer. Uvicorn looks by itself."""
    return not any(CONTROL.search(text) for header in response.headers.items() for text in header)


def _bound() -> socket.socket:
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(("127.0.0.1", 0))
    return bound


def _uvicorn(app: Any, certificate: Path | None, protocol: type[H11Protocol]) -> uvicorn.Server:
    """What a client claims about proxies before us is not believed: `proxy_headers` is off."""
    file = str(certificate) if certificate else None
    config = uvicorn.Config(
        app, http=protocol, ws="websockets-sansio", lifespan="off",
        ssl_certfile=file, ssl_keyfile=file, proxy_headers=False,
        log_level="critical", access_log=False, timeout_graceful_shutdown=2, ws_max_size=2**26,
    )  # fmt: skip
    return uvicorn.Server(config)
