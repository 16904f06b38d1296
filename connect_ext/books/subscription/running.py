"""The running term of an item: the line that bills it now, and the price of it (money §3)."""

from __future__ import annotations

from datetime import date

from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.coverage.stretch import AssetItem, Stretch
from connect_ext.books.periods.proration import Rate
from connect_ext.books.prices.price import Price

RUNNING = "the running term ("


def running_term(coverage: Coverage, item: AssetItem, on: date) -> Stretch | None:
    """What bills the item on a day, else what did last; of several lines the newest. Only where a price is known."""
    found = [one for one in coverage.stretches if one.item == item and one.bills and _has_periods(one)]
    return max(found, key=lambda one: (on in one.days, one.dated, one.line), default=None)


def running_price(coverage: Coverage, item: AssetItem, on: date) -> Price | None:
    """What a unit of the running term costs for a full period: the price of what is added to it. None from the day on
    that nothing of the item was billed for: no term runs any more, and the price is asked for as for a new one."""
    running, until = running_term(coverage, item, on), coverage.billed_until(item)
    rate: Rate | None = running.rate if running else None
    if running is None or rate is None or until is None or until <= on:
        return None
    evidence = f"{RUNNING}{running.line.mark})"
    return Price(amount=rate.unit_price, currency=rate.currency, source=None, evidence=evidence)


def is_running(price: Price) -> bool:
    """Whether it is that of a running term, and not one that a person entered, or took something off."""
    return price.source is None and price.evidence.startswith(RUNNING) and price.evidence.endswith(")")


def _has_periods(stretch: Stretch) -> bool:
    """What is charged once has a price and no term."""
    return stretch.rate is not None and not stretch.once
