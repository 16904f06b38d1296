"""Which organisations a user has connected to an app: listed, filtered by consent, disconnected one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from sandbox.http import Request, Response, json_response
from sandbox.xero.identity import Grant
from sandbox.xero.state import Books
from sandbox.xero.words import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    connection_id: str
    client_id: str
    user_id: str
    tenant_id: str
    event_id: str
    created_at: datetime
    updated_at: datetime


class Connections:
    def __init__(self) -> None:
        self._rows: dict[str, Connection] = {}

    def connect(self, grant: Grant, tenants: Iterable[str], now: datetime) -> None:
        """A tenant connected before keeps its connection id and takes the new authorisation event."""
        for tenant_id in tenants:
            before = self.find(grant.client_id, grant.user_id, tenant_id)
            row = (
                replace(before, event_id=grant.event_id, updated_at=now)
                if before
                else Connection(
                    connection_id=str(uuid4()),
                    client_id=grant.client_id,
                    user_id=grant.user_id,
                    tenant_id=tenant_id,
                    event_id=grant.event_id,
                    created_at=now,
                    updated_at=now,
                )
            )
            self._rows[row.connection_id] = row

    def find(self, client_id: str, user_id: str, tenant_id: str) -> Connection | None:
        mine = (row for row in self._of(client_id, user_id) if row.tenant_id == tenant_id)
        return next(mine, None)

    def list(self, grant: Grant, request: Request, books: Mapping[str, Books]) -> Response:
        wanted = request.query.get("authEventId")
        rows = [row for row in self._of(grant.client_id, grant.user_id) if wanted in (None, row.event_id)]
        return json_response(200, [_show(row, books[row.tenant_id].organisation.name) for row in rows])

    def delete(self, grant: Grant, connection_id: str) -> Response:
        """By connection id, not tenant id; the token set lives on."""
        row = self._rows.get(connection_id)
        if row is None or (row.client_id, row.user_id) != (grant.client_id, grant.user_id):
            return Response(status=404)
        del self._rows[connection_id]
        return Response(status=204)

    def drop_user(self, client_id: str, user_id: str) -> None:
        self._keep(lambda row: (row.client_id, row.user_id) != (client_id, user_id))

    def drop_tenant(self, tenant_id: str) -> None:
        self._keep(lambda row: row.tenant_id != tenant_id)

    def _of(self, client_id: str, user_id: str) -> Iterable[Connection]:
        return (row for row in self._rows.values() if (row.client_id, row.user_id) == (client_id, user_id))

    def _keep(self, wanted: Callable[[Connection], bool]) -> None:
        self._rows = {row.connection_id: row for row in self._rows.values() if wanted(row)}


def _show(row: Connection, name: str) -> Json:
    return {
        "id": row.connection_id,
        "authEventId": row.event_id,
        "tenantId": row.tenant_id,
        "tenantType": "ORGANISATION",
        "tenantName": name,
        "createdDateUtc": f"{row.created_at:%Y-%m-%dT%H:%M:%S.%f}0",
        "updatedDateUtc": f"{row.updated_at:%Y-%m-%dT%H:%M:%S.%f}0",
    }
