"""Who uses the extension, as Connect last told us."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage.tables import installations
from connect_ext.storage.upsert import insert_into
from connect_ext.work.authorisation import Installation


def record(tx: Connection, installation: Installation, now: datetime) -> None:
    """Keeps the newest news of an installation; a tier account that is known stays known."""
    news = {
        "account_id": installation.account_id,
        "account_name": installation.account_name,
        "role": installation.role,
        "installed": installation.installed,
        "tier_account_id": installation.tier_account_id,
        "updated_at": now,
    }
    new = insert_into(tx, installations).values(installation_id=installation.id, created_at=now, **news)
    tier_account_id = func.coalesce(new.excluded.tier_account_id, installations.c.tier_account_id)
    changed = {**news, "tier_account_id": tier_account_id}
    tx.execute(new.on_conflict_do_update(index_elements=["installation_id"], set_=changed))


def find(tx: Connection, installation_id: InstallationId) -> Installation | None:
    row = tx.execute(select(installations).where(installations.c.installation_id == installation_id)).one_or_none()
    if row is None:
        return None
    return Installation(
        id=InstallationId(row.installation_id),
        account_id=row.account_id,
        account_name=row.account_name,
        role=row.role,
        installed=row.installed,
        tier_account_id=row.tier_account_id,
    )


def note_tier_account(tx: Connection, installation_id: InstallationId, tier_account_id: str) -> None:
    """Remembers the account as a party of orders; an installation that is not recorded is left alone."""
    own = installations.c.installation_id == installation_id
    tx.execute(update(installations).where(own).values(tier_account_id=tier_account_id))


def note_turn(tx: Connection, installation_id: InstallationId, now: datetime) -> None:
    """A worker takes its turn: now it comes after all others that have work."""
    own = installations.c.installation_id == installation_id
    tx.execute(update(installations).where(own).values(turn_at=now))


def one_at_a_time(tx: Connection, installation_id: InstallationId) -> bool:
    """Until the transaction ends, others of the same installation wait here, and not in each other's way.

    False when there is no such installation."""
    mine = installations.c.installation_id == installation_id
    return tx.execute(select(installations.c.installation_id).where(mine).with_for_update()).one_or_none() is not None
