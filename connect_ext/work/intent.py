"""An intent: one call that we are about to make, written down before it is made (design: exactly once)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NewType

from connect_ext.books.ids import DocumentKey, InstallationId, TenantId, XeroId
from connect_ext.work.task import TaskId

IntentId = NewType("IntentId", int)

KEY_LIFE = timedelta(minutes=6)
"""How long Xero remembers an idempotency key, from the first call with it
(https://developer.xero.com/documentation/guides/idempotent-requests/idempotency)."""

SAFETY = timedelta(seconds=90)
"""Taken off that life, since a call may take a minute to arrive and the two clocks may differ."""


class Call(StrEnum):
    """What is sent; each value is one Xero endpoint."""

    CREATE_CONTACTS = "create_contacts"
    UPDATE_CONTACTS = "update_contacts"
    CREATE_ITEMS = "create_items"
    CREATE_INVOICES = "create_invoices"
    CREATE_CREDIT_NOTES = "create_credit_notes"
    UPDATE_INVOICES = "update_invoices"
    END_CREDIT_NOTES = "end_credit_notes"
    """They are deleted or voided."""
    ALLOCATE = "allocate"
    """Of one credit note: its id is part of the address."""
    EMAIL = "email"
    """Of one invoice, too."""


class IntentEnd(StrEnum):
    """How a call ended."""

    ANSWERED = "answered"
    """Xero's answer says what became of each element."""
    NOT_DONE = "not done"
    """It certainly did nothing in Xero."""
    READ = "read"
    """No answer ever told: what Xero holds was read, and a person or a new send decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A contact and currency whose orders share an invoice, and how many were begun there when that was looked at."""

    whose: str
    currency: str
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentPart:
    """One element of the call's body: its document, and the tasks that need it."""

    key: DocumentKey
    task_ids: tuple[TaskId, ...]
    target: XeroId | None = None
    """The document of Xero's that it changes, or sets off: no other call under way does the same."""
    before: Mapping[str, Any] | None = None
    """That document as it was read, where it is changed."""
    begins: tuple[Place, ...] = ()
    """Where it begins an invoice that others join, by each of the contact's names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentDraft:
    """A call before it is written down. `body` is the exact text that will leave."""

    installation_id: InstallationId
    tenant_id: TenantId
    call: Call
    parts: tuple[IntentPart, ...]
    body: str
    generation: int

    @property
    def idempotency_key(self) -> str:
        owner = (self.installation_id, self.tenant_id)
        return idempotency_key(*owner, [part.key for part in self.parts], self.generation, self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """A call as written down; open until it is settled."""

    id: IntentId
    draft: IntentDraft
    written_at: datetime
    """Not later than the first time it was handed to the wire, so the life of its key is never overestimated."""


class NextStep(StrEnum):
    SEND = "send"
    """Xero still remembers the key: the same bytes under the same key, and nothing else."""
    READ = "read"
    """The key may be forgotten: look what Xero holds before anything else is sent."""


def idempotency_key(
    installation_id: InstallationId,
    tenant_id: TenantId,
    keys: Sequence[DocumentKey],
    generation: int,
    body: str,
) -> str:
    """At most 128 characters, and different whenever anything differs: also between two installations that bill the
    same order in one organisation, since Xero keeps keys per app."""
    digest = hashlib.sha256()
    for part in (installation_id, tenant_id, *keys, str(generation), body):
        encoded = part.encode()
        digest.update(b"%d:" % len(encoded))
        digest.update(encoded)
    return digest.hexdigest()


def next_step(intent: Intent, now: datetime) -> NextStep:
    """What an intent asks for that is about to be sent, for the first time or again.

    One from the future was written by a process whose clock differs from ours: its age is not known.
    """
    age = now - intent.written_at
    return NextStep.SEND if -SAFETY < age < KEY_LIFE - SAFETY else NextStep.READ
