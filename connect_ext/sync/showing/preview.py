"""What one task would make in Xero now: proposed as a drain proposes it, shown, and not sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from connect.client import ConnectClient

from connect_ext.books.booking.billed_party import billed_party
from connect_ext.books.documents.allocations import ExpectedSetOff
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.facts.proposal import Facts, NothingToInvoice, Proposal
from connect_ext.books.facts.targets import NEW, Draft
from connect_ext.books.ids import OrderKey
from connect_ext.books.money import Amount
from connect_ext.books.orders.order import Order, Party
from connect_ext.books.orders.reading import NoOrder, NotYet, Unreadable
from connect_ext.books.placing.placing import fitting
from connect_ext.books.planning.net import net
from connect_ext.books.planning.plan import CreateContact, CreateItem, plan
from connect_ext.books.planning.shown import ShownInvoice, proposed
from connect_ext.books.planning.shown_change import ShownChange, shown_change
from connect_ext.books.planning.shown_fee import ShownFee, shown_fees
from connect_ext.books.prices.price import Quote
from connect_ext.books.problems.problem import Code, Problem
from connect_ext.books.proposing.propose import propose
from connect_ext.cloudblue.marketplace import InstallationReader
from connect_ext.storage import foreseen, turns
from connect_ext.storage.proposed import Estimate, remember_amounts
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.gathering.gather import Gathered
from connect_ext.sync.proposing.agreed import contact_shown, digest_shown
from connect_ext.sync.proposing.numbers import taken_in
from connect_ext.sync.proposing.proposals import Proposals, Proposer, amount_of
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import SyncTask, TaskId, TaskStatus
from connect_ext.xero.encode import updates_body
from connect_ext.xero.intended import intended_changes

NOT_TOLD = frozenset({Code.DATE_LOCKED, Code.ANSWER_UNCLEAR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Problems, or the reason why nothing is made, or the documents; with a contact problem, the documents too."""

    problems: tuple[Problem, ...] = ()
    nothing: str | None = None
    remarks: tuple[str, ...] = ()
    invoice: ShownInvoice | None = None
    credit_notes: tuple[ShownInvoice, ...] = ()
    changes: tuple[ShownChange, ...] = ()
    follow_ups: tuple[ExpectedSetOff, ...] = ()
    new_contact: bool = False
    new_items: tuple[str, ...] = ()
    """Codes of items that would be added to Xero."""
    digest: str | None = None
    """Of the documents, or of their absence, that are shown; None where neither is known."""
    amounts: tuple[Amount, ...] = ()
    """What all its documents come to, before tax, by currency."""
    fees: tuple[ShownFee, ...] = ()
    """What a person may edit."""
    party: Party | None = None
    """Who is billed; None where it is not known."""
    has_contact: bool = False
    """Whether Xero has a contact that the party is linked to."""
    drafts: tuple[Draft, ...] = ()
    """Those that a person may choose for the order's charges instead of an invoice of their own."""


def preview(
    runtime: Runtime, access: Access, organisation: Organisation, client: ConnectClient, task: SyncTask
) -> Preview:
    """As `previews`, of one."""
    return previews(runtime, access, organisation, client, {task.id: task})[task.id]


def previews(
    runtime: Runtime,
    access: Access,
    organisation: Organisation,
    client: ConnectClient,
    tasks: Mapping[TaskId, SyncTask],
) -> dict[TaskId, Preview]:
    """`client` has the key of the tasks' installation. Nothing is sent; what is found out of a task at rest is kept:
    its amount, and that its problems are solved. Raises `WorldFailed`."""
    if not tasks:
        return {}
    installation_id = next(iter(tasks.values())).installation_id
    proposer = Proposer(
        runtime=runtime,
        access=access,
        reader=InstallationReader(client),
        organisation=organisation,
        installation_id=installation_id,
    )
    found = proposer.propose(tasks, choosing=True)
    taken = taken_in(access, found)
    return {task.id: _with(taken.get(task.id, ()), _shown(runtime, access, found, task)) for task in tasks.values()}


def _with(problems: tuple[Problem, ...], shown: Preview) -> Preview:
    """Where there is nothing to send there is nothing wrong with its number."""
    return replace(shown, problems=(*shown.problems, *problems)) if shown.amounts else shown


def _shown(runtime: Runtime, access: Access, found: Proposals, task: SyncTask) -> Preview:
    if task.id in found.no_orders:
        return _unread(found.no_orders[task.id])
    if (first := _first(runtime, task)) is not None:
        return Preview(
            nothing=f"It waits for {first}, the order before it on the same subscription; "
            "what it comes to is known when that one is done."
        )
    wanted, order = found.proposed[task.id], found.orders[task.id]
    facts = found.gathered.facts[order.key]
    if isinstance(wanted, tuple):
        return _asking(Preview(problems=wanted), order, facts, found.plain[task.id])
    if isinstance(wanted, NothingToInvoice):
        shown = Preview(nothing=wanted.reason, digest=digest_shown(wanted, found.gathered))
    else:
        drafts = _drafts(order, found.gathered)
        shown = replace(_planned(wanted, found.gathered, access.tenant_name), drafts=drafts)
    _keep(runtime, task, amount_of(wanted), solved=not shown.problems)
    return _asking(shown, order, facts, found.plain[task.id])


def _asking(shown: Preview, order: Order, facts: Facts, quotes: Mapping[int, tuple[Quote, ...]]) -> Preview:
    """With what a person may be asked about it."""
    party = billed_party(order, facts.settings.billed_party, facts.account)
    return replace(
        shown,
        fees=shown_fees(order, quotes, facts.mappings),
        party=None if isinstance(party, Problem) else party,
        has_contact=facts.held_contact is not None,
    )


def _keep(runtime: Runtime, task: SyncTask, amount: Amount | None, *, solved: bool) -> None:
    with runtime.database.transaction() as tx:
        estimate = Estimate(amount=amount, seen=task.updated_at)
        remember_amounts(tx, task.installation_id, {task.id: estimate})
        if solved and _only_of_a_proposal(task.problems):
            foreseen.solved(tx, task.installation_id, task.id, task.updated_at, runtime.clock())


def _only_of_a_proposal(problems: tuple[Problem, ...]) -> bool:
    """Whether a proposal without problems tells that none of these is left: what Xero has refused or answered, and what
    is left to a person's choice, it does not tell of."""
    return bool(problems) and all(found.code.value[3] in "12367" and found.code not in NOT_TOLD for found in problems)


def _drafts(order: Order, gathered: Gathered) -> tuple[Draft, ...]:
    facts = replace(gathered.facts[order.key], target=NEW)
    alone = propose(order, facts)
    return fitting(alone, facts) if isinstance(alone, Proposal) else ()


def _first(runtime: Runtime, task: SyncTask) -> OrderKey | None:
    """The order before it. An amount that was found out before that one became known counts no more."""
    with runtime.database.transaction() as tx:
        first = None if task.status is TaskStatus.SYNCED else turns.who_is_first(tx, task.installation_id, task.id)
        if first is not None:
            remember_amounts(
                tx, task.installation_id, {task.id: Estimate(amount=None, seen=task.updated_at, known=False)}
            )
    return first


def _unread(reading: NoOrder | NotYet | Unreadable) -> Preview:
    return Preview(problems=(reading.problem,)) if isinstance(reading, Unreadable) else Preview(nothing=reading.reason)


def _planned(proposal: Proposal, gathered: Gathered, organisation: str) -> Preview:
    planned, contact = plan(proposal, gathered.held, organisation), contact_shown(proposal, gathered)
    return Preview(
        problems=tuple(found for found in planned if isinstance(found, Problem)),
        remarks=(
            *proposal.remarks,
            *(found.sentence for found in proposal.warnings),
            *(expected.sentence for expected in proposal.follow_ups),
        ),
        follow_ups=proposal.follow_ups,
        invoice=proposed(proposal.invoice, contact) if proposal.invoice else None,
        credit_notes=tuple(proposed(note, contact) for note in proposal.credit_notes),
        changes=_changes(proposal),
        new_contact=any(isinstance(found, CreateContact) for found in planned),
        new_items=tuple(found.item.code for found in planned if isinstance(found, CreateItem)),
        digest=digest_shown(proposal, gathered),
        amounts=tuple(net(proposal)),
    )


def _changes(proposal: Proposal) -> tuple[ShownChange, ...]:
    """As they would be sent."""
    meant = intended_changes(updates_body([change.guarded for change in proposal.changes]))
    return tuple(
        shown_change(change.before, one, proposal.explanations)
        for change, one in zip(proposal.changes, meant, strict=True)
    )
