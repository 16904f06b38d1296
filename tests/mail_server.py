"""A small SMTP server on a thread, which keeps what it is given and refuses what it is told to."""

from __future__ import annotations

import base64
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_string
from email.message import Message


@dataclass(slots=True)
class Mailbox:
    """`refuses` are verbs that are answered with an error; `users` are the names and passwords of who signed in."""

    refuses: set[str] = field(default_factory=set)
    messages: list[Message] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    users: list[tuple[str, str]] = field(default_factory=list)
    port: int = 0


class _Conversation(socketserver.StreamRequestHandler):
    box: Mailbox

    def handle(self) -> None:
        self.wanted: list[str] = []
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb in self.box.refuses:
                self._say("554 secret-words-of-the-server")
                continue
            self._answer(verb, line)
            if verb == "QUIT":
                return

    def _answer(self, verb: str, line: str) -> None:
        if verb == "EHLO":
            self._say("250-here\r\n250 AUTH PLAIN")
        elif verb == "AUTH":
            _, user, password = base64.b64decode(line.split()[2]).decode().split("\0")
            self.box.users.append((user, password))
            self._say("235 welcome")
        elif verb == "RCPT":
            self.wanted.append(line.partition("<")[2].partition(">")[0])
            self._say("250 fine")
        elif verb == "DATA":
            self._say("354 go on")
            self._take()
        else:
            self._say("221 bye" if verb == "QUIT" else "250 fine")

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line)
        self.box.messages.append(message_from_string("\n".join(lines)))
        self.box.recipients.append(self.wanted)
        self.wanted = []
        self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def a_mail_server(*refuses: str) -> Iterator[Mailbox]:
    """Listens on a port of its own while the block runs."""
    box = Mailbox(refuses=set(refuses))
    conversation = type("Conversation", (_Conversation,), {"box": box})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), conversation) as server:
        server.daemon_threads = True
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield box
        server.shutdown()
        thread.join()
