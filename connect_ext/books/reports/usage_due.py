"""What usage orders should come to, each record once, from the files and the prices alone (money §7, §17)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from connect_ext.books.charging.usage import Uses, for_role, names_its_prices, unbilled
from connect_ext.books.ids import ProductItemId, UsageRecordId
from connect_ext.books.money import Currency, round_amount
from connect_ext.books.orders.order import Fee, Order, PartyRole
from connect_ext.books.prices.price import Price
from connect_ext.books.reports.falling_due import FallingDue
from connect_ext.books.subscription.turn import turn_of

PriceOfUse = Callable[[Order, Fee, Price | None], Price | None]
"""As it stands in the books: of all of it where the file itself says what that costs, else of one; None where no price
is known."""


def usage_due(orders: Sequence[Order], role: PartyRole, price_of: PriceOfUse) -> FallingDue:
    """Of the usage orders of one asset, all of which count."""
    sums, unpriced = defaultdict[Currency, Decimal](Decimal), set[ProductItemId]()
    for order, fee, uses in _uses(orders, role):
        told = uses.all if names_its_prices(order) else None
        price, counted = price_of(order, fee, told), Decimal(1) if told else uses.quantity
        if price is None or counted is None:
            unpriced.add(fee.product_item.id)
        else:
            sums[price.currency] += round_amount(counted * price.amount, price.currency)
    return FallingDue(amounts={of: sum_ for of, sum_ in sums.items() if sum_}, unpriced=frozenset(unpriced))


def _uses(orders: Sequence[Order], role: PartyRole) -> Iterator[tuple[Order, Fee, Uses]]:
    """What the billed party pays of each fee; of a record that is told twice only the first."""
    seen = set[UsageRecordId]()
    for order in sorted(orders, key=turn_of):
        for fee in order.fees:
            new = unbilled(fee.usage, frozenset(seen))
            seen |= {record.id for record in new}
            if order.usage is not None and (ours := for_role(new, order.usage, role)):
                yield order, fee, Uses(file=order.usage, records=ours)
