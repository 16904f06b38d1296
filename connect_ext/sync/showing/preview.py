"""What one task would make in Xero now: proposed as a drain proposes it, shown, and not sent."""

from __future__ import annotations

from dataclasses import dataclass

from connect.client import ConnectClient

from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.facts.proposal import NothingToInvoice, Proposal
from connect_ext.books.ids import OrderKey
from connect_ext.books.orders.reading import NoOrder, NotYet, Unreadable
from connect_ext.books.planning.plan import CreateContact, CreateItem, plan
from connect_ext.books.planning.shown import ShownInvoice, proposed
from connect_ext.books.planning.shown_change import ShownChange, shown_change
from connect_ext.books.problems.problem import Problem
from connect_ext.cloudblue.marketplace import InstallationReader
from connect_ext.storage import turns
from connect_ext.storage.proposed import Estimate, remember_amounts
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.gathering.gather import Gathered
from connect_ext.sync.proposing.agreed import contact_shown, digest_shown
from connect_ext.sync.proposing.proposals import Proposer, amount_of
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import SyncTask, TaskStatus
from connect_ext.xero.encode import updates_body
from connect_ext.xero.intended import intended_changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Problems, or the reason why nothing is made, or the documents; with a contact problem, the documents too."""

    problems: tuple[Problem, ...] = ()
    nothing: str | None = None
    remarks: tuple[str, ...] = ()
    invoice: ShownInvoice | None = None
    credit_notes: tuple[ShownInvoice, ...] = ()
    changes: tuple[ShownChange, ...] = ()
    new_contact: bool = False
    new_items: tuple[str, ...] = ()
    """Codes of items that would be added to Xero."""
    digest: str | None = None
    """Of the documents, or of their absence, that are shown; None where neither is known."""


def preview(
    runtime: Runtime, access: Access, organisation: Organisation, client: ConnectClient, task: SyncTask
) -> Preview:
    """`client` has the key of the task's installation. Stores nothing but the amount. Raises `WorldFailed`."""
    proposer = Proposer(
        runtime=runtime,
        access=access,
        reader=InstallationReader(client),
        organisation=organisation,
        installation_id=task.installation_id,
    )
    found = proposer.propose({task.id: task})
    if task.id in found.no_orders:
        return _unread(found.no_orders[task.id])
    if (first := _first(runtime, task)) is not None:
        return Preview(
            nothing=f"It waits for {first}, the order before it on the same subscription; "
            "what it comes to is known when that one is done."
        )
    wanted = found.proposed[task.id]
    if isinstance(wanted, tuple):
        return Preview(problems=wanted)
    with runtime.database.transaction() as tx:
        estimate = Estimate(amount=amount_of(wanted), seen=task.updated_at)
        remember_amounts(tx, task.installation_id, {task.id: estimate})
    if isinstance(wanted, NothingToInvoice):
        return Preview(nothing=wanted.reason, digest=digest_shown(wanted, found.gathered))
    return _planned(wanted, found.gathered, access.tenant_name)


def _first(runtime: Runtime, task: SyncTask) -> OrderKey | None:
    """The order before it. An amount that was found out before that one became known counts no more."""
    with runtime.database.transaction() as tx:
        first = None if task.status is TaskStatus.SYNCED else turns.who_is_first(tx, task.installation_id, task.id)
        if first is not None:
            remember_amounts(tx, task.installation_id, {task.id: Estimate(amount=None, seen=task.updated_at)})
    return first


def _unread(reading: NoOrder | NotYet | Unreadable) -> Preview:
    return Preview(problems=(reading.problem,)) if isinstance(reading, Unreadable) else Preview(nothing=reading.reason)


def _planned(proposal: Proposal, gathered: Gathered, organisation: str) -> Preview:
    planned, contact = plan(proposal, gathered.held, organisation), contact_shown(proposal, gathered)
    return Preview(
        problems=tuple(found for found in planned if isinstance(found, Problem)),
        remarks=(*proposal.remarks, *(found.sentence for found in proposal.warnings)),
        invoice=proposed(proposal.invoice, contact) if proposal.invoice else None,
        credit_notes=tuple(proposed(note, contact) for note in proposal.credit_notes),
        changes=_changes(proposal),
        new_contact=any(isinstance(found, CreateContact) for found in planned),
        new_items=tuple(found.item.code for found in planned if isinstance(found, CreateItem)),
        digest=digest_shown(proposal, gathered),
    )


def _changes(proposal: Proposal) -> tuple[ShownChange, ...]:
    """As they would be sent."""
    meant = intended_changes(updates_body([change.guarded for change in proposal.changes]))
    return tuple(
        shown_change(change.before, one, proposal.explanations)
        for change, one in zip(proposal.changes, meant, strict=True)
    )
