"""A person has put back what we posted: once, by the same written calls and their recovery as all else."""

from __future__ import annotations

from dataclasses import dataclass

from connect_ext.books.documents.held import HeldInvoice
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.documents.restore import restore_of
from connect_ext.books.documents.update import InvoiceUpdate
from connect_ext.books.ids import DocumentKey, InstallationId, restore_key
from connect_ext.storage import installations, intents, journal, links, looks, seen
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.hearing.accepting import Now, documents_now
from connect_ext.sync.hearing.hearing import look_at_what_is_told
from connect_ext.sync.runtime import Runtime, new_worker
from connect_ext.sync.sending.posting import Poster
from connect_ext.work.failure import Failure
from connect_ext.work.intent import Call, IntentDraft, IntentPart
from connect_ext.work.task import Actor, TaskId
from connect_ext.xero.encode import updates_body
from connect_ext.xero.kept import kept_invoice


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPossible:
    """`why` says what to do instead."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    now: Now
    key: DocumentKey
    update: InvoiceUpdate


def restore(
    runtime: Runtime,
    access: Access,
    organisation: Organisation,
    installation_id: InstallationId,
    task_id: TaskId,
    digest: str,
    user_id: str,
) -> str | NotPossible | None:
    """What came of it, as a sentence. None, with nothing sent, when the document is not as the person saw it. Raises
    `WorldFailed` where Xero cannot be read first."""
    meant = _meant(runtime, access, organisation, installation_id, task_id, digest)
    if meant is None or isinstance(meant, NotPossible):
        return meant
    draft = _draft(runtime, access, installation_id, meant)
    poster = Poster(runtime=runtime, access=access, worker=new_worker(), tax_rates=organisation.tax_rates)
    try:
        posted = poster.post(draft)
    except intents.DocumentInFlight:
        return None
    if isinstance(posted, Failure):
        return f"{meant.now.name} may not have been put back yet: {posted.evidence.rstrip('.')}. It is looked at again."
    result = posted.results.get(meant.key)
    if result is None:
        return None
    told = f"What we posted was put back in {meant.now.name}."
    if result.link is None:
        told = f"{meant.now.name} was not put back: Xero did not take it. Put it back there by hand, or accept it."
    _record(runtime, access, installation_id, task_id, meant, told, user_id)
    look_at_what_is_told(runtime, access, installation_id)
    return told


def _meant(
    runtime: Runtime,
    access: Access,
    organisation: Organisation,
    installation_id: InstallationId,
    task_id: TaskId,
    digest: str,
) -> Meant | NotPossible | None:
    with runtime.database.transaction() as tx:
        shown = documents_now(tx, installation_id, task_id)
        found = [one for one in shown if one.digest == digest and one.differences]
        if not found or found[0].tenant_id != access.tenant_id:
            return None
        one, own = found[0], (installation_id, access.tenant_id)
        kept = links.kept(tx, *own, [one.xero_id])[one.xero_id].picture
        key = seen.standing_on(tx, *own, one.xero_id)[0].key
    now, posted = one.invoice, kept_invoice(kept) if kept else None
    if not isinstance(now, HeldInvoice) or posted is None:
        return NotPossible(why=f"{one.name} is a credit note: change it in Xero, or accept what it says.")
    update = restore_of(posted, now, one.differences, organisation)
    return NotPossible(why=update) if isinstance(update, str) else Meant(now=one, key=restore_key(key), update=update)


def _draft(runtime: Runtime, access: Access, installation_id: InstallationId, meant: Meant) -> IntentDraft:
    with runtime.database.transaction() as tx:
        generation = intents.next_generation(tx, installation_id, access.tenant_id, [meant.key])
    part = IntentPart(key=meant.key, task_ids=(), target=meant.now.xero_id, before=meant.now.seen.picture)
    return IntentDraft(
        installation_id=installation_id,
        tenant_id=access.tenant_id,
        call=Call.UPDATE_INVOICES,
        parts=(part,),
        body=updates_body([meant.update]),
        generation=generation,
    )


def _record(
    runtime: Runtime,
    access: Access,
    installation_id: InstallationId,
    task_id: TaskId,
    meant: Meant,
    told: str,
    user_id: str,
) -> None:
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        installations.one_at_a_time(tx, installation_id)
        entry = journal.JournalEntry(
            at=now,
            actor=Actor.PERSON,
            event="document.restored",
            sentence=told,
            task_id=task_id,
            data={"user": user_id},
        )
        journal.add(tx, installation_id, entry)
        looks.want(tx, installation_id, access.tenant_id, meant.now.xero_id, Actor.PERSON, now)
