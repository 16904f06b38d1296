"""The documents of one month as Xero holds them, each laid over the subscriptions that its lines bill."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from connect_ext.books.days import Days
from connect_ext.books.documents.held import HeldCreditNote, HeldDocument, HeldLine
from connect_ext.books.documents.reference import mark_of
from connect_ext.books.ids import (
    AssetId,
    DocumentKey,
    InstallationId,
    OrderKey,
    TierAccountId,
    XeroId,
    is_credit_note,
    is_invoice,
)
from connect_ext.books.reports.reconcile import NO_ASSET, NO_DOCUMENT, Cell, InXero, counts, said_by, shares
from connect_ext.storage import contact_links, links, reconciling
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.runtime import Runtime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """So much of a document stands for one cell."""

    cell: Cell
    document: HeldDocument
    credit: bool
    says: InXero
    orders: frozenset[OrderKey]
    """Those that its lines bill, by their marks; or that it is linked to."""
    others: bool
    """Something else stands on it, too."""


def standing_documents(
    runtime: Runtime, access: Access, installation_id: InstallationId, month: Days
) -> tuple[Stands, ...]:
    """Of the contacts that customers are linked to: others are none of the marketplace's business. Two calls to Xero
    for two hundred documents each. Raises `WorldFailed`."""
    organisation = access.organisation
    found = [
        one for one in (*organisation.invoices_dated(month), *organisation.credit_notes_dated(month)) if counts(one)
    ]
    own = (installation_id, access.tenant_id)
    with runtime.database.transaction() as tx:
        customers = contact_links.customers_of(tx, *own, {one.contact_id for one in found})
        ours = [one for one in found if one.contact_id in customers]
        unmarked = [one.id for one in ours if not any(_order(line) for line in one.lines)]
        linked = links.on_documents(tx, *own, unmarked)
        named = {order for one in ours for order in _orders(one, linked)}
        owners = reconciling.owners(tx, installation_id, named)
    laid = _Laid(customers=customers, linked=linked, owners=owners)
    return tuple(stands for one in ours for stands in laid.over(one))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Laid:
    customers: Mapping[XeroId, TierAccountId]
    linked: Mapping[XeroId, Sequence[DocumentKey]]
    owners: Mapping[OrderKey, AssetId]

    def over(self, document: HeldDocument) -> Iterator[Stands]:
        orders = _orders(document, self.linked)
        fallback = self._only([order for order in orders if document.id in self.linked])
        found = shares(document, lambda line: self._whose(line) or fallback)
        for asset, amount in found.items():
            own = asset or NO_ASSET
            cell = Cell(
                customer=self.customers[document.contact_id],
                currency=document.currency,
                asset=own,
                document=NO_DOCUMENT if asset else document.id,
            )
            credit = isinstance(document, HeldCreditNote)
            yield Stands(
                cell=cell,
                document=document,
                credit=credit,
                says=said_by(document, amount, credit=credit),
                orders=frozenset(order for order in orders if self.owners.get(order) == asset),
                others=len(found) > 1,
            )

    def _whose(self, line: HeldLine) -> AssetId | None:
        order = _order(line)
        return self.owners.get(order) if order else None

    def _only(self, orders: Collection[OrderKey]) -> AssetId | None:
        """Of an invoice that a person wrote and chose for an order, no line tells."""
        assets = {self.owners[order] for order in orders if order in self.owners}
        return assets.pop() if len(assets) == 1 else None


def _orders(document: HeldDocument, linked: Mapping[XeroId, Sequence[DocumentKey]]) -> set[OrderKey]:
    marked = {order for line in document.lines if (order := _order(line))}
    keys = (key for key in linked.get(document.id, ()) if is_invoice(key) or is_credit_note(key))
    return marked | {OrderKey(key.partition(":")[2].partition("/")[0]) for key in keys}


def _order(line: HeldLine) -> OrderKey | None:
    """A mark is the order's id, a slash and a number (money §10)."""
    mark = mark_of(line.description)
    return OrderKey(mark.rpartition("/")[0]) if mark else None
