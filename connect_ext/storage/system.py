"""The few questions that look across installations. Nothing else in storage does; a test counts them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import or_, select, union, update
from sqlalchemy.engine import Connection

from connect_ext.books.days import platform_day
from connect_ext.books.ids import InstallationId, TenantId, XeroId
from connect_ext.storage import digest_turn
from connect_ext.storage.apps_used import keep_an_app, keep_tokens, through_another_app
from connect_ext.storage.authorisation_tables import authorisations, consents
from connect_ext.storage.authorisations import CURRENT
from connect_ext.storage.budget_tables import call_budgets, pauses
from connect_ext.storage.call_budgets import budget_of, values_of
from connect_ext.storage.digest_tables import digests
from connect_ext.storage.due import WHOLE_APP, work_of_each
from connect_ext.storage.handing_over import former_of, statements
from connect_ext.storage.heard import documents_of, listeners
from connect_ext.storage.pausing import Pause, WaitsFor, concerned, news, waits_for
from connect_ext.storage.tables import cursors, installations, links
from connect_ext.storage.upsert import insert_into
from connect_ext.work.authorisation import AuthorisationId, AuthorisationStatus, Consent
from connect_ext.work.budget import Budget
from connect_ext.work.notice import NoticeKind

LONG_AGO = datetime.min.replace(tzinfo=UTC)


def installations_with_work(tx: Connection, now: datetime, limit: int) -> tuple[InstallationId, ...]:
    """Installations for which a worker could do something now: the one whose last turn is longest ago first, of those
    that never had one the one that has waited longest. So nobody waits for another's backlog, however large.

    Work is an untaken notice, a period of our own calendar that is due, and, where the connection is active and not
    paused, a task or an abandoned intent that can be claimed, or a follow-up, an undo or a contact's change that is
    due. What cannot be worked off is not named, or it would keep the others from their turn for ever.
    """
    waiting: list[tuple[datetime, datetime, InstallationId]] = []
    for installation_id, turn_at, begun, *since in tx.execute(work_of_each(), {"now": now, "today": platform_day(now)}):
        known = [moment for moment in since if moment is not None]
        if begun is not None:
            known.append(datetime.combine(begun, time(), UTC))
        if known:
            waiting.append((turn_at or LONG_AGO, min(known), installation_id))
    return tuple(installation_id for _, _, installation_id in sorted(waiting)[:limit])


def take_consent(tx: Connection, state_hash: str, now: datetime) -> Consent | None:
    """Uses up a request for consent, and returns it as it was before: one with `used_at` was used already.

    None when nobody asked. Whether it has expired is for the caller to see.
    """
    this = consents.c.state_hash == state_hash
    first = update(consents).where(this, consents.c.used_at.is_(None)).values(used_at=now)
    won = tx.execute(first).rowcount == 1
    row = tx.execute(select(consents).where(this)).one_or_none()
    if row is None:
        return None
    return Consent(
        installation_id=row.installation_id,
        user_id=row.user_id,
        client_id=row.client_id,
        expires_at=row.expires_at,
        used_at=None if won else row.used_at,
    )


def organisation_is_used(
    tx: Connection, client_id: str, tenant_id: TenantId, *, besides: Collection[AuthorisationId]
) -> bool:
    """Whether the connection of any installation reaches an organisation through this Xero app; those in `besides`
    do not count."""
    theirs = select(authorisations.c.id).where(
        authorisations.c.tenant_id == tenant_id,
        authorisations.c.client_id == client_id,
        authorisations.c.status.in_(CURRENT),
        authorisations.c.id.not_in(besides),
    )
    return tx.execute(theirs.limit(1)).one_or_none() is not None


def left_behind(tx: Connection, limit: int) -> tuple[InstallationId, ...]:
    """Installations that are gone while secrets of theirs are still here, the one that left first before the others."""
    mine = installations.c.installation_id
    gone = select(mine).where(~installations.c.installed, or_(mine.in_(keep_tokens()), mine.in_(keep_an_app())))
    oldest = gone.order_by(installations.c.updated_at, installations.c.installation_id).limit(limit)
    return tuple(tx.execute(oldest).scalars())


def linked_elsewhere(
    tx: Connection, tenant_id: TenantId, xero_ids: Collection[XeroId], besides: InstallationId
) -> frozenset[XeroId]:
    """Those of an organisation's documents that another installation made or linked."""
    theirs = select(links.c.xero_id).where(
        links.c.tenant_id == tenant_id, links.c.xero_id.in_(set(xero_ids)), links.c.installation_id != besides
    )
    return frozenset(tx.execute(theirs).scalars())


def former_installation(
    tx: Connection, account_id: str, tenant_id: TenantId, heir: InstallationId
) -> tuple[InstallationId, int] | None:
    """The last installation of the same account in the same organisation that is gone, and how many documents of it
    are known; None where there is none, or where the heir does not want its things."""
    row = tx.execute(former_of(account_id, tenant_id, heir).limit(1)).one_or_none()
    return None if row is None else (InstallationId(row.installation_id), row.documents)


def hand_over(tx: Connection, former: InstallationId, heir: InstallationId, tenant_id: TenantId) -> None:
    """What the one knows of the organisation's documents is the other's from now on."""
    for statement in statements(former, heir, tenant_id):
        tx.execute(statement)


def pause(tx: Connection, client_id: str, tenant_id: TenantId, now: datetime, until: datetime, why: str) -> None:
    """Pauses an organisation for everybody who uses it through the same app; a longer pause stays as it is."""
    values = {"until": until, "why": why, "since": now, "told": False}
    new = insert_into(tx, pauses).values(client_id=client_id, tenant_id=tenant_id, **values)
    longer = new.excluded.until > pauses.c.until
    same = ["client_id", "tenant_id"]
    tx.execute(new.on_conflict_do_update(index_elements=same, set_=news(new, until, now), where=longer))


def paused(tx: Connection, client_id: str, tenant_id: TenantId, now: datetime) -> Pause | None:
    """The longer of its own pause and that of the whole app."""
    here = pauses.c.tenant_id.in_([tenant_id, WHOLE_APP])
    this = (pauses.c.client_id == client_id) & here & (pauses.c.until > now)
    longest = select(pauses.c.since, pauses.c.until, pauses.c.why).where(this).order_by(pauses.c.until.desc()).limit(1)
    row = tx.execute(longest).one_or_none()
    return Pause(since=row.since, until=row.until, why=row.why) if row else None


def pause_app(tx: Connection, client_id: str, now: datetime, until: datetime, why: str) -> None:
    """The same for all organisations that the app reaches."""
    pause(tx, client_id, TenantId(WHOLE_APP), now, until, why)


def take_untold_pauses(tx: Connection, now: datetime, lasting: timedelta) -> tuple[WaitsFor, ...]:
    """Who waits for a pause that lasts so long and of which nobody was told; from now on somebody was."""
    open_ = (pauses.c.until > now) & pauses.c.told.is_(False)
    untold = [row for row in tx.execute(select(pauses).where(open_)) if row.until - row.since >= lasting]
    found: list[WaitsFor] = []
    for row in untold:
        this = (pauses.c.client_id == row.client_id) & (pauses.c.tenant_id == row.tenant_id) & open_
        if tx.execute(update(pauses).where(this).values(told=True)).rowcount == 1:
            found += [waits_for(row, one) for one in tx.execute(concerned(row.client_id, row.tenant_id))]
    return tuple(found)


def call_budget(tx: Connection, client_id: str, tenant_id: TenantId) -> Budget:
    """What an organisation still takes. Its row is locked until the transaction ends."""
    this = (call_budgets.c.client_id == client_id) & (call_budgets.c.tenant_id == tenant_id)
    new = insert_into(tx, call_budgets).values(
        client_id=client_id, tenant_id=tenant_id, flights=[], day_most=Budget().day_most
    )
    tx.execute(new.on_conflict_do_nothing())
    return budget_of(tx.execute(select(call_budgets).where(this).with_for_update()).one())


def calls_left(tx: Connection, client_id: str, tenant_id: TenantId, now: datetime) -> int | None:
    """Of the day's calls to an organisation, as Xero last told; None where it has told nothing of this day."""
    this = (call_budgets.c.client_id == client_id) & (call_budgets.c.tenant_id == tenant_id)
    found: int | None = tx.execute(
        select(call_budgets.c.day_left).where(this, call_budgets.c.day_until > now)
    ).scalar_one_or_none()
    return found


def keep_call_budget(tx: Connection, client_id: str, tenant_id: TenantId, budget: Budget) -> None:
    """Of the row that `call_budget` has locked in the same transaction."""
    this = (call_budgets.c.client_id == client_id) & (call_budgets.c.tenant_id == tenant_id)
    tx.execute(update(call_budgets).where(this).values(values_of(budget)))


def unchecked_installations(tx: Connection, before: datetime, limit: int) -> tuple[InstallationId, ...]:
    """Installations whose changed orders nobody has searched for since `before`, the one longest ago first."""
    own = (cursors.c.installation_id == installations.c.installation_id) & (
        cursors.c.source == NoticeKind.ASSET_REQUEST
    )
    joined = select(installations.c.installation_id).outerjoin(cursors, own).where(installations.c.installed)
    due = joined.where(or_(cursors.c.checked_at.is_(None), cursors.c.checked_at <= before))
    first = cursors.c.checked_at.asc().nulls_first()
    return tuple(tx.execute(due.order_by(first, installations.c.installation_id).limit(limit)).scalars())


def unused_connections(tx: Connection, before: datetime, limit: int) -> tuple[InstallationId, ...]:
    """Installations whose active consent was last renewed before a moment, the one longest ago first."""
    theirs = (authorisations.c.installation_id == installations.c.installation_id) & installations.c.installed
    active = (authorisations.c.status == AuthorisationStatus.ACTIVE) & (authorisations.c.refreshed_at < before)
    found = select(installations.c.installation_id).join(authorisations, theirs).where(active)
    return tuple(tx.execute(found.order_by(authorisations.c.refreshed_at).limit(limit)).scalars())


def installed(tx: Connection, after: InstallationId | None, limit: int) -> tuple[InstallationId, ...]:
    """Who has the extension, by id, from above `after`."""
    here = select(installations.c.installation_id).where(installations.c.installed)
    if after is not None:
        here = here.where(installations.c.installation_id > after)
    return tuple(tx.execute(here.order_by(installations.c.installation_id).limit(limit)).scalars())


def take_digest(tx: Connection, *, first_since: datetime, now: datetime, until: datetime) -> datetime | None:
    """From when on the operator is to be mailed; None where it is not due. For another worker it is not before
    `until`."""
    new = insert_into(tx, digests).values(digest_turn.first(first_since, now))
    tx.execute(new.on_conflict_do_nothing())
    taken = digest_turn.taken(now, until).returning(digests.c.told_until)
    since: datetime | None = tx.execute(taken).scalar_one_or_none()
    return since


def digest_mailed(tx: Connection, told_until: datetime, due_at: datetime) -> None:
    """What happened before was mailed; nobody mails again before then."""
    tx.execute(digest_turn.mailed(told_until, due_at))


def linked_documents(
    tx: Connection, client_id: str, tenant_id: TenantId, xero_ids: Collection[XeroId]
) -> tuple[tuple[InstallationId, XeroId], ...]:
    """Whose documents these of an organisation are, among the installations that reach it through this Xero app now."""
    rows = tx.execute(documents_of(client_id, tenant_id, xero_ids))
    return tuple((InstallationId(row.installation_id), XeroId(row.xero_id)) for row in rows)


def with_something_to_hear(tx: Connection, now: datetime, before: datetime, limit: int) -> tuple[InstallationId, ...]:
    """Installations that can ask Xero now and either were told of a change or have not asked since `before`, the one
    that asked longest ago first."""
    return tuple(tx.execute(listeners(now, before).limit(limit)).scalars())


def sealed(tx: Connection) -> tuple[InstallationId, ...]:
    """Whose secrets are stored here, installed or not, by id."""
    kept = union(keep_tokens(), keep_an_app()).subquery()
    return tuple(tx.execute(select(kept.c.installation_id).order_by(kept.c.installation_id)).scalars())


def was_reached_through_another_app(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, client_id: str
) -> bool:
    """Whether the account has ever made documents of the organisation through a Xero app other than this one, with
    this installation or a former one."""
    return tx.execute(through_another_app(installation_id, tenant_id, client_id).limit(1)).one_or_none() is not None
