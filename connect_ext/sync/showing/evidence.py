"""Which orders and documents stand behind the rows of a comparison, so that a difference can be explained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from connect_ext.books.documents.held import HeldDocument
from connect_ext.books.ids import AssetId, DocumentKey, InstallationId, OrderKey, XeroId, is_change
from connect_ext.books.reports.reconcile import Cell
from connect_ext.storage import links, reconciling
from connect_ext.storage.links import Kept
from connect_ext.storage.reconciling import Ordered
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.runtime import Runtime
from connect_ext.sync.showing.standing_documents import Stands
from connect_ext.work.task import TaskId
from connect_ext.xero.kept import kept_credit_note, kept_invoice

AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A document that was made for an order, and is not among those of the month."""

    order: OrderKey
    name: str
    dated: date | None
    """As it was when it was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Of one row."""

    orders: tuple[Ordered, ...] = ()
    documents: tuple[Stands, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    """Of the orders of the month."""
    changed_by: Mapping[XeroId, frozenset[OrderKey]] = field(default_factory=dict)
    """Later orders that changed a document while it was a draft."""
    sent: Mapping[XeroId, Decimal] = field(default_factory=dict)
    """What documents said in all when they were last known, where they say something else now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnesses:
    """`month` as YYYY-MM."""

    runtime: Runtime
    access: Access
    installation_id: InstallationId
    month: str
    standing: Sequence[Stands]

    def of(self, cells: Sequence[Cell]) -> Mapping[Cell, Evidence]:
        """Two hundred subscriptions at a time."""
        by_cell: defaultdict[Cell, list[Stands]] = defaultdict(list)
        for one in self.standing:
            by_cell[one.cell].append(one)
        found: dict[Cell, Evidence] = {}
        for start in range(0, len(cells), AT_ONCE):
            found |= dict(self._of(cells[start : start + AT_ONCE], by_cell))
        return found

    def _of(self, cells: Sequence[Cell], by_cell: Mapping[Cell, Sequence[Stands]]) -> Iterator[tuple[Cell, Evidence]]:
        here = [one for cell in cells for one in by_cell.get(cell, ())]
        assets = {cell.asset for cell in cells if cell.asset}
        own = (self.installation_id, self.access.tenant_id)
        with self.runtime.database.transaction() as tx:
            on = links.on_documents(tx, *own, {one.document.id for one in here})
            changed_by = {id_: _changing(keys) for id_, keys in on.items()}
            named = {order for one in here for order in one.orders}.union(*changed_by.values())
            orders = reconciling.ordered(tx, self.installation_id, assets, self.month, named)
            made = reconciling.made_for(tx, *own, [one.row.id for one in orders])
            kept = links.kept(tx, *own, {one.document.id for one in here})
        by_asset: defaultdict[AssetId, list[Ordered]] = defaultdict(list)
        for one in orders:
            by_asset[one.row.asset_id or AssetId("")].append(one)
        sent = _sent(here, kept)
        for cell in cells:
            documents = tuple(by_cell.get(cell, ()))
            of_asset = tuple(by_asset[cell.asset]) if cell.asset else ()
            yield (
                cell,
                Evidence(
                    orders=of_asset,
                    documents=documents,
                    elsewhere=tuple(self._elsewhere(of_asset, made)),
                    changed_by={one.document.id: changed_by.get(one.document.id, frozenset()) for one in documents},
                    sent={one.document.id: sent[one.document.id] for one in documents if one.document.id in sent},
                ),
            )

    def _elsewhere(self, orders: Sequence[Ordered], made: Mapping[TaskId, Sequence[Kept]]) -> Iterator[Elsewhere]:
        here = {one.document.id for one in self.standing}
        for one in orders:
            if f"{one.on:%Y-%m}" != self.month:
                continue
            for kept in made.get(one.row.id, ()):
                if kept.link.xero_id not in here:
                    found = _document(kept)
                    name = kept.link.number or (found.name if found else kept.link.xero_id)
                    yield Elsewhere(order=one.row.order_key, name=name, dated=found.date if found else None)


def _changing(keys: Sequence[DocumentKey]) -> frozenset[OrderKey]:
    """A change is named after its order and the document."""
    return frozenset(OrderKey(key.split(":")[1]) for key in keys if is_change(key))


def _sent(here: Sequence[Stands], kept: Mapping[XeroId, Kept]) -> dict[XeroId, Decimal]:
    found: dict[XeroId, Decimal] = {}
    for one in here:
        known = kept.get(one.document.id)
        was = _document(known) if known else None
        if was is not None and was.subtotal != one.document.subtotal:
            found[one.document.id] = was.subtotal
    return found


def _document(kept: Kept) -> HeldDocument | None:
    if kept.picture is None:
        return None
    return kept_credit_note(kept.picture) if "CreditNoteID" in kept.picture else kept_invoice(kept.picture)
