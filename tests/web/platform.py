"""The event class as the runner builds it for each event, and what it has left in the database."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from connect.client import ConnectClient
from connect.eaas.core.models import Context
from sqlalchemy import func, select

from connect_ext.books.ids import InstallationId
from connect_ext.events import XeroEvents
from connect_ext.storage import tables
from connect_ext.storage.authorisation_tables import authorisations
from sandbox.connect_wire import mount
from sandbox.http import Request, Response
from tests.world import World

INSTALLATION = InstallationId("EIN-1000-2000-3000")
SLOW = 300
MISSING_AT_XERO = {"XERO_CLIENT_ID": "changeme", "XERO_CLIENT_SECRET": "changeme", "XERO_REDIRECT_URI": "changeme"}


class Platform:
    """Builds the event class as the runner does for each event, with a client that counts its calls."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.variables = {**world.variables, "ALLOW_SQLITE": "yes"}
        self.calls: list[str] = []
        endpoint = f"https://{uuid4().hex}.connect.test/public/v1"
        self.client = ConnectClient(world.owner.api_key, endpoint=endpoint, use_specs=False)
        mount(self.client, self.handle)

    def handle(self, request: Request) -> Response:
        self.calls.append(f"{request.method} {request.path}")
        return self.world.marketplace.handle(request)

    def events(self, installation: Mapping[str, Any] | None, variables: Mapping[str, str]) -> XeroEvents:
        """In production, where nothing is assumed; `variables` replace those of the world."""
        environment = self.world.marketplace.environment
        context = Context(
            extension_id=environment.service_id, environment_id=environment.id, environment_type="production"
        )
        given = {**self.variables, **variables}
        return XeroEvents(self.client, logging.getLogger("eaas.eventsapp"), given, None, installation, context)

    def purchase(self, request: Mapping[str, Any], **variables: str) -> Any:
        return self.events({"id": INSTALLATION}, variables).on_purchase(dict(request))

    def installation(self, installation: Mapping[str, Any], **variables: str) -> Any:
        return self.events(installation, variables).on_installation(dict(installation))

    def settle(self) -> None:
        """Until nothing that an event has started runs in the background any more."""
        self.world.wait(self.client.endpoint)

    def tick(self, **variables: str) -> Any:
        return self.events(None, variables).sync_due_orders({"id": "EFS-1"})

    def notices(self) -> int:
        return self._count(tables.notices)

    def kept_tokens(self, installation_id: str) -> int:
        own = authorisations.c.installation_id == installation_id
        return self._count(authorisations, own, authorisations.c.tokens.is_not(None))

    def _count(self, table: Any, *which: Any) -> int:
        with self.world.app.runtime.database.transaction() as tx:
            return tx.execute(select(func.count()).select_from(table).where(*which)).scalar_one()
