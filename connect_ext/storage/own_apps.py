"""The Xero app that an installation has of its own, its secrets sealed. Whoever has none uses the provider's."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage.own_app_tables import own_apps
from connect_ext.storage.upsert import insert_into
from connect_ext.storage.vault import Vault, VaultLocked


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A secret, and who has given it when. `value` is None where no key of today opens it."""

    value: str | None = field(repr=False)
    since: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnApp:
    client_id: str
    secret: Kept
    webhook_key: Kept | None
    """What its webhooks are signed with; None where Xero does not post any for it."""


def find(tx: Connection, vault: Vault, installation_id: InstallationId) -> OwnApp | None:
    row = tx.execute(select(own_apps).where(own_apps.c.installation_id == installation_id)).one_or_none()
    if row is None:
        return None
    secret = Kept(value=_opened(vault, row.secret), since=row.secret_at, by=row.secret_by)
    key = None
    if row.webhook_key is not None:
        key = Kept(value=_opened(vault, row.webhook_key), since=row.webhook_key_at, by=row.webhook_key_by)
    return OwnApp(client_id=row.client_id, secret=secret, webhook_key=key)


def save(
    tx: Connection,
    vault: Vault,
    installation_id: InstallationId,
    *,
    client_id: str,
    secret: str,
    user_id: str,
    now: datetime,
) -> None:
    """Puts it in the place of what was there. A webhook key stays only with the app that it belongs to."""
    values: dict[str, Any] = {
        "client_id": client_id,
        "secret": vault.seal(secret),
        "secret_at": now,
        "secret_by": user_id,
    }
    another = (own_apps.c.installation_id == installation_id) & (own_apps.c.client_id != client_id)
    tx.execute(update(own_apps).where(another).values(webhook_key=None, webhook_key_at=None, webhook_key_by=None))
    new = insert_into(tx, own_apps).values(installation_id=installation_id, **values)
    tx.execute(new.on_conflict_do_update(index_elements=["installation_id"], set_=values))


def save_webhook_key(
    tx: Connection, vault: Vault, installation_id: InstallationId, key: str, user_id: str, now: datetime
) -> None:
    """Nothing happens where there is no app."""
    values = {"webhook_key": vault.seal(key), "webhook_key_at": now, "webhook_key_by": user_id}
    tx.execute(update(own_apps).where(own_apps.c.installation_id == installation_id).values(values))


def remove(tx: Connection, installation_id: InstallationId) -> bool:
    """With its secrets. False where there was none."""
    return tx.execute(delete(own_apps).where(own_apps.c.installation_id == installation_id)).rowcount == 1


def _opened(vault: Vault, sealed: str) -> str | None:
    try:
        return vault.open(sealed)
    except VaultLocked:
        return None
