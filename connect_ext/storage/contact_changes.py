"""Contacts that are to follow what their customers have changed in the marketplace: the last request of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.booking.contact_change import ContactField, Differs
from connect_ext.books.ids import InstallationId, TenantId, TierAccountId
from connect_ext.books.orders.order import Address, Party
from connect_ext.storage.contact_change_tables import contact_changes
from connect_ext.storage.upsert import insert_into
from connect_ext.work.changed_contact import OPEN, ChangeState


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a look at the contact has shown."""

    contact: str = ""
    """Its name in Xero."""
    reason: str = ""
    """Why it does not follow by itself."""
    differences: tuple[Differs, ...] = ()
    digest: str = ""
    """Of what a person is shown."""


NOTHING_SEEN = Looked()


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedChange:
    request_id: str
    party: Party
    state: ChangeState
    asked_at: datetime
    user_id: str
    """Who has applied it; empty: nobody."""
    looked: Looked


def add(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    request_id: str,
    party: Party,
    state: ChangeState,
    now: datetime,
) -> bool:
    """False, with nothing changed, where the request is known. An open one of the same customer gives way to it, unless
    it is the later one by its number."""
    own = _in(installation_id, tenant_id) & (contact_changes.c.customer == party.id)
    known = tx.execute(select(contact_changes.c.request_id).where(own)).scalars().all()
    if request_id in known:
        return False
    later = any(_number(one) > _number(request_id) for one in known)
    first = ChangeState.REPLACED if later else state
    new = insert_into(tx, contact_changes).values(
        installation_id=installation_id,
        tenant_id=tenant_id,
        request_id=request_id,
        customer=party.id,
        party=asdict(party),
        state=first,
        asked_at=now,
        due_at=now if first is ChangeState.NEW else None,
        user_id="",
        **_values(NOTHING_SEEN),
    )
    added = tx.execute(new.on_conflict_do_nothing().returning(contact_changes.c.request_id)).one_or_none()
    if added is not None and not later:
        former = own & contact_changes.c.state.in_(OPEN) & (contact_changes.c.request_id != request_id)
        tx.execute(update(contact_changes).where(former).values(state=ChangeState.REPLACED, due_at=None))
    return added is not None


def claim(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    *,
    now: datetime,
    until: datetime,
    limit: int,
) -> tuple[WantedChange, ...]:
    """Takes due ones, each by one worker: for another they are due again at `until`."""
    own = _in(installation_id, tenant_id)
    due = (
        select(contact_changes.c.request_id)
        .where(own, contact_changes.c.due_at <= now)
        .order_by(contact_changes.c.due_at, contact_changes.c.request_id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")  # not a plain subquery, which PostgreSQL may run several times
    )
    taken = update(contact_changes).where(own, contact_changes.c.request_id.in_(select(due.c.request_id)))
    found = [_read(row) for row in tx.execute(taken.values(due_at=until).returning(*contact_changes.c))]
    return tuple(sorted(found, key=lambda one: one.request_id))


def settle(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    change: WantedChange,
    state: ChangeState,
    *,
    looked: Looked,
    due_at: datetime | None = None,
) -> bool:
    """False, with nothing changed, where it is not in the state any more in which it was taken."""
    this = _this(installation_id, tenant_id, change.request_id) & (contact_changes.c.state == change.state)
    values = {"state": state, "due_at": due_at, **_values(looked)}
    return tx.execute(update(contact_changes).where(this).values(values)).rowcount == 1


def decide(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    customer: TierAccountId,
    digest: str,
    state: ChangeState,
    *,
    user_id: str,
    due_at: datetime | None,
) -> WantedChange | None:
    """A person's word on what was shown. None, with nothing changed, where that is not what is proposed any more."""
    shown = (contact_changes.c.state == ChangeState.PROPOSED) & (contact_changes.c.digest == digest)
    this = _in(installation_id, tenant_id) & (contact_changes.c.customer == customer) & shown
    changed = update(contact_changes).where(this).values(state=state, user_id=user_id, due_at=due_at)
    row = tx.execute(changed.returning(*contact_changes.c)).one_or_none()
    return None if row is None else _read(row)


def find(tx: Connection, installation_id: InstallationId, tenant_id: TenantId, request_id: str) -> WantedChange | None:
    row = tx.execute(select(contact_changes).where(_this(installation_id, tenant_id, request_id))).one_or_none()
    return None if row is None else _read(row)


def shown(tx: Connection, installation_id: InstallationId, tenant_id: TenantId, limit: int) -> tuple[WantedChange, ...]:
    """What waits for a person, or is on its way since one has applied it; the oldest first."""
    these = _in(installation_id, tenant_id) & contact_changes.c.state.in_([ChangeState.PROPOSED, ChangeState.WANTED])
    ordered = select(contact_changes).where(these).order_by(contact_changes.c.asked_at, contact_changes.c.request_id)
    return tuple(map(_read, tx.execute(ordered.limit(limit))))


def count(tx: Connection, installation_id: InstallationId, tenant_id: TenantId) -> int:
    """How many wait for a person."""
    these = _in(installation_id, tenant_id) & (contact_changes.c.state == ChangeState.PROPOSED)
    return tx.execute(select(func.count()).select_from(contact_changes).where(these)).scalar_one()


def _number(request_id: str) -> int:
    """Requests of one customer are numbered at the end of their ids; of others the last to come is the last."""
    last = request_id.rpartition("-")[2]
    return int(last) if last.isascii() and last.isdigit() else 0


def _values(looked: Looked) -> dict[str, Any]:
    told = [{"field": one.field.value, "held": one.held, "said": one.said} for one in looked.differences]
    return {"contact": looked.contact, "reason": looked.reason, "digest": looked.digest, "differences": told}


def _read(row: Row[Any]) -> WantedChange:
    return WantedChange(
        request_id=row.request_id,
        party=_party(row.party),
        state=row.state,
        asked_at=row.asked_at,
        user_id=row.user_id,
        looked=Looked(
            contact=row.contact, reason=row.reason, digest=row.digest, differences=tuple(_differences(row.differences))
        ),
    )


def _differences(stored: Sequence[dict[str, str]]) -> list[Differs]:
    return [Differs(field=ContactField(one["field"]), held=one["held"], said=one["said"]) for one in stored]


def _party(stored: dict[str, Any]) -> Party:
    return Party(**{**stored, "address": Address(**stored["address"])})


def _this(installation_id: InstallationId, tenant_id: TenantId, request_id: str) -> ColumnElement[bool]:
    return _in(installation_id, tenant_id) & (contact_changes.c.request_id == request_id)


def _in(installation_id: InstallationId, tenant_id: TenantId) -> ColumnElement[bool]:
    return (contact_changes.c.installation_id == installation_id) & (contact_changes.c.tenant_id == tenant_id)
