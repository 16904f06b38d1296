"""What the shell works with: one database, one way to Xero, one clock. Built once per process in `app`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from connect_ext.storage.database import Database
from connect_ext.storage.vault import Vault
from connect_ext.sync.recent_contacts import RecentContacts
from connect_ext.sync.recent_lists import RecentLists
from connect_ext.xero.endpoints import XeroEndpoints
from connect_ext.xero.sender import XeroSender

LEASE = timedelta(seconds=90)
"""How long a worker holds tasks and intents without renewing: longer than the slowest single call to Xero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class XeroApp:
    """The app registered at Xero that people consent to."""

    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    database: Database
    vault: Vault
    sender: XeroSender
    endpoints: XeroEndpoints
    xero_app: XeroApp
    """The provider's, for every installation that has none of its own (`connection.xero_apps`)."""
    portal_url: str | None
    clock: Callable[[], datetime]
    """Now, aware and in UTC."""
    chance: Callable[[], float]
    """A random number from 0 to 1, for jitter only."""
    rest: Callable[[timedelta], None]
    """Lets so much time pass on that clock."""
    lists: RecentLists = field(default_factory=RecentLists)
    contacts: RecentContacts = field(default_factory=RecentContacts)


def new_worker() -> str:
    """A name that no other worker has, in this process or another."""
    return uuid4().hex
