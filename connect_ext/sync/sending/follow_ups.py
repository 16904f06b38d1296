"""Credit notes are set off against what they credit once both are approved: looked at again and again, never forced."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from connect_ext.books.documents.follow_up import Ends, SetsOff, Waits, follow_up
from connect_ext.books.documents.held import HeldCreditNote, HeldInvoice
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.ids import InstallationId, XeroId, allocation_key
from connect_ext.storage import follow_ups, intents, journal
from connect_ext.storage.follow_ups import FollowUp
from connect_ext.sync.crash import apart
from connect_ext.sync.runtime import LEASE
from connect_ext.sync.sending.posting import IN_FLIGHT, STOPS_EVERYTHING, Poster
from connect_ext.work.failure import Failure, WorldFailed
from connect_ext.work.intent import Call, IntentDraft, IntentPart
from connect_ext.work.outcome import NeedsPerson
from connect_ext.work.task import Actor
from connect_ext.xero.encode import allocations_body

AT_ONCE = 50
WAITS = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), timedelta(days=1))
"""Until a credit note is looked at again, by how often it was; the last is for ever. Approving is a person's work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """How many were looked at, and what kept others from it."""

    looked_at: int
    failure: Failure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One follow-up and what Xero holds now."""

    due: FollowUp
    note: HeldCreditNote | None
    invoices: tuple[HeldInvoice, ...]


def follow(poster: Poster, installation_id: InstallationId, organisation: Callable[[], Organisation]) -> Followed:
    """Looks at all that are due: two reads for fifty. `organisation` is asked only where something is due."""
    now = poster.runtime.clock()
    with poster.runtime.database.transaction() as tx:
        own = (installation_id, poster.access.tenant_id)
        due = follow_ups.claim(tx, *own, now=now, until=now + LEASE, limit=AT_ONCE)
    if not due:
        return Followed(looked_at=0)
    try:
        facts, looks = organisation(), _looks(poster, due)
    except WorldFailed as failed:
        return Followed(looked_at=0, failure=failed.failure)
    worked = FollowUps(poster=poster, installation_id=installation_id, organisation=facts)
    for look in looks:
        failure = None
        with apart("follow_up", installation_id):
            failure = worked.look(look)
        if failure is not None and failure.kind in STOPS_EVERYTHING:
            return Followed(looked_at=len(due), failure=failure)
    return Followed(looked_at=len(due))


def _looks(poster: Poster, due: tuple[FollowUp, ...]) -> list[Look]:
    """Raises `WorldFailed`."""
    xero = poster.access.organisation
    notes = {note.id: note for note in xero.credit_notes_by_id([one.note_id for one in due])}
    wanted = list(dict.fromkeys(invoice_id for one in due for invoice_id in one.invoice_ids))
    invoices: dict[XeroId, HeldInvoice] = {invoice.id: invoice for invoice in xero.invoices_by_id(wanted)}
    there = {one.key: tuple(invoices[which] for which in one.invoice_ids if which in invoices) for one in due}
    return [Look(due=one, note=notes.get(one.note_id), invoices=there[one.key]) for one in due]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUps:
    """Those of one installation in its organisation."""

    poster: Poster
    installation_id: InstallationId
    organisation: Organisation

    def look(self, look: Look) -> Failure | None:
        now = self.poster.runtime.clock()
        found = follow_up(
            look.note,
            look.invoices,
            name=look.due.key.partition(":")[2],
            today=now.astimezone(self.organisation.timezone).date(),
            locked_until=self.organisation.locked_until,
        )
        match found:
            case Ends(sentence=sentence):
                self._settle(look.due, sentence, due_at=now, done_at=now)
            case Waits(sentence=sentence):
                self._later(look.due, sentence, now)
            case SetsOff():
                return self._set_off(look, found, now)
        return None

    def _set_off(self, look: Look, found: SetsOff, now: datetime) -> Failure | None:
        """Afterwards it is looked at once more: what Xero then says is what it came to."""
        names = ", ".join(part.name for part, _ in found.parts)
        try:
            posted = self.poster.post(self._draft(look.due, found))
        except intents.DocumentInFlight:
            self._settle(look.due, look.due.sentence, due_at=now + IN_FLIGHT)
            return None
        if isinstance(posted, Failure):
            self._later(look.due, f"It could not be set off against {names}: {posted.evidence}.", now)
            return posted
        outcome = posted.results[allocation_key(look.due.key)].outcome
        if isinstance(outcome, NeedsPerson):
            self._later(look.due, " ".join(one.sentence for one in outcome.problems), now)
        else:
            self._settle(look.due, f"Credit note set off against {names}.", due_at=now)
        return None

    def _draft(self, due: FollowUp, found: SetsOff) -> IntentDraft:
        key, tenant_id = allocation_key(due.key), self.poster.access.tenant_id
        with self.poster.runtime.database.transaction() as tx:
            generation = intents.next_generation(tx, self.installation_id, tenant_id, [key])
        return IntentDraft(
            installation_id=self.installation_id,
            tenant_id=tenant_id,
            call=Call.ALLOCATE,
            parts=(IntentPart(key=key, task_ids=(), target=due.note_id),),
            body=allocations_body(found.parts),
            generation=generation,
        )

    def _later(self, due: FollowUp, sentence: str, now: datetime) -> None:
        wait = WAITS[min(due.attempts, len(WAITS) - 1)]
        self._settle(due, sentence, due_at=now + wait, attempts=due.attempts + 1)

    def _settle(
        self, due: FollowUp, sentence: str, *, due_at: datetime, attempts: int = 0, done_at: datetime | None = None
    ) -> None:
        own = (self.installation_id, self.poster.access.tenant_id)
        with self.poster.runtime.database.transaction() as tx:
            settled = follow_ups.settle(
                tx, *own, due.key, sentence=sentence, due_at=due_at, attempts=attempts or due.attempts, done_at=done_at
            )
            if settled and done_at is not None:
                entry = journal.JournalEntry(
                    at=done_at, actor=Actor.PRODUCT, event="credit.followed", sentence=sentence, task_id=due.task_id
                )
                journal.add(tx, self.installation_id, entry)
