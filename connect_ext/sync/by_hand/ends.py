"""A person ends an order by hand: it is in Xero already, was billed elsewhere, or is never to be sent (money §16)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from connect.client import ConnectClient

from connect_ext.books.by_hand.ends import End, NotThis, Wish, covered_by_hand, elsewhere_key, fits, sentence_of
from connect_ext.books.coverage.stretch import Stretch
from connect_ext.books.documents.held import HeldInvoice, Link
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.facts.proposal import NothingToInvoice, Proposal
from connect_ext.books.ids import DocumentKey, InstallationId, XeroId, invoice_key
from connect_ext.books.money import Amount
from connect_ext.books.orders.order import Order
from connect_ext.books.planning.net import net
from connect_ext.books.prices.edits import FeeEdit
from connect_ext.books.problems.problem import Problem
from connect_ext.cloudblue.marketplace import InstallationReader
from connect_ext.storage import asset_terms, calendar, coverage, ends, installations, journal, links, turns
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.proposing.prepare import begun, new_terms
from connect_ext.sync.proposing.proposals import Proposals, Proposer
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import Actor, SyncTask


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """`sentence` is what the task says from then on."""

    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotEnded:
    """Why it is not possible; with a proposal's own problems where those are why."""

    code: str
    why: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the order would have become."""

    order: Order
    covers: tuple[Stretch, ...]
    total: Amount | None
    """Before tax; None where it has no price, or no document."""
    contact: XeroId | None
    """Of whom it bills, in Xero."""
    found: Proposals
    """What it was read from."""


def proposer_of(
    runtime: Runtime,
    access: Access,
    organisation: Organisation,
    client: ConnectClient,
    installation_id: InstallationId,
) -> Proposer:
    """`client` has the installation's key."""
    return Proposer(
        runtime=runtime,
        access=access,
        reader=InstallationReader(client),
        organisation=organisation,
        installation_id=installation_id,
    )


def end_by_hand(proposer: Proposer, task: SyncTask, wish: Wish, user_id: str) -> Ended | NotEnded:
    """Nothing is sent. Raises `WorldFailed`."""
    known = known_of(proposer, task)
    if isinstance(known, NotEnded):
        return known
    if wish.end is not End.ALREADY_IN_XERO:
        return _keep(proposer, task, known, wish, None, user_id)
    held = named_invoice(proposer, wish.invoice)
    currency = known.total.currency if known.total else None
    wrong = fits(held, wish, known.contact, currency, known.order.key)
    if isinstance(wrong, NotThis):
        return NotEnded(code=wrong.code, why=wrong.why)
    return _keep(proposer, task, known, wish, held, user_id)


def known_of(proposer: Proposer, task: SyncTask) -> Known | NotEnded:
    """The days that the order covers are those of its proposal, as a preview computes it. An order that cannot be
    proposed for want of a price, an account or a contact covers the same days at no price."""
    with proposer.runtime.database.transaction() as tx:
        first = turns.who_is_first(tx, task.installation_id, task.id)
    if first is not None:
        return NotEnded(code="not_its_turn", why=f"It waits for {first}, the order before it: end that one first.")
    found = proposer.propose({task.id: task})
    if task.id in found.no_orders:
        return NotEnded(code="no_order", why="There is nothing to bill for it yet.")
    if invoice_key(found.orders[task.id].key) in found.gathered.held.links:
        return NotEnded(code="in_xero", why="Its invoice is in Xero already: see its documents.")
    wanted = found.proposed[task.id]
    if isinstance(wanted, Proposal | NothingToInvoice):
        return _known(found, task, wanted)
    free = proposer.propose({task.id: _for_nothing(task, found.orders[task.id], proposer)}, look_in_xero=False)
    unpriced = free.proposed[task.id]
    if isinstance(unpriced, Proposal | NothingToInvoice):
        return replace(_known(found, task, unpriced), total=None)
    why = "It cannot be told which days it covers: " + " ".join(problem.sentence for problem in unpriced)
    return NotEnded(code="not_known", why=why, problems=unpriced)


def named_invoice(proposer: Proposer, name: str) -> HeldInvoice | None:
    """By Xero's id or by its number; of several with one number the one that is alive. Raises `WorldFailed`."""
    organisation = proposer.access.organisation
    try:
        found = organisation.invoices_by_id([XeroId(str(UUID(name)))])
    except ValueError:
        found = () if "," in name else organisation.invoices_by_number([name])
    return next((one for one in found if one.alive), next(iter(found), None))


def _for_nothing(task: SyncTask, order: Order, proposer: Proposer) -> SyncTask:
    price = Amount(value=Decimal(0), currency=proposer.organisation.base_currency)
    edits: Mapping[int, FeeEdit] = {
        fee.number: replace(task.edits.get(fee.number, FeeEdit()), price=price, source=None, discount=Decimal(0))
        for fee in order.fees
    }
    return replace(task, edits=edits, prices={})


def _known(found: Proposals, task: SyncTask, wanted: Proposal | NothingToInvoice) -> Known:
    order = found.orders[task.id]
    made = found.gathered.held.made_of(order.key)
    total = net(wanted) if isinstance(wanted, Proposal) and not made else ()
    contact = found.gathered.facts[order.key].held_contact
    return Known(
        order=order,
        # What was made of it before the rest was refused covers its days already.
        covers=tuple(one for one in wanted.covers if one.line.document not in made),
        total=total[0] if len(total) == 1 else None,
        contact=contact.id if contact else None,
        found=found,
    )


def _keep(
    proposer: Proposer, task: SyncTask, known: Known, wish: Wish, held: HeldInvoice | None, user_id: str
) -> Ended | NotEnded:
    """The task, its link, what it covers and the journal commit together."""
    runtime, tenant_id = proposer.runtime, proposer.access.tenant_id
    now, own = runtime.clock(), task.installation_id
    sentence = sentence_of(wish, proposer.access.tenant_name, held)
    key = invoice_key(known.order.key) if held else elsewhere_key(known.order.key)
    with runtime.database.transaction() as tx:
        installations.one_at_a_time(tx, own)
        if held is None:
            ended = ends.leave_out(tx, own, task.id, seen=task.updated_at, reason=sentence, now=now)
        else:
            amount = Amount(value=held.subtotal, currency=held.currency)
            seen = task.updated_at
            ended = ends.finish(tx, own, task.id, seen=seen, reason=sentence, amount=amount, now=now)
        if not ended:
            return NotEnded(code="changed_meanwhile", why="The order has changed since, or is on its way to Xero.")
        if held is not None:
            link = Link(key=key, xero_id=held.id, number=held.number)
            links.put(tx, own, tenant_id, link, picture=None, task_id=task.id, now=now)
        coverage.add(tx, own, tenant_id, key, _covered(known, wish, key, held), now)
        asset_terms.freeze(tx, own, new_terms(known.found, [task.id]), now)
        # An old subscription goes on from what was billed elsewhere, not from the day on which it was bought.
        until = wish.period.end if wish.period else None
        calendar.open_from(tx, own, begun(known.found, [task.id], until))
        entry = journal.JournalEntry(
            at=now,
            actor=Actor.PERSON,
            event=f"order.{wish.end.value}",
            sentence=sentence,
            task_id=task.id,
            data={"user": user_id},
        )
        journal.add(tx, own, entry)
    return Ended(sentence=sentence)


def _covered(known: Known, wish: Wish, key: DocumentKey, held: HeldInvoice | None) -> tuple[Stretch, ...]:
    """At our price only where the invoice comes to what we would have billed."""
    billed = Amount(value=held.subtotal, currency=held.currency) if held else wish.amount
    same = known.total is not None and billed == known.total
    covered = covered_by_hand(known.covers, key, wish.end, known_price=same, period=wish.period)
    return tuple(replace(one, dated=held.date) for one in covered) if held and held.date else covered
