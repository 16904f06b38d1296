"""Which records of a usage order are ours to bill, and what prices them (money §7)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from connect_ext.books.days import platform_day
from connect_ext.books.ids import UsageRecordId
from connect_ext.books.orders.order import Fee, Order, PartyRole
from connect_ext.books.orders.usage_record import UsageFile, UsageRecord, UsageSchema
from connect_ext.books.prices.price import Price, Quote
from connect_ext.books.settings.settings import PriceSource, Settings

TIER_OF = {PartyRole.CUSTOMER: 0, PartyRole.TIER1: 1, PartyRole.TIER2: 2}
"""As records count them, which is believed and not proven: 0 is the customer, as in Connect's own pricing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """The records of one fee that are billed together."""

    file: UsageFile
    records: tuple[UsageRecord, ...]

    @property
    def quantity(self) -> Decimal | None:
        """None where that of a record is not known."""
        known = [record.quantity for record in self.records]
        return None if None in known else _sum([quantity for quantity in known if quantity is not None])

    @property
    def amount(self) -> Decimal:
        """Not rounded: only the line is (money §12). Only of a file that names the price."""
        return _sum([record.amount for record in self.records if record.amount is not None])

    @property
    def evidence(self) -> str:
        return f"usage file {self.file.id}"

    @property
    def each(self) -> Price:
        """What the file says, for one of what is counted; where that is not known, for all. Not rounded either."""
        with localcontext(prec=50):
            amount = self.amount / abs(self.quantity) if self.quantity else self.amount
        return replace(self.all, amount=amount)

    @property
    def all(self) -> Price:
        """What the file says for all of it."""
        assert self.file.currency is not None
        source = PriceSource.USAGE
        return Price(amount=self.amount, currency=self.file.currency, source=source, evidence=self.evidence)

    @property
    def first_to_last(self) -> str:
        """The days of use, both inclusive, as the marketplace says them."""
        first = min(platform_day(record.start) for record in self.records)
        last = max(platform_day(record.end) for record in self.records)
        return first.isoformat() if last <= first else f"{first.isoformat()} to {last.isoformat()}"


def unbilled(records: Collection[UsageRecord], billed: frozenset[UsageRecordId]) -> tuple[UsageRecord, ...]:
    """Those that no document bills yet."""
    return tuple(record for record in records if record.id not in billed)


def for_role(records: Collection[UsageRecord], file: UsageFile, role: PartyRole) -> tuple[UsageRecord, ...]:
    """Those whose amount is for the billed party; all of them where the file does not tell tiers apart."""
    if file.schema is not UsageSchema.TIERED:
        return tuple(records)
    return tuple(record for record in records if record.tier == TIER_OF[role])


def records_of(order: Order) -> tuple[UsageRecord, ...]:
    """Of all fees."""
    return tuple(record for fee in order.fees for record in fee.usage)


def price_sources(order: Order, settings: Settings) -> tuple[PriceSource, ...]:
    """Where the price of an order's fees is asked for, unless it `names_its_prices`. Price lists say nothing about what
    is only known by its cost: the installation's own table sells it."""
    cost = order.usage is not None and order.usage.schema is UsageSchema.COST
    return (PriceSource.OWN_TABLE,) if cost else settings.price_sources


def names_its_prices(order: Order) -> bool:
    """Whether no source is asked for a price."""
    return order.usage is not None and order.usage.schema.names_the_price


def given_quotes(order: Order, role: PartyRole) -> dict[int, tuple[Quote, ...]]:
    """By fee number, what the file itself asks of the billed party for each: an average, from which a person's edits
    start. None where the file has no amount for the party."""
    file = order.usage
    assert file is not None
    uses = {fee.number: Uses(file=file, records=for_role(fee.usage, file, role)) for fee in order.fees}
    return {number: (one.each,) if one.records else () for number, one in uses.items()}


def priced_quantity(fee: Fee) -> Decimal | None:
    """What a minimum quantity of a price is compared with: a correction costs what the usage did."""
    return abs(fee.quantity) if fee.quantity is not None else None


def _sum(numbers: Collection[Decimal]) -> Decimal:
    with localcontext(prec=60):
        return sum(numbers, Decimal(0))
