"""What tests see of a world from outside: calls by kind, open intents, the journal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select

from connect_ext.books.ids import InstallationId
from connect_ext.storage import authorisations, journal
from connect_ext.storage.authorisation_tables import authorisations as rows
from connect_ext.storage.tables import intents
from connect_ext.work.authorisation import Authorisation
from connect_ext.work.task import TaskStatus
from sandbox.http import Request
from sandbox.xero import CLIENT_ID
from sandbox.xero.wire import Sent
from tests.world import World

INVOICES = "/api.xro/2.0/Invoices"
CONTACTS = "/api.xro/2.0/Contacts"
TOKEN = "/connect/token"


class Killed(BaseException):
    """The process dies here: nothing of the product can catch it, and nothing of it runs any more."""


def sent(world: World, method: str, path: str) -> list[Sent]:
    """The calls of a method on a path, in the order in which they left."""
    return [call for call in world.wire.sent if call.method == method and urlsplit(call.url).path == path]


def keys(calls: list[Sent]) -> list[str]:
    return [call.headers["idempotency-key"] for call in calls]


def on(method: str, path: str, act: Callable[[Request], object], times: int = 1) -> Callable[[Request], None]:
    """A watcher that acts on the first so many requests of a method on a path."""
    left = [times]

    def watch(request: Request) -> None:
        if left[0] and request.method == method and request.path == path:
            left[0] -= 1
            act(request)

    return watch


def dies(_: Request) -> None:
    raise Killed


def open_intents(world: World, installation_id: InstallationId) -> list[dict[str, Any]]:
    statement = select(intents).where(intents.c.installation_id == installation_id, intents.c.settled_at.is_(None))
    with world.app.runtime.database.transaction() as tx:
        return [dict(row) for row in tx.execute(statement).mappings()]


def events(world: World, installation_id: InstallationId) -> list[str]:
    """The journal's event words, the oldest first."""
    with world.app.runtime.database.transaction() as tx:
        entries = journal.page(tx, installation_id, limit=1000)
    return [entry.event for entry in reversed(entries)]


def current(world: World, installation_id: InstallationId) -> Authorisation:
    with world.app.runtime.database.transaction() as tx:
        found = authorisations.current(tx, world.app.runtime.vault, installation_id)
    assert found is not None
    return found


def at_xero(world: World) -> set[str]:
    """The organisations to which Xero holds a connection of our app."""
    user = world.xero.identity.user.user_id
    return {tenant for tenant in world.xero.tenants if world.xero.connections.find(CLIENT_ID, user, tenant)}


def told(world: World, installation_id: InstallationId, event: str) -> list[str]:
    """The sentences of the journal's entries of one event, the oldest first."""
    with world.app.runtime.database.transaction() as tx:
        entries = journal.page(tx, installation_id, limit=1000)
    return [entry.sentence for entry in reversed(entries) if entry.event == event]


def kept_tokens(world: World, installation_id: InstallationId) -> int:
    """How many consents of an installation still have tokens here."""
    kept = select(rows.c.id).where(rows.c.installation_id == installation_id, rows.c.tokens.is_not(None))
    with world.app.runtime.database.transaction() as tx:
        return len(tx.execute(kept).all())


def status(world: World, installation_id: InstallationId, request: dict[str, Any]) -> TaskStatus:
    return world.task(installation_id, request["id"]).status


def codes(world: World, installation_id: InstallationId, request: dict[str, Any]) -> list[str]:
    return [problem.code.value for problem in world.task(installation_id, request["id"]).problems]
