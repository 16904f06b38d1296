"""What the tests of the work build: readings, tasks as stored, failures and intents, each changed by a word."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from connect_ext.books.ids import (
    AssetId,
    DocumentKey,
    InstallationId,
    MarketplaceId,
    OrderKey,
    ProductId,
    RequestId,
    TenantId,
    TierAccountId,
)
from connect_ext.books.orders.order import Order, OrderType, Party
from connect_ext.books.orders.reading import NoOrder, NotYet, Unreadable
from connect_ext.books.problems.problem import Code, Problem, problem
from connect_ext.work.failure import Failure, FailureKind
from connect_ext.work.intent import Call, Intent, IntentDraft, IntentId, IntentPart
from connect_ext.work.task import SyncTask, TaskId, TaskStatus

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
REQUEST = "PR-1895-0864-1238-001"
ASSET = AssetId("AS-1895-0864-1238")
INSTALLATION = InstallationId("EIN-1-001")
TENANT = TenantId("e0000000-0000-0000-0000-000000000001")


def an_order(**changes: Any) -> Order:
    default = {
        "key": OrderKey(REQUEST),
        "type": OrderType.SALES,
        "request_id": RequestId(REQUEST),
        "asset_id": ASSET,
        "product_id": ProductId("PRD-276-377-545"),
        "product_name": "Harbour Mail",
        "marketplace_id": MarketplaceId("MP-12345"),
        "marketplace_name": "Australia",
        "customer": Party(id=TierAccountId("TA-2"), name="Blue Lake Pty Ltd"),
        "tier1": None,
        "tier2": None,
        "fees": (),
        "effective_at": NOW,
    }
    return Order(**{**default, **changes})


def no_order(reason: str = "A test connection moves no money.") -> NoOrder:
    return NoOrder(key=OrderKey(REQUEST), type=None, asset_id=ASSET, reason=reason)


def not_yet(reason: str = "It is not approved yet.") -> NotYet:
    return NotYet(key=OrderKey(REQUEST), type=OrderType.SALES, asset_id=ASSET, reason=reason)


def unreadable() -> Unreadable:
    return Unreadable(key=OrderKey(REQUEST), type=None, asset_id=None, problem=a_problem())


def a_problem(subject: str = REQUEST) -> Problem:
    return problem(Code.UNREADABLE, subject=subject, path="asset.items[0]", why="it is missing")


def a_task(status: TaskStatus = TaskStatus.RUNNING, **changes: Any) -> SyncTask:
    default = {
        "id": TaskId(1),
        "installation_id": INSTALLATION,
        "order_key": OrderKey(REQUEST),
        "order_type": OrderType.SALES,
        "asset_id": ASSET,
        "status": status,
        "reason": "",
        "problems": (),
        "payload": {"id": REQUEST},
        "ignored_by": None,
        "due_at": None,
        "attempts": 0,
        "created_at": NOW,
        "updated_at": NOW,
    }
    return SyncTask(**{**default, **changes})


def a_failure(kind: FailureKind = FailureKind.RETRY, **changes: Any) -> Failure:
    return Failure(**{"kind": kind, "code": "server_error", "evidence": "Xero answered 500", **changes})


def an_intent_draft(*keys: str, **changes: Any) -> IntentDraft:
    parts = tuple(IntentPart(key=DocumentKey(key), task_ids=(TaskId(1),)) for key in keys or ("invoice:PR-1",))
    default = {
        "installation_id": INSTALLATION,
        "tenant_id": TENANT,
        "call": Call.CREATE_INVOICES,
        "parts": parts,
        "body": '{"Invoices": []}',
        "generation": 1,
    }
    return IntentDraft(**{**default, **changes})


def an_intent(**changes: Any) -> Intent:
    return Intent(**{"id": IntentId(1), "draft": an_intent_draft(), "written_at": NOW, **changes})
