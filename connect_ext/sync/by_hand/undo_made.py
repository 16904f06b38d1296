"""What an order has left in Xero, read now: all that its undo is decided by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from connect_ext.books.by_hand.undo import Made, Note
from connect_ext.books.by_hand.undo_change import Changed
from connect_ext.books.by_hand.undo_invoice import Bills
from connect_ext.books.coverage.stretch import Stretch
from connect_ext.books.documents.changed import IntendedChange
from connect_ext.books.documents.held import HeldCreditNote, HeldInvoice, Link
from connect_ext.books.ids import DocumentKey, XeroId, invoice_key, is_change, is_credit_note, is_invoice, is_of
from connect_ext.storage import coverage, documents_done, earlier_sends, intents, links
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.runtime import Runtime
from connect_ext.work.intent import Call, Intent
from connect_ext.work.task import SyncTask
from connect_ext.xero.intended import intended_changes
from connect_ext.xero.kept import kept_invoice


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What our own database knows of the order's documents."""

    documents: Sequence[Link]
    pictures: Mapping[DocumentKey, HeldInvoice]
    before: Mapping[DocumentKey, HeldInvoice]
    """By the key of a change: what was changed, as it was."""
    meant: Mapping[DocumentKey, IntendedChange]
    by_us: bool
    """Whether its invoice was sent by us, and not named by a person."""
    on_it: Mapping[XeroId, tuple[DocumentKey, ...]]
    """The invoices of ours that stand on each document of Xero's."""
    coverage: Sequence[Stretch]


def made_of(runtime: Runtime, access: Access, task: SyncTask) -> Made:
    """Raises `WorldFailed`."""
    known, xero = _known(runtime, access, task), access.organisation
    notes = [one.xero_id for one in known.documents if is_credit_note(one.key)]
    others = [one.xero_id for one in known.documents if not is_credit_note(one.key)]
    invoices = {one.id: one for one in xero.invoices_by_id(others)} if others else {}
    credited = {one.id: one for one in xero.credit_notes_by_id(notes)} if notes else {}
    return Made(
        order=task.order_key,
        documents=tuple(_documents(known, invoices, credited)),
        coverage=known.coverage,
    )


def _documents(
    known: Known, invoices: Mapping[XeroId, HeldInvoice], notes: Mapping[XeroId, HeldCreditNote]
) -> Iterator[Bills | Changed | Note]:
    for one in known.documents:
        held = invoices.get(one.xero_id)
        if is_credit_note(one.key):
            yield Note(document=one.key, held=notes.get(one.xero_id))
        elif is_change(one.key):
            yield Changed(
                document=one.key,
                held=held,
                picture=known.pictures.get(one.key),
                before=known.before.get(one.key),
                meant=known.meant.get(one.key),
                on_it=known.on_it.get(one.xero_id, ()),
            )
        else:
            yield Bills(document=one.key, held=held, picture=known.pictures.get(one.key), by_us=known.by_us)


def _known(runtime: Runtime, access: Access, task: SyncTask) -> Known:
    key, own = invoice_key(task.order_key), (task.installation_id, access.tenant_id)
    with runtime.database.transaction() as tx:
        linked = [one.link for one in links.of_task(tx, task.installation_id, task.id)]
        documents = [one for one in linked if is_of(one.key, task.order_key)]
        keys = [one.key for one in documents]
        sent = intents.latest(tx, *own, keys)
        made = documents_done.done(tx, *own, [key]).get(key)
        pictures = {which: kept_invoice(one) for which, one in links.pictures(tx, *own, keys).items()}
        before = {which: kept_invoice(one) for which, one in earlier_sends.before(tx, *own, keys).items()}
        standing = links.on_documents(tx, *own, [one.xero_id for one in documents])
        of_asset = coverage.load(tx, *own, [task.asset_id]) if task.asset_id else ()
    return Known(
        documents=documents,
        pictures={which: one for which, one in pictures.items() if one is not None},
        before={which: one for which, one in before.items() if one is not None},
        meant=dict(_meant(sent)),
        by_us=made is None or made.deed is not None,
        on_it={which: tuple(one for one in found if is_invoice(one)) for which, found in standing.items()},
        coverage=of_asset,
    )


def _meant(sent: Sequence[Intent]) -> Iterator[tuple[DocumentKey, IntendedChange]]:
    for intent in sent:
        if intent.draft.call is Call.UPDATE_INVOICES:
            for part, one in zip(intent.draft.parts, intended_changes(intent.draft.body), strict=True):
                yield part.key, one
