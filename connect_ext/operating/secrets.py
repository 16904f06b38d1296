"""Keys are changed: put a new one first in ENCRYPTION_KEYS, seal everything anew, then take the old one away."""

from __future__ import annotations

from connect_ext.storage import system
from connect_ext.storage.database import Database
from connect_ext.storage.resealing import Resealed, reseal
from connect_ext.storage.vault import Vault


def rotate(database: Database, vault: Vault) -> Resealed:
    """One installation per transaction: what is done stays done, and doing it again does no harm."""
    with database.transaction() as tx:
        waiting = system.sealed(tx)
    done = lost = 0
    for installation_id in waiting:
        with database.transaction() as tx:
            resealed = reseal(tx, vault, installation_id)
        done, lost = done + resealed.done, lost + resealed.lost
    return Resealed(done=done, lost=lost)
