"""Consents of an installation and their sealed tokens: at most one pending, at most one current."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, or_, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.storage.authorisation_tables import authorisations
from connect_ext.storage.vault import Vault, VaultLocked
from connect_ext.work.authorisation import Authorisation, AuthorisationId, AuthorisationStatus, TokenSet

_S = AuthorisationStatus
CURRENT = (_S.ACTIVE, _S.BROKEN)
USABLE = (_S.PENDING, _S.ACTIVE)
ERASED = {"status": _S.ENDED, "tokens": None, "refresh_owner": None, "refresh_until": None}
UNREADABLE = "its tokens were sealed with a key that ENCRYPTION_KEYS does not hold any more"
REPLACED = "Another consent has taken its place."


def add_pending(
    tx: Connection,
    vault: Vault,
    installation_id: InstallationId,
    *,
    client_id: str,
    event_id: str,
    tokens: TokenSet,
    now: datetime,
) -> AuthorisationId:
    """A new consent that waits for its organisation; an earlier one that still waited is ended."""
    _end_all(tx, installation_id, (_S.PENDING,), now)
    new = insert(authorisations).values(
        installation_id=installation_id,
        status=_S.PENDING,
        client_id=client_id,
        event_id=event_id,
        tenant_name="",
        tokens=_seal(vault, tokens),
        why="",
        created_at=now,
        updated_at=now,
        refreshed_at=now,
    )
    return AuthorisationId(tx.execute(new.returning(authorisations.c.id)).scalar_one())


def pending(tx: Connection, vault: Vault, installation_id: InstallationId) -> Authorisation | None:
    return _one(tx, vault, _all(installation_id) & (authorisations.c.status == _S.PENDING))


def current(tx: Connection, vault: Vault, installation_id: InstallationId) -> Authorisation | None:
    """The active one, or the one that broke and was not replaced."""
    return _one(tx, vault, _all(installation_id) & authorisations.c.status.in_(CURRENT))


def find(
    tx: Connection, vault: Vault, installation_id: InstallationId, authorisation_id: AuthorisationId
) -> Authorisation | None:
    return _one(tx, vault, _own(installation_id, authorisation_id))


def activate(
    tx: Connection,
    installation_id: InstallationId,
    authorisation_id: AuthorisationId,
    *,
    tenant_id: TenantId,
    tenant_name: str,
    connection_id: str,
    now: datetime,
) -> bool:
    """Makes a pending consent the current one; the former ends and its tokens are erased.

    False, with nothing changed, when it is not pending any more.
    """
    waiting = _own(installation_id, authorisation_id) & (authorisations.c.status == _S.PENDING)
    if tx.execute(select(authorisations.c.id).where(waiting).with_for_update()).one_or_none() is None:
        return False
    _end_all(tx, installation_id, CURRENT, now)
    values = {"tenant_id": tenant_id, "tenant_name": tenant_name, "connection_id": connection_id}
    tx.execute(update(authorisations).where(waiting).values(status=_S.ACTIVE, updated_at=now, **values))
    return True


def mark_broken(
    tx: Connection, installation_id: InstallationId, authorisation_id: AuthorisationId, why: str, now: datetime
) -> bool:
    """Xero accepts an active one no longer; it stays current, so that people see which and why.

    False, with nothing changed, when it is not active any more.
    """
    active = _own(installation_id, authorisation_id) & (authorisations.c.status == _S.ACTIVE)
    broken = update(authorisations).where(active).values(status=_S.BROKEN, why=why, updated_at=now)
    return tx.execute(broken).rowcount == 1


def end(
    tx: Connection, installation_id: InstallationId, authorisation_id: AuthorisationId, why: str, now: datetime
) -> bool:
    """Ends a consent and erases its tokens. False, with nothing changed, when it had ended already."""
    alive = _own(installation_id, authorisation_id) & (authorisations.c.status != _S.ENDED)
    ended = update(authorisations).where(alive).values(why=why, updated_at=now, **ERASED)
    return tx.execute(ended).rowcount == 1


def warn_once(tx: Connection, installation_id: InstallationId, authorisation_id: AuthorisationId, days: int) -> bool:
    """True for the first who warns so many days before its end, since it was renewed."""
    untold = or_(authorisations.c.warned.is_(None), authorisations.c.warned > days)
    active = _own(installation_id, authorisation_id) & (authorisations.c.status == _S.ACTIVE)
    return tx.execute(update(authorisations).where(active, untold).values(warned=days)).rowcount == 1


def lease_refresh(
    tx: Connection,
    installation_id: InstallationId,
    authorisation_id: AuthorisationId,
    owner: str,
    now: datetime,
    until: datetime,
) -> bool:
    """Compare-and-set: True for the one that may refresh the tokens until `until`."""
    free = or_(authorisations.c.refresh_owner.is_(None), authorisations.c.refresh_until <= now)
    usable = _own(installation_id, authorisation_id) & authorisations.c.status.in_(USABLE) & free
    values = {"refresh_owner": owner, "refresh_until": until}
    return tx.execute(update(authorisations).where(usable).values(values)).rowcount == 1


def save_tokens(
    tx: Connection,
    vault: Vault,
    installation_id: InstallationId,
    authorisation_id: AuthorisationId,
    owner: str,
    tokens: TokenSet,
    now: datetime,
) -> bool:
    """Keeps refreshed tokens and gives the lease back. False, with nothing changed, without the lease."""
    values = {
        "tokens": _seal(vault, tokens),
        "updated_at": now,
        "refreshed_at": now,
        "warned": None,
        "refresh_owner": None,
        "refresh_until": None,
    }
    leased = _own(installation_id, authorisation_id) & (authorisations.c.refresh_owner == owner)
    return tx.execute(update(authorisations).where(leased).values(values)).rowcount == 1


def expire(
    tx: Connection,
    vault: Vault,
    installation_id: InstallationId,
    authorisation_id: AuthorisationId,
    refused: TokenSet,
    now: datetime,
) -> bool:
    """Marks tokens that Xero refused as expired now, so that the next use refreshes them.

    False, with nothing changed, when others have taken their place meanwhile.
    """
    own = _own(installation_id, authorisation_id)
    row = tx.execute(select(authorisations.c.tokens).where(own).with_for_update()).one_or_none()
    if row is None or row.tokens is None or _unseal(vault, row.tokens).access_token != refused.access_token:
        return False
    tx.execute(update(authorisations).where(own).values(tokens=_seal(vault, replace(refused, expires_at=now))))
    return True


def release_refresh(
    tx: Connection, installation_id: InstallationId, authorisation_id: AuthorisationId, owner: str
) -> None:
    leased = _own(installation_id, authorisation_id) & (authorisations.c.refresh_owner == owner)
    tx.execute(update(authorisations).where(leased).values(refresh_owner=None, refresh_until=None))


def _all(installation_id: InstallationId) -> ColumnElement[bool]:
    return authorisations.c.installation_id == installation_id


def _own(installation_id: InstallationId, authorisation_id: AuthorisationId) -> ColumnElement[bool]:
    return _all(installation_id) & (authorisations.c.id == authorisation_id)


def _end_all(
    tx: Connection, installation_id: InstallationId, statuses: tuple[AuthorisationStatus, ...], now: datetime
) -> None:
    ended = _all(installation_id) & authorisations.c.status.in_(statuses)
    tx.execute(update(authorisations).where(ended).values(why=REPLACED, updated_at=now, **ERASED))


def _one(tx: Connection, vault: Vault, which: ColumnElement[bool]) -> Authorisation | None:
    row = tx.execute(select(authorisations).where(which)).one_or_none()
    return _authorisation(vault, row) if row else None


def _authorisation(vault: Vault, row: Row[Any]) -> Authorisation:
    """Tokens that no key of today opens are lost; the connection is broken and its owner can connect again."""
    try:
        tokens = None if row.tokens is None else _unseal(vault, row.tokens)
    except VaultLocked:
        return replace(_with(row, None), status=_S.BROKEN, why=UNREADABLE)
    return _with(row, tokens)


def _with(row: Row[Any], tokens: TokenSet | None) -> Authorisation:
    return Authorisation(
        id=row.id,
        installation_id=row.installation_id,
        status=row.status,
        client_id=row.client_id,
        event_id=row.event_id,
        tenant_id=row.tenant_id,
        tenant_name=row.tenant_name,
        connection_id=row.connection_id,
        tokens=tokens,
        why=row.why,
        created_at=row.created_at,
        refreshed_at=row.refreshed_at,
        changed_at=row.updated_at,
        short_code=row.short_code or "",
    )


def _seal(vault: Vault, tokens: TokenSet) -> str:
    content = [tokens.access_token, tokens.refresh_token, tokens.expires_at.isoformat()]
    return vault.seal(json.dumps(content))


def _unseal(vault: Vault, sealed: str) -> TokenSet:
    access_token, refresh_token, expires_at = json.loads(vault.open(sealed))
    return TokenSet(
        access_token=access_token, refresh_token=refresh_token, expires_at=datetime.fromisoformat(expires_at)
    )
