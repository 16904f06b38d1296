"""Which orders of a batch wait for another one: where they share an invoice, each adds to what the last has made.

Other workers may have orders of the same customer. What they have begun is looked at before anything else of a batch
is read (`Shared`), and whoever begins an invoice says what it has seen: of two only one can (`invoice_places`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from connect_ext.books.documents.policies import InvoiceTarget
from connect_ext.books.facts.proposal import Proposal
from connect_ext.books.ids import DocumentKey, InstallationId, TenantId, XeroId, invoice_key
from connect_ext.books.money import Currency
from connect_ext.books.settings.settings import Settings
from connect_ext.storage import intents, invoice_places, links, settings
from connect_ext.sync.proposing.proposals import Proposals
from connect_ext.sync.runtime import Runtime
from connect_ext.work.intent import Call, Intent, Place
from connect_ext.work.outcome import NotReached
from connect_ext.work.task import TaskId
from connect_ext.xero.intended import intended_invoices
from connect_ext.xero.kept import kept_invoice

Where = tuple[DocumentKey | XeroId, Currency]
"""A customer and a currency: what shares an invoice has both in common."""

UNTIL_IT_IS_KNOWN = timedelta(minutes=1)
"""How long to leave a customer alone whose invoice is on its way, or has had no answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What was under way when a batch began: calls without an end, and how many invoices were begun where."""

    busy: frozenset[Where] = frozenset()
    contacts: Mapping[DocumentKey, XeroId] = field(default_factory=dict)
    """Those of the parties that are linked."""
    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def begins(self, proposal: Proposal) -> tuple[Place, ...]:
        """By each of the contact's names: two customers may be linked to one contact, and one may not be yet."""
        if proposal.invoice is None or not proposal.invoice.shared:
            return ()
        key, currency = proposal.contact.key, proposal.invoice.currency
        names = [key, self.contacts[key]] if key in self.contacts else [key]
        return tuple(Place(whose=name, currency=currency, seen=self.counts.get((name, currency), 0)) for name in names)


NOTHING_SHARED = Shared()


def shared(
    runtime: Runtime,
    installation_id: InstallationId,
    tenant_id: TenantId,
    parties_of: Callable[[Settings], Collection[DocumentKey]],
) -> Shared:
    """In one transaction, before anything of the batch is read: what ends after it is counted, and what ended before
    it has left its links. `parties_of`, the contacts of those who are billed, is not asked where every order has an
    invoice of its own."""
    with runtime.database.transaction() as tx:
        chosen = settings.load(tx, installation_id).settings
    if chosen.invoice_target is InvoiceTarget.PER_ORDER:
        return NOTHING_SHARED
    parties = parties_of(chosen)
    with runtime.database.transaction() as tx:
        found = links.find(tx, installation_id, tenant_id, parties)
        contacts = {key: link.xero_id for key, link in found.items()}
        counts = invoice_places.counts(tx, installation_id, tenant_id, [*parties, *contacts.values()])
        under_way = intents.under_way(tx, installation_id, tenant_id)
    return Shared(busy=frozenset(_busy(under_way)), contacts=contacts, counts=counts)


def have_to_wait(found: Proposals, since: Shared) -> Mapping[TaskId, NotReached]:
    """Of several orders for one customer and currency only the first is sent: the next is then proposed anew, and
    finds what that one has made. None is sent while it is not known what became of the last."""
    taken, later = set[Where](), dict[TaskId, NotReached]()
    for task_id, wanted in found.proposed.items():
        if not isinstance(wanted, Proposal) or not _shares(wanted):
            continue
        facts, currency = found.gathered.facts[found.orders[task_id].key], _charged_in(wanted)
        if currency is None or invoice_key(wanted.order.key) in found.gathered.held.links:
            continue
        if facts.held_contact and (facts.held_contact.id, currency) in since.busy:
            later[task_id] = NotReached(wait=UNTIL_IT_IS_KNOWN)
        elif (wanted.contact.key, currency) in taken:
            later[task_id] = NotReached()
        taken.add((wanted.contact.key, currency))
    return later


def _shares(proposal: Proposal) -> bool:
    joins = any(change.added for change in proposal.changes)
    return proposal.waits is None and (joins or (proposal.invoice is not None and proposal.invoice.shared))


def _charged_in(proposal: Proposal) -> Currency | None:
    """None for an order that only gives back."""
    if proposal.invoice is not None:
        return proposal.invoice.currency
    added = [change for change in proposal.changes if change.added]
    return added[0].before.currency if added else None


def _busy(under_way: Iterable[Intent]) -> Iterator[Where]:
    for intent in under_way:
        if intent.draft.call is Call.CREATE_INVOICES:
            yield from ((one.contact_id, one.currency) for one in intended_invoices(intent.draft.body))
        for part in intent.draft.parts:
            before = kept_invoice(part.before) if part.before else None
            if before is not None:
                yield before.contact_id, before.currency
