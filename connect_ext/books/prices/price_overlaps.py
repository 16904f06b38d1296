"""No two rows of a price table answer the same question on the same day."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from connect_ext.books.prices.price import PriceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two rows, as positions in their table, of which `quote_from_table` could not tell the better one."""

    earlier: int
    later: int
    problem: str
    """A sentence in which {row} stands for the other row."""
    fix: str


def overlaps(rows: Sequence[PriceRow]) -> tuple[Overlap, ...]:
    """At most one for each row, in the order of the rows."""
    groups: dict[Hashable, list[int]] = {}
    for place, row in enumerate(rows):
        groups.setdefault(_key(row), []).append(place)
    found = (overlap for places in groups.values() for overlap in _within(rows, places))
    return tuple(sorted(found, key=lambda overlap: overlap.later))


def _key(row: PriceRow) -> Hashable:
    """All but the validity that a question is answered by; the currency is part of the answer."""
    item = (row.product_item, None if row.product_item else row.mpn)
    return (*item, row.marketplace_id, row.customer_id, row.period_months, row.minimum_quantity)


def _within(rows: Sequence[PriceRow], places: Sequence[int]) -> Iterator[Overlap]:
    """Each row beside the one that, of all that began before it, ends last."""
    last: int | None = None
    for place in sorted(places, key=lambda place: (rows[place].valid_from or date.min, place)):
        if last is not None and (rows[place].valid_from or date.min) <= _end(rows[last]):
            yield _overlap(rows, min(last, place), max(last, place))
        if last is None or _end(rows[place]) > _end(rows[last]):
            last = place


def _end(row: PriceRow) -> date:
    return row.valid_to or date.max


def _overlap(rows: Sequence[PriceRow], earlier: int, later: int) -> Overlap:
    one, other = rows[earlier], rows[later]
    if (one.valid_from, one.valid_to) == (other.valid_from, other.valid_to):
        same_price = (one.price, one.discount, one.currency) == (other.price, other.discount, other.currency)
        problem = "It repeats row {row}." if same_price else "It has another price for the same as row {row}."
        fix = "Remove one of the two rows, or tell them apart by marketplace, customer, period, quantity or validity."
        return Overlap(earlier=earlier, later=later, problem=problem, fix=fix)
    common = max(row.valid_from or date.min for row in (one, other))
    since = f"from {common}" if common > date.min else "from the beginning"
    return Overlap(
        earlier=earlier,
        later=later,
        problem=f"Its validity overlaps that of row {{row}}, {since}.",
        fix="Let one of the two rows end the day before the other begins.",
    )
