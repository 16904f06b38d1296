"""What is known of an asset besides the order at hand: its other orders, what of it is billed, its periods."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.days import platform_day
from connect_ext.books.documents.standing import NOTHING_STANDS, Standing
from connect_ext.books.ids import DocumentKey, ProductItemId
from connect_ext.books.orders.order import Order, OrderType
from connect_ext.books.orders.quantities import NOTHING
from connect_ext.books.periods.terms import Terms
from connect_ext.books.settings.one_order import Chosen
from connect_ext.books.subscription.in_force import Cancellation, Change, InForce, QuantityChange, in_force
from connect_ext.books.subscription.turn import turn_of

NOTHING_BILLED = Coverage()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOrder:
    order: Order
    ignored: bool
    """A person has taken it out of our hands: whatever it asks for is in the books without us, or not at all."""
    done: bool = False
    """Its task is synced: what it asks for is in the books by us."""
    chosen: Chosen | None = None
    """What a person chose that it gives back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FallenInvoice:
    """An invoice that billed days of the asset, and does so no longer."""

    document: DocumentKey
    name: str
    """What people call it."""
    status: str
    """Completes “is … in Xero”."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetFacts:
    """Of the asset of one order."""

    others: tuple[KnownOrder, ...] = ()
    """The approved orders of the asset that are known, without the one at hand, in no order."""
    coverage: Coverage = NOTHING_BILLED
    """What is billed of the asset, without the order's own invoice."""
    terms: Terms | None = None
    """None where the marketplace does not tell when the subscription is billed."""
    fixed: bool = True
    """Whether the terms need not be fixed any more."""
    remark: str = ""
    """A sentence for a person about all of this."""

    fallen: tuple[FallenInvoice, ...] = ()
    """Of the invoices that the coverage names."""
    standing: Standing = NOTHING_STANDS
    """The documents that the coverage names, as Xero holds them now; read for an order that may give back."""

    @property
    def known(self) -> bool:
        """Whether it began with us: something of it is billed, or its purchase cost nothing."""
        bought = any(other.order.type is OrderType.SALES and not other.ignored for other in self.others)
        return bought or bool(self.coverage.stretches)

    def service_start(self, order: Order) -> date:
        """When the asset was bought; the order's own day where no purchase is known."""
        known = (*(other.order for other in self.others), order)
        bought = [effective_on(one) for one in known if one.type is OrderType.SALES]
        return min(bought, default=effective_on(order))

    @property
    def billed_until(self) -> date | None:
        """The end of what is billed by the period of any item of the asset; None for nothing."""
        return max((one.days.end for one in self.coverage.stretches if one.bills and not one.once), default=None)


def effective_on(order: Order) -> date:
    """The first day on which the order counts."""
    return platform_day(order.effective_at)


def before(order: Order, others: Iterable[KnownOrder]) -> tuple[KnownOrder, ...]:
    """Those whose turn comes before that of an order (money §1)."""
    own = turn_of(order)
    return tuple(other for other in others if turn_of(other.order) < own)


def after(order: Order, others: Iterable[KnownOrder]) -> tuple[KnownOrder, ...]:
    """Those whose turn comes after it."""
    own = turn_of(order)
    return tuple(other for other in others if turn_of(other.order) > own)


def held(orders: Iterable[Order], item: ProductItemId) -> InForce:
    """The quantities of one item that these orders come to; an order that does not name it leaves it as it was."""
    return in_force(change for order in orders if (change := change_of(order, item)) is not None)


def change_of(order: Order, item: ProductItemId) -> Change | None:
    """What an order makes of an item: a cancellation ends every one."""
    if order.type is OrderType.CANCELLATION:
        return Cancellation(effective_on=effective_on(order), request_id=order.request_id)
    return quantity_change(order, item)


def quantity_change(order: Order, item: ProductItemId) -> QuantityChange | None:
    """What an order makes of an item; None where it does not name it, or not in a number."""
    if order.type in (OrderType.BILLING, OrderType.USAGE):
        return None
    fees = [fee for fee in order.fees if fee.product_item.id == item and fee.quantity is not None]
    if not fees:
        return None
    olds = [fee.old_quantity for fee in fees if fee.old_quantity is not None]
    return QuantityChange(
        effective_on=min((fee.renewal.start for fee in fees if fee.renewal), default=effective_on(order)),
        request_id=order.request_id,
        quantity=_sum(fee.quantity for fee in fees),
        old_quantity=_sum(olds) if len(olds) == len(fees) else None,
    )


def _sum(quantities: Iterable[Decimal | None]) -> Decimal:
    return sum((quantity for quantity in quantities if quantity is not None), NOTHING)


NOTHING_KNOWN = AssetFacts()
