"""What is added over several terms costs in each of them what that term costs (money §3).

So an order that is told late, when the next period is billed at another price, comes to what it would have come to had
it been told in time: its own days at the price of the running term, and the next period at the price of that one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from connect_ext.books.charging.charges import Charge
from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.coverage.stretch import AssetItem
from connect_ext.books.days import Days
from connect_ext.books.periods.periods import Periods
from connect_ext.books.prices.price import Price
from connect_ext.books.subscription.running import is_running, running_price, running_term

Term = tuple[Price, Periods | None]


def by_term(charge: Charge, item: AssetItem, price: Price, covered: Coverage) -> Iterator[tuple[Charge, Price]]:
    """The charge, cut where a term of another price or other periods begins; as it is where its price is not that of
    the running term, such as one that a person has entered."""
    if charge.days is None or not is_running(price):
        yield charge, price
        return
    edges = {edge for one in covered.stretches if one.item == item for edge in (one.days.start, one.days.end)}
    first = running_term(covered, item, charge.days.start)

    def term(days: Days) -> Term:
        running = running_term(covered, item, days.start)
        own = running_price(covered, item, days.start)
        if first is None or running is None or running.rate is None or own is None or running.rate == first.rate:
            return price, charge.periods
        return (own, running.rate.periods) if days.start in running.days else (price, charge.periods)

    for (of, periods), found in groupby(charge.days.split_at(edges), key=term):
        pieces = list(found)
        days = Days(start=pieces[0].start, end=pieces[-1].end)
        yield replace(charge, days=days, periods=periods), of
