"""Consents that are under way, and what came of them: the right to speak to an organisation."""

from __future__ import annotations

from sqlalchemy import Date, Index, Integer, Table

from connect_ext.storage.columns import BigId, key, maybe, metadata, needed, only_where
from connect_ext.storage.types import Text, Utc, Word
from connect_ext.work.authorisation import AuthorisationStatus

authorisations = Table(
    "authorisations",
    metadata,
    *key(BigId, "id"),
    *needed(Text, "installation_id"),
    *needed(Word(AuthorisationStatus), "status"),
    *needed(Text, "client_id", "event_id", "tenant_name", "why"),
    *maybe(Text, "tenant_id", "connection_id", "short_code"),
    *maybe(Date, "started_on"),  # the organisation's day on which it was chosen
    *maybe(Text, "timezone"),  # the organisation's, by IANA
    *maybe(Text, "tokens"),  # sealed
    *needed(Utc, "created_at", "updated_at", "refreshed_at"),
    *maybe(Integer, "warned"),  # so many days before its end
    *maybe(Text, "refresh_owner"),
    *maybe(Utc, "refresh_until"),
    Index("authorisations_current", "installation_id", unique=True, **only_where("status IN ('active', 'broken')")),
    Index("authorisations_pending", "installation_id", unique=True, **only_where("status = 'pending'")),
    Index("authorisations_of_tenant", "tenant_id", "client_id"),
    sqlite_autoincrement=True,
)

consents = Table(
    "consents",
    metadata,
    *key(Text, "state_hash"),
    *needed(Text, "installation_id", "user_id", "client_id"),
    *needed(Utc, "expires_at", "created_at"),
    *maybe(Utc, "used_at"),
)
