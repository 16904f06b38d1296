"""The extension's variables as one frozen `Config`; every bad one is reported at once, never only the first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from connect_ext.mail import MAIL_VARIABLES, Mail, bad_mail, mail_of
from connect_ext.variables import UNSET, BadVariable, Variable

DEVELOPMENT = "development"
SQLITE_FOR_DEVELOPMENT = "sqlite:///connect_ext.db"
SHORTEST_KEY = 32

VARIABLES = (
    Variable(name="DATABASE_URL", purpose="PostgreSQL database of this environment", secure=True),
    Variable(name="ENCRYPTION_KEYS", purpose="Fernet keys, comma separated; the first encrypts", secure=True),
    Variable(name="XERO_CLIENT_ID", purpose="client id of the app registered at Xero"),
    Variable(name="XERO_CLIENT_SECRET", purpose="client secret of that app", secure=True),
    Variable(name="XERO_REDIRECT_URI", purpose="redirect URI registered at Xero for this environment"),
    Variable(name="XERO_WEBHOOK_KEY", purpose="signing key of that app's webhooks", secure=True, default=""),
    Variable(name="PORTAL_URL", purpose="address of the Connect portal, for links on documents", default=""),
    Variable(name="ALLOW_SQLITE", purpose="yes allows a SQLite file outside development", default=""),
    Variable(name="NOTICE_WEBHOOK_URL", purpose="where notices to people are posted to; empty: nowhere", default=""),
    Variable(name="NOTICE_WEBHOOK_KEY", purpose="the secret that they are signed with", secure=True, default=""),
    *MAIL_VARIABLES,
    Variable(name="XERO_API_URL", purpose="where the Xero API is", default="https://api.xero.com"),
    Variable(name="XERO_IDENTITY_URL", purpose="where Xero gives tokens", default="https://identity.xero.com"),
    Variable(name="XERO_LOGIN_URL", purpose="where Xero asks for consent", default="https://login.xero.com"),
)
"""Declared on both application classes; an operating-system variable of the same name is the fallback."""


def declared_variables() -> list[dict[str, str | bool]]:
    """The list as the platform's `@variables` decorator wants it: a new one each time, since it is mutable."""
    return [{"name": v.name, "initial_value": v.default, "secure": v.secure} for v in VARIABLES]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything the product is configured with. Secrets do not show in its repr."""

    database_url: str = field(repr=False)
    encryption_keys: tuple[str, ...] = field(repr=False)
    xero_client_id: str
    xero_client_secret: str = field(repr=False)
    xero_redirect_uri: str
    xero_api_url: str
    xero_identity_url: str
    xero_login_url: str
    portal_url: str | None
    notice_webhook_url: str = ""
    notice_webhook_key: str = field(default="", repr=False)
    mail: Mail | None = None
    """None: the operator gets no digest."""
    xero_webhook_key: str | None = field(default=None, repr=False)
    """Without it nothing that claims to come from Xero is believed; changes are found by asking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotConfigured:
    """The product keeps notices as far as it has a database, says what is missing, and sends nothing."""

    bad: tuple[BadVariable, ...]
    database_url: str | None = field(repr=False)

    @property
    def sentence(self) -> str:
        return "Not configured: " + "; ".join(f"{found.name} {found.why}" for found in self.bad) + "."


def read_config(
    given: Mapping[str, str], environ: Mapping[str, str], environment_type: str | None
) -> Config | NotConfigured:
    """`given` are the platform's variables, `environ` the process's; the platform's win where they are set."""
    values = {v.name: _value(v, given, environ) for v in VARIABLES}
    database_url, bad_database = _database(values, environment_type)
    bad = [*bad_database, *_bad_keys(values["ENCRYPTION_KEYS"])]
    bad.extend(
        BadVariable(name=name, why="is not set")
        for name in ("XERO_CLIENT_ID", "XERO_CLIENT_SECRET", "XERO_REDIRECT_URI")
        if not values[name]
    )
    for name in (
        "XERO_REDIRECT_URI",
        "XERO_API_URL",
        "XERO_IDENTITY_URL",
        "XERO_LOGIN_URL",
        "PORTAL_URL",
        "NOTICE_WEBHOOK_URL",
    ):
        bad.extend(_bad_url(name, values[name]))
    bad.extend(_bad_webhook_key(values))
    bad.extend(bad_mail(values))
    if bad:
        return NotConfigured(bad=tuple(bad), database_url=database_url)
    return Config(
        database_url=database_url or "",
        encryption_keys=_keys(values["ENCRYPTION_KEYS"]),
        xero_client_id=values["XERO_CLIENT_ID"],
        xero_client_secret=values["XERO_CLIENT_SECRET"],
        xero_redirect_uri=values["XERO_REDIRECT_URI"],
        xero_api_url=values["XERO_API_URL"].rstrip("/"),
        xero_identity_url=values["XERO_IDENTITY_URL"].rstrip("/"),
        xero_login_url=values["XERO_LOGIN_URL"].rstrip("/"),
        portal_url=values["PORTAL_URL"].rstrip("/") or None,
        notice_webhook_url=values["NOTICE_WEBHOOK_URL"],
        notice_webhook_key=values["NOTICE_WEBHOOK_KEY"],
        mail=mail_of(values),
        xero_webhook_key=values["XERO_WEBHOOK_KEY"] or None,
    )


def portal_address(given: Mapping[str, str], environ: Mapping[str, str]) -> str:
    """PORTAL_URL alone and as it was given, whatever else is missing; empty where it is not set."""
    [variable] = [variable for variable in VARIABLES if variable.name == "PORTAL_URL"]
    return _value(variable, given, environ)


def _value(variable: Variable, given: Mapping[str, str], environ: Mapping[str, str]) -> str:
    for source in (given, environ):
        value = source.get(variable.name, "").strip()
        if value and value != UNSET:
            return value
    return "" if variable.default == UNSET else variable.default


def _database(values: Mapping[str, str], environment_type: str | None) -> tuple[str | None, list[BadVariable]]:
    url = values["DATABASE_URL"]
    name = "DATABASE_URL"
    if not url and environment_type == DEVELOPMENT:
        return SQLITE_FOR_DEVELOPMENT, []
    if not url:
        return None, [BadVariable(name=name, why="is not set")]
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://", "postgres://")):
        return None, [BadVariable(name=name, why="is neither a postgresql:// nor a sqlite:/// address")]
    try:
        make_url(url)
    except (ArgumentError, ValueError):
        return None, [BadVariable(name=name, why="cannot be read; a port must be a number")]
    if url.startswith("sqlite") and environment_type != DEVELOPMENT and values["ALLOW_SQLITE"].lower() != "yes":
        why = "is a SQLite file, which a cloud container loses; use PostgreSQL, or set ALLOW_SQLITE to yes"
        return None, [BadVariable(name=name, why=why)]
    return url, []


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in text.split(",") if key.strip())


def _bad_keys(text: str) -> list[BadVariable]:
    name = "ENCRYPTION_KEYS"
    if not _keys(text):
        return [BadVariable(name=name, why="is not set")]
    for number, key in enumerate(_keys(text), start=1):
        try:
            Fernet(key)
        except ValueError:
            why = f"has a key that is no Fernet key (number {number} of the list)"
            return [BadVariable(name=name, why=why)]
    return []


def _bad_webhook_key(values: Mapping[str, str]) -> list[BadVariable]:
    """Nobody takes a notice for ours that is not signed."""
    key = values["NOTICE_WEBHOOK_KEY"]
    if not values["NOTICE_WEBHOOK_URL"] or len(key) >= SHORTEST_KEY:
        return []
    return [BadVariable(name="NOTICE_WEBHOOK_KEY", why=f"must have at least {SHORTEST_KEY} characters")]


def _bad_url(name: str, url: str) -> list[BadVariable]:
    if not url:
        return []
    try:
        parts = urlsplit(url)
    except ValueError:  # its text quotes the value
        return [BadVariable(name=name, why="is not an address")]
    if parts.scheme == "https" and parts.hostname:
        return []
    if parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1", "::1"):
        return []
    return [BadVariable(name=name, why="must be an https address (http only to this machine itself)")]
