"""The stored secrets of an installation, sealed anew, so that an old key can be taken away."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage.authorisation_tables import authorisations
from connect_ext.storage.vault import Vault, VaultLocked


@dataclass(frozen=True, slots=True, kw_only=True)
class Resealed:
    done: int = 0
    lost: int = 0
    """No key of today opens them; they stay as they are."""


def reseal(tx: Connection, vault: Vault, installation_id: InstallationId) -> Resealed:
    """With the vault's first key. Who renews a token at the same moment is waited for, and what it wrote is kept."""
    stored = (authorisations.c.installation_id == installation_id) & authorisations.c.tokens.is_not(None)
    done = lost = 0
    for row in tx.execute(select(authorisations.c.id, authorisations.c.tokens).where(stored).with_for_update()):
        try:
            tokens = vault.seal(vault.open(row.tokens))
        except VaultLocked:
            lost += 1
            continue
        tx.execute(update(authorisations).where(authorisations.c.id == row.id).values(tokens=tokens))
        done += 1
    return Resealed(done=done, lost=lost)
