"""What all follow-ups have in common: what Xero holds now, how a look is settled, and when the next one is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from connect_ext.books.documents.held import HeldContact, HeldCreditNote, HeldInvoice
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.ids import DocumentKey, InstallationId, TenantId, XeroId
from connect_ext.books.settings.settings import Settings
from connect_ext.storage import follow_ups, intents, journal
from connect_ext.storage.follow_ups import FollowUp
from connect_ext.sync.sending.posting import Poster
from connect_ext.work.intent import Call, IntentDraft, IntentPart
from connect_ext.work.task import Actor

WAITS = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), timedelta(days=1))
"""Until a document is looked at again, by how often it was; the last is for ever. Approving is a person's work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What Xero holds now of all that is looked at, by Xero's ids; what is not there is not there any more."""

    notes: Mapping[XeroId, HeldCreditNote]
    invoices: Mapping[XeroId, HeldInvoice]
    contacts: Mapping[XeroId, HeldContact]


@dataclass(frozen=True, slots=True, kw_only=True)
class Follower:
    """Whoever looks, for one installation in its organisation."""

    poster: Poster
    installation_id: InstallationId
    organisation: Organisation
    settings: Settings

    @property
    def now(self) -> datetime:
        return self.poster.runtime.clock()

    @property
    def own(self) -> tuple[InstallationId, TenantId]:
        return self.installation_id, self.poster.access.tenant_id

    def draft(self, call: Call, parts: Sequence[IntentPart], body: str) -> IntentDraft:
        keys: list[DocumentKey] = [part.key for part in parts]
        with self.poster.runtime.database.transaction() as tx:
            generation = intents.next_generation(tx, *self.own, keys)
        return IntentDraft(
            installation_id=self.installation_id,
            tenant_id=self.poster.access.tenant_id,
            call=call,
            parts=tuple(parts),
            body=body,
            generation=generation,
        )

    def later(self, due: FollowUp, sentence: str) -> None:
        """Somebody has to do something first."""
        wait = WAITS[min(due.attempts, len(WAITS) - 1)]
        self.again(due, sentence, self.now + wait, attempts=due.attempts + 1)

    def again(self, due: FollowUp, sentence: str, due_at: datetime, *, attempts: int | None = None) -> None:
        tried = due.attempts if attempts is None else attempts
        with self.poster.runtime.database.transaction() as tx:
            follow_ups.settle(tx, *self.own, due.key, sentence=sentence, due_at=due_at, attempts=tried)

    def done(self, due: FollowUp, sentence: str, event: str) -> None:
        with self.poster.runtime.database.transaction() as tx:
            self.done_in(tx, due, sentence, event)

    def done_in(self, tx: Connection, due: FollowUp, sentence: str, event: str) -> bool:
        """False when somebody else was faster."""
        now = self.now
        settled = follow_ups.settle(
            tx, *self.own, due.key, sentence=sentence, due_at=now, attempts=due.attempts, done_at=now
        )
        if settled:
            entry = journal.JournalEntry(
                at=now, actor=Actor.PRODUCT, event=event, sentence=sentence, task_id=due.task_id
            )
            journal.add(tx, self.installation_id, entry)
        return settled
