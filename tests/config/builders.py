"""Configurations as the tests read them: everything set well but what a test says."""

from __future__ import annotations

from cryptography.fernet import Fernet

from connect_ext.config import DEVELOPMENT, Config, NotConfigured, read_config

KEYS = [Fernet.generate_key().decode() for _ in range(2)]
GOOD = {
    "DATABASE_URL": "postgresql://user:hidden-password@db.example/books",
    "ENCRYPTION_KEYS": ",".join(KEYS),
    "XERO_CLIENT_ID": "CLIENT",
    "XERO_CLIENT_SECRET": "hidden-client-secret",
    "XERO_REDIRECT_URI": "https://books.example/callback",
}


def read(**given: str) -> Config | NotConfigured:
    """In production, where everything is set well but what is given here."""
    return read_config({**GOOD, **given}, {}, "production")


def good(**given: str) -> Config:
    return a_config(read(**given))


def bad(**given: str) -> NotConfigured:
    found = read(**given)
    assert isinstance(found, NotConfigured), found
    return found


def in_development(**given: str) -> Config | NotConfigured:
    return read_config({**GOOD, **given}, {}, DEVELOPMENT)


def a_config(found: Config | NotConfigured) -> Config:
    assert isinstance(found, Config), found
    return found


def names(found: NotConfigured) -> list[str]:
    return [one.name for one in found.bad]
