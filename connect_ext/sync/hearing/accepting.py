"""A person takes over what Xero holds: from then on that is what was billed, and the ceiling for credits (money §5)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from connect_ext.books.documents.drift import Difference
from connect_ext.books.documents.held import HeldInvoice
from connect_ext.books.documents.payment import Payment, payment_of
from connect_ext.books.ids import InstallationId, TenantId, XeroId, stands_for_an_order
from connect_ext.storage import installations, journal, links, looks, seen
from connect_ext.storage.seen import Seen
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import Actor, TaskId
from connect_ext.xero.kept import kept_invoice


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """A document of a task as Xero last showed it."""

    tenant_id: TenantId
    xero_id: XeroId
    name: str
    seen: Seen

    @property
    def digest(self) -> str:
        """Of what a person sees, so that nothing else is accepted."""
        shown = json.dumps([self.xero_id, dict(self.seen.picture)], sort_keys=True)
        return hashlib.sha256(shown.encode()).hexdigest()[:32]

    @property
    def differences(self) -> tuple[Difference, ...]:
        return self.seen.differences

    @property
    def invoice(self) -> HeldInvoice | None:
        """None for a credit note."""
        return kept_invoice(self.seen.picture)

    @property
    def status(self) -> str:
        """Xero's word."""
        return str(self.seen.picture.get("Status", ""))

    @property
    def payment(self) -> Payment | None:
        held = self.invoice
        return payment_of(held) if held else None


def documents_now(tx: Connection, installation_id: InstallationId, task_id: TaskId) -> tuple[Now, ...]:
    """Those of the task's documents that Xero was asked about since they were made, by name. What was taken back is
    none of them any more."""
    found: dict[XeroId, Now] = {}
    for made in links.of_task(tx, installation_id, task_id):
        if not stands_for_an_order(made.link.key):
            continue
        xero_id = made.link.xero_id
        last = seen.of(tx, installation_id, made.tenant_id, [xero_id]).get(xero_id)
        if last is not None:
            name = made.link.number or xero_id
            found[xero_id] = Now(tenant_id=made.tenant_id, xero_id=xero_id, name=name, seen=last)
    return tuple(found.values())


def accept(runtime: Runtime, installation_id: InstallationId, task_id: TaskId, digest: str, user_id: str) -> bool:
    """False, with nothing changed, when the document is not as the person saw it, or we are changing it now."""
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        installations.one_at_a_time(tx, installation_id)
        found = [one for one in documents_now(tx, installation_id, task_id) if one.digest == digest and one.differences]
        if not found:
            return False
        [one] = found
        own = (installation_id, one.tenant_id)
        standing = seen.standing_on(tx, *own, one.xero_id)
        if looks.in_flight(tx, *own, one.xero_id, [each.key for each in standing]):
            return False
        links.renew(tx, *own, one.xero_id, one.seen.picture)
        seen.save(tx, *own, one.xero_id, Seen(picture=one.seen.picture, seen_at=one.seen.seen_at))
        told = f"What {one.name} says in Xero was accepted: {'; '.join(each.sentence for each in one.differences)}."
        for each in sorted({each.task_id for each in standing if each.task_id is not None}):
            entry = journal.JournalEntry(
                at=now,
                actor=Actor.PERSON,
                event="document.accepted",
                sentence=told,
                task_id=each,
                data={"user": user_id},
            )
            journal.add(tx, installation_id, entry)
    return True
