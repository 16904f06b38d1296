"""The stored secrets of an installation, sealed anew, so that an old key can be taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage.authorisation_tables import authorisations
from connect_ext.storage.own_app_tables import own_apps
from connect_ext.storage.vault import Vault, VaultLocked

SEALED: tuple[Column[Any], ...] = (authorisations.c.tokens, own_apps.c.secret, own_apps.c.webhook_key)
"""Every column that holds a sealed secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resealed:
    done: int = 0
    lost: int = 0
    """No key of today opens them; they stay as they are."""


def reseal(tx: Connection, vault: Vault, installation_id: InstallationId) -> Resealed:
    """With the vault's first key. Who renews a token at the same moment is waited for, and what it wrote is kept."""
    parts = [_reseal_column(tx, vault, installation_id, column) for column in SEALED]
    return Resealed(done=sum(part.done for part in parts), lost=sum(part.lost for part in parts))


def _reseal_column(tx: Connection, vault: Vault, installation_id: InstallationId, column: Column[Any]) -> Resealed:
    table: Table = column.table
    [key] = table.primary_key.columns
    stored = (table.c.installation_id == installation_id) & column.is_not(None)
    done = lost = 0
    for row_key, sealed in tx.execute(select(key, column).where(stored).with_for_update()).all():
        try:
            anew = vault.seal(vault.open(sealed))
        except VaultLocked:
            lost += 1
            continue
        tx.execute(update(table).where(key == row_key).values({column: anew}))
        done += 1
    return Resealed(done=done, lost=lost)
