"""The invoices that the changes of a batch are measured against, and which of them Xero no longer stands by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from connect_ext.books.coverage.stretch import CoverageState
from connect_ext.books.documents.held import Held
from connect_ext.books.ids import DocumentKey
from connect_ext.books.orders.order import Order, OrderType
from connect_ext.books.subscription.asset import AssetFacts, FallenInvoice


def measured_against(order: Order, asset: AssetFacts) -> frozenset[DocumentKey]:
    """Of an order that changes, renews or ends what is billed: the documents that bill days of its asset. What is
    waived, or billed elsewhere, is on none."""
    if order.type not in (OrderType.CHANGE, OrderType.CANCELLATION, OrderType.RENEWAL):
        return frozenset()
    return frozenset(
        one.line.document for one in asset.coverage.stretches if one.bills and one.state is CoverageState.BILLED
    )


def with_fallen(order: Order, asset: AssetFacts, held: Held) -> AssetFacts:
    """Not for an order of which something is made: it was measured when that was."""
    if held.made_of(order.key):
        return asset
    return replace(asset, fallen=tuple(_fallen(order, asset, held)))


def _fallen(order: Order, asset: AssetFacts, held: Held) -> Iterator[FallenInvoice]:
    for document in sorted(measured_against(order, asset) & held.links.keys()):
        link, invoice = held.links[document], held.invoices.get(document)
        if invoice is None:
            yield FallenInvoice(document=document, name=link.number or link.xero_id, status="no longer")
        elif not invoice.alive:
            yield FallenInvoice(document=document, name=invoice.name, status=invoice.status.lower())
