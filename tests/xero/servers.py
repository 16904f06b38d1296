"""A real server on this machine that behaves badly, for what only sockets can show."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from connect_ext.xero.endpoints import XeroEndpoints

Behave = Callable[[socket.socket], None]


class RudeServer:
    """Reads each request's head and body, counts it, then does `behave` with the connection and closes it."""

    def __init__(self, behave: Behave) -> None:
        self.requests = 0
        self._behave = behave
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.endpoints = XeroEndpoints(api_url=self.url, identity_url=self.url, login_url=self.url)

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._one, args=(connection,))
            thread.start()
            self._threads.append(thread)

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()

    def _one(self, connection: socket.socket) -> None:
        with connection:
            if self._read(connection):
                self.requests += 1
                self._behave(connection)

    def _read(self, connection: socket.socket) -> bool:
        data = b""
        while b"\r\n\r\n" not in data:
            piece = connection.recv(65536)
            if not piece:
                return False
            data += piece
        head, _, body = data.partition(b"\r\n\r\n")
        lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        length = int(lengths[0].partition(b":")[2]) if lengths else 0
        while len(body) < length:
            body += connection.recv(65536)
        return True


@contextmanager
def rude(behave: Behave) -> Iterator[RudeServer]:
    server = RudeServer(behave)
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join()


def answering(text: str) -> Behave:
    """Sends these bytes as the answer; line ends are made those of HTTP."""
    return lambda connection: connection.sendall(text.replace("\n", "\r\n").encode())
