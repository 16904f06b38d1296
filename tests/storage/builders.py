"""Values to store, with everything filled in that a test does not care about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.engine import Connection

from connect_ext.books.ids import AssetId, DocumentKey, InstallationId, OrderKey, TenantId
from connect_ext.books.orders.order import OrderType
from connect_ext.storage import authorisations, installations, intents, tasks
from connect_ext.storage.vault import Vault
from connect_ext.work.authorisation import AuthorisationId, Installation, TokenSet
from connect_ext.work.intent import Call, Intent, IntentDraft, IntentPart
from connect_ext.work.notice import Notice, NoticeKind
from connect_ext.work.outcome import Settlement
from connect_ext.work.task import SyncTask, TaskDraft, TaskId, TaskStatus

US = InstallationId("EIN-1")
OTHERS = InstallationId("EIN-2")
TENANT = TenantId("tenant-1")
NOW = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
LATER = NOW + timedelta(minutes=2)
KEY = "1RzFxJm5NVQ8kYVxnJ6MWL8Yq7UoVhwgUuJ3vVQvZqM="
VAULT = Vault((KEY,))


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def an_installation(installation_id: InstallationId = US, **changed: Any) -> Installation:
    values: dict[str, Any] = {
        "account_id": "VA-1",
        "account_name": "Reseller",
        "role": "reseller",
        "installed": True,
        "tier_account_id": None,
    }
    return Installation(id=installation_id, **{**values, **changed})


def a_notice(source_id: str = "PR-1", installation_id: InstallationId = US, **changed: Any) -> Notice:
    values: dict[str, Any] = {
        "kind": NoticeKind.ASSET_REQUEST,
        "status": "approved",
        "payload": {"id": source_id},
        "changed_at": NOW,
        "seen_at": NOW,
    }
    return Notice(installation_id=installation_id, source_id=source_id, **{**values, **changed})


def a_draft(order_key: str = "PR-1", **changed: Any) -> TaskDraft:
    values: dict[str, Any] = {
        "order_type": OrderType.SALES,
        "asset_id": None,
        "status": TaskStatus.PENDING,
        "reason": "",
        "payload": {"id": order_key},
        "due_at": NOW,
    }
    return TaskDraft(order_key=OrderKey(order_key), **{**values, **changed})


def store(tx: Connection, order_key: str = "PR-1", installation_id: InstallationId = US, **changed: Any) -> TaskId:
    if "asset_id" in changed:
        changed["asset_id"] = AssetId(changed["asset_id"])
    return tasks.store(tx, installation_id, a_draft(order_key, **changed), NOW)


def claim(tx: Connection, owner: str = "worker", *, now: datetime = NOW, limit: int = 50) -> tuple[SyncTask, ...]:
    return tasks.claim(tx, US, owner=owner, now=now, until=now + timedelta(seconds=90), limit=limit)


def a_settlement(status: TaskStatus = TaskStatus.SYNCED, **changed: Any) -> Settlement:
    values: dict[str, Any] = {"reason": "", "problems": (), "due_at": None, "attempts": 0}
    return Settlement(status=status, **{**values, **changed})


def task(tx: Connection, task_id: TaskId, installation_id: InstallationId = US) -> SyncTask:
    found = tasks.find(tx, installation_id, task_id)
    assert found is not None
    return found


def an_intent_draft(parts: Sequence[tuple[str, Sequence[TaskId]]], **changed: Any) -> IntentDraft:
    values: dict[str, Any] = {
        "installation_id": US,
        "tenant_id": TENANT,
        "call": Call.CREATE_INVOICES,
        "body": '{"Invoices":[]}',
        "generation": 1,
    }
    made = tuple(IntentPart(key=DocumentKey(key), task_ids=tuple(task_ids)) for key, task_ids in parts)
    return IntentDraft(parts=made, **{**values, **changed})


def write(
    tx: Connection, parts: Sequence[tuple[str, Sequence[TaskId]]], owner: str = "worker", **changed: Any
) -> Intent:
    draft = an_intent_draft(parts, **changed)
    return intents.write(tx, draft.installation_id, owner, draft, NOW, NOW + timedelta(seconds=90))


def tokens(word: str = "first", expires_at: datetime = LATER) -> TokenSet:
    return TokenSet(access_token=f"access-{word}", refresh_token=f"refresh-{word}", expires_at=expires_at)


def connect(
    tx: Connection, installation_id: InstallationId = US, tenant_id: TenantId = TENANT, client_id: str = "app"
) -> AuthorisationId:
    """Records the installation and gives it an active authorisation."""
    installations.record(tx, an_installation(installation_id), NOW)
    made = authorisations.add_pending(
        tx, VAULT, installation_id, client_id=client_id, event_id="event", tokens=tokens(), now=NOW
    )
    activated = authorisations.activate(
        tx, installation_id, made, tenant_id=tenant_id, tenant_name="Books", connection_id="connection-1", now=NOW
    )
    assert activated
    return made
