"""Carries planned changes out: contacts first, then the invoices that name them, each kind in one call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from connect_ext.books.document import Contact, Invoice
from connect_ext.books.held import Link
from connect_ext.books.ids import DocumentKey, InstallationId, XeroId
from connect_ext.books.plan import Adopt, Change, CreateContact, CreateInvoice
from connect_ext.books.proposal import Proposal
from connect_ext.storage import coverage, intents, journal, links
from connect_ext.sync.posting import STOPS_EVERYTHING, Poster
from connect_ext.sync.results import Results
from connect_ext.sync.second_look import look_again
from connect_ext.sync.settling import settle_in, settle_run
from connect_ext.work.failure import Failure
from connect_ext.work.intent import Call, IntentDraft, IntentPart
from connect_ext.work.outcome import Failed, NotReached, Outcome
from connect_ext.work.task import Actor, SyncTask, TaskId
from connect_ext.xero.encode import contacts_body, invoices_body


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    proposal: Proposal
    changes: tuple[Change, ...]


Work = Mapping[TaskId, Planned]
Ids = Mapping[DocumentKey, XeroId]

IN_FLIGHT = timedelta(seconds=5)
"""How long to leave a document alone that another worker is sending right now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """One batch of planned changes on its way to Xero."""

    poster: Poster
    installation_id: InstallationId
    claimed: Mapping[TaskId, SyncTask]

    def apply(self, work: Work, linked: Mapping[DocumentKey, Link]) -> Failure | None:
        """Makes every planned document and settles every task. The failure of a call is returned, settled too."""
        contacts = {key: link.xero_id for key, link in linked.items()}
        contacts |= self._adopt(work)
        made = self._make_contacts(work)
        if not isinstance(made, Failure):
            contacts |= made
        ready = {task_id: planned for task_id, planned in work.items() if planned.proposal.contact.key in contacts}
        if isinstance(made, Failure) and made.kind in STOPS_EVERYTHING:
            self._settle(ready, Failed(failure=made))
            return made
        posted = self._make_invoices(ready, contacts)
        return next((found for found in (made, posted) if isinstance(found, Failure)), None)

    def _settle(self, tasks: Iterable[TaskId], outcome: Outcome) -> None:
        outcomes = dict.fromkeys(tasks, outcome)
        settle_run(self.poster.runtime, self.poster.worker, outcomes, self.claimed, self.poster.access.tenant_name)

    def _adopt(self, work: Work) -> Ids:
        """Remembers contacts that carry our number already. Nothing is sent."""
        adopted = {
            change.link.key: (task_id, change)
            for task_id, planned in work.items()
            for change in planned.changes
            if isinstance(change, Adopt)
        }
        now, tenant_id = self.poster.runtime.clock(), self.poster.access.tenant_id
        with self.poster.runtime.database.transaction() as tx:
            for task_id, change in adopted.values():
                links.put(tx, self.installation_id, tenant_id, change.link, picture=None, task_id=task_id, now=now)
                sentence = f"Adopted a contact of Xero: {change.why}."
                entry = journal.JournalEntry(
                    at=now, actor=Actor.PRODUCT, event="contact.adopted", sentence=sentence, task_id=task_id
                )
                journal.add(tx, self.installation_id, entry)
        return {key: change.link.xero_id for key, (_, change) in adopted.items()}

    def _make_contacts(self, work: Work) -> Ids | Failure:
        """One contact is made once, however many orders of the batch wait for it."""
        wanted: dict[DocumentKey, Contact] = {}
        waiting: dict[DocumentKey, list[TaskId]] = {}
        for task_id, planned in work.items():
            for change in planned.changes:
                if isinstance(change, CreateContact):
                    wanted.setdefault(change.contact.key, change.contact)
                    waiting.setdefault(change.contact.key, []).append(task_id)
        if not wanted:
            return {}
        parts = tuple(IntentPart(key=key, task_ids=tuple(waiting[key])) for key in wanted)
        return self._post(Call.CREATE_CONTACTS, parts, contacts_body(list(wanted.values())))

    def _make_invoices(self, ready: Work, contacts: Ids) -> Ids | Failure:
        wanted: list[tuple[Invoice, XeroId]] = []
        waiting: dict[DocumentKey, TaskId] = {}
        for task_id, planned in ready.items():
            for change in planned.changes:
                if isinstance(change, CreateInvoice):
                    wanted.append((change.invoice, contacts[change.invoice.contact]))
                    waiting[change.invoice.key] = task_id
        decided = look_again(self.poster, self.installation_id, wanted)
        if isinstance(decided, Failure):
            self._settle(waiting.values(), Failed(failure=decided))
            return decided
        self._settle_decided(decided, waiting)
        invoices = [(invoice, contact) for invoice, contact in wanted if invoice.key not in decided]
        if not invoices:
            return {}
        parts = tuple(IntentPart(key=invoice.key, task_ids=(waiting[invoice.key],)) for invoice, _ in invoices)
        return self._post(Call.CREATE_INVOICES, parts, invoices_body(invoices))

    def _settle_decided(self, decided: Results, waiting: Mapping[DocumentKey, TaskId]) -> None:
        """What the second look has found: its links, what they cover and its tasks commit together."""
        poster = self.poster
        outcomes = {waiting[key]: result.outcome for key, result in decided.items()}
        now, tenant_id = self.poster.runtime.clock(), self.poster.access.tenant_id
        with self.poster.runtime.database.transaction() as tx:
            for key, result in decided.items():
                if result.link is not None:
                    links.put(
                        tx,
                        self.installation_id,
                        tenant_id,
                        result.link,
                        picture=None,
                        task_id=waiting[key],
                        now=now,
                    )
                    coverage.keep(tx, self.installation_id, tenant_id, key, waiting[key], now)
            settle_in(tx, poster.runtime, poster.worker, outcomes, self.claimed, poster.access.tenant_name)

    def _post(self, call: Call, parts: tuple[IntentPart, ...], body: str) -> Ids | Failure:
        tenant_id = self.poster.access.tenant_id
        with self.poster.runtime.database.transaction() as tx:
            keys = [part.key for part in parts]
            generation = intents.next_generation(tx, self.installation_id, tenant_id, keys)
        draft = IntentDraft(
            installation_id=self.installation_id,
            tenant_id=tenant_id,
            call=call,
            parts=parts,
            body=body,
            generation=generation,
        )
        try:
            results = self.poster.post(draft)
        except intents.DocumentInFlight:
            self._settle((task_id for part in parts for task_id in part.task_ids), NotReached(wait=IN_FLIGHT))
            return {}
        if isinstance(results, Failure):
            return results
        return {key: result.link.xero_id for key, result in results.items() if result.link is not None}
