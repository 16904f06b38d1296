"""What Xero holds of the documents that an order may give back: invoices with our last answers, and credit notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from connect_ext.books.coverage.stretch import CoverageState
from connect_ext.books.documents.held import Held, HeldInvoice
from connect_ext.books.documents.standing import Standing
from connect_ext.books.ids import DocumentKey, is_change
from connect_ext.books.orders.order import Fee, Order, OrderType
from connect_ext.books.subscription.asset import AssetFacts
from connect_ext.sync.gathering.fallen import measured_against


def may_give_back(order: Order) -> bool:
    """A cancellation, a renewal, and a change that has less of something, or does not say how much there was."""
    if order.type in (OrderType.CANCELLATION, OrderType.RENEWAL):
        return True
    return order.type is OrderType.CHANGE and any(_may_be_less(fee) for fee in order.fees)


def _may_be_less(fee: Fee) -> bool:
    if fee.quantity is None or not fee.changes:
        return False
    return fee.old_quantity is None or fee.quantity < fee.old_quantity


def gives_back_from(order: Order, asset: AssetFacts) -> frozenset[DocumentKey]:
    """The documents that bill days of its asset, and those that credit them."""
    if not may_give_back(order):
        return frozenset()
    crediting = {
        one.line.document for one in asset.coverage.stretches if one.is_credit and one.state is CoverageState.BILLED
    }
    return measured_against(order, asset) | {document for document in crediting if not is_change(document)}


def with_standing(
    order: Order, asset: AssetFacts, held: Held, pictures: Mapping[DocumentKey, HeldInvoice]
) -> AssetFacts:
    documents = gives_back_from(order, asset)
    standing = Standing(
        invoices={key: found for key, found in held.invoices.items() if key in documents},
        pictures={key: found for key, found in pictures.items() if key in documents},
        notes={key: found for key, found in held.notes.items() if key in documents},
    )
    return replace(asset, standing=standing)
