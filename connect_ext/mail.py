"""Where the daily digest is mailed to, and by which server; nowhere unless SMTP_HOST is set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from connect_ext.variables import BadVariable, Variable

LOOPBACK = ("localhost", "127.0.0.1", "::1")
LAST_PORT = 65_535
ADDRESS = re.compile(r"[^\s@<>\"(),:;]+@[^\s@<>\"(),:;]+")


class Tls(StrEnum):
    """How the way to the server is kept secret."""

    STARTTLS = "starttls"
    """Asked for first; without it nothing is sent (usually port 587)."""
    TLS = "tls"
    """From the first byte (usually port 465)."""
    NONE = "none"
    """Not at all: to this machine itself, or without a password."""


MAIL_VARIABLES = (
    Variable(name="SMTP_HOST", purpose="server that mails the daily digest of notices; empty: none", default=""),
    Variable(name="SMTP_PORT", purpose="its port", default="587"),
    Variable(name="SMTP_USER", purpose="who signs in there; empty: nobody", default=""),
    Variable(name="SMTP_PASSWORD", purpose="the password of that user", secure=True, default=""),
    Variable(name="SMTP_FROM", purpose="address that the digest comes from", default=""),
    Variable(name="SMTP_TO", purpose="addresses that it goes to, comma separated", default=""),
    Variable(name="SMTP_TLS", purpose="starttls, tls or none", default=Tls.STARTTLS.value),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    sender: str
    recipients: tuple[str, ...]
    tls: Tls


def bad_mail(values: Mapping[str, str]) -> list[BadVariable]:
    return list(_bad(values)) if values["SMTP_HOST"] else []


def mail_of(values: Mapping[str, str]) -> Mail | None:
    """Of values that are not bad; None where nobody wants mail."""
    if not values["SMTP_HOST"]:
        return None
    return Mail(
        host=values["SMTP_HOST"],
        port=int(values["SMTP_PORT"]),
        user=values["SMTP_USER"],
        password=values["SMTP_PASSWORD"],
        sender=values["SMTP_FROM"],
        recipients=_recipients(values),
        tls=Tls(values["SMTP_TLS"].lower()),
    )


def _bad(values: Mapping[str, str]) -> Iterator[BadVariable]:
    port, tls = values["SMTP_PORT"], values["SMTP_TLS"].lower()
    if not (port.isascii() and port.isdigit() and 0 < int(port) <= LAST_PORT):
        yield BadVariable(name="SMTP_PORT", why="is no port")
    if not ADDRESS.fullmatch(values["SMTP_FROM"]):
        yield BadVariable(name="SMTP_FROM", why="is no e-mail address")
    if not _recipients(values) or not all(map(ADDRESS.fullmatch, _recipients(values))):
        yield BadVariable(name="SMTP_TO", why="is no list of e-mail addresses")
    if bool(values["SMTP_USER"]) != bool(values["SMTP_PASSWORD"]):
        yield BadVariable(name="SMTP_PASSWORD", why="goes with SMTP_USER: set both, or neither")
    if tls not in tuple(Tls):
        yield BadVariable(name="SMTP_TLS", why="is neither starttls nor tls nor none")
    elif tls == Tls.NONE and values["SMTP_PASSWORD"] and values["SMTP_HOST"] not in LOOPBACK:
        yield BadVariable(name="SMTP_TLS", why="must be starttls or tls, or anybody on the way reads the password")


def _recipients(values: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(one.strip() for one in values["SMTP_TO"].split(",") if one.strip())
