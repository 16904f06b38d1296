"""What a cancellation says of each item of its asset, and the fee for it, as outcomes like those of any fee."""

from __future__ import annotations

from collections.abc import Iterator

from connect_ext.books.charging.charges import NoCharge
from connect_ext.books.crediting.cancel import End, Ended
from connect_ext.books.crediting.cancellation_fee import fee_due, fee_line
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.orders.order import Order, Party
from connect_ext.books.problems.problem import Problem
from connect_ext.books.proposing.lines import LeftOut, LinesOutcome, PricedLines


def ending(order: Order, party: Party, facts: Facts, marks: Iterator[str]) -> list[LinesOutcome]:
    end = End(order=order, facts=facts, covered=facts.asset.coverage)
    return [*(_told(one) for one in end.items()), *_fee(end, party, marks)]


def _told(ended: Ended) -> LinesOutcome:
    if isinstance(ended.outcome, NoCharge):
        return LeftOut(why=f"{ended.name}: {ended.outcome.why}")
    return ended.outcome


def _fee(end: End, party: Party, marks: Iterator[str]) -> Iterator[LinesOutcome]:
    due = fee_due(end)
    if isinstance(due, tuple):
        yield due
    elif due is not None and due.price.amount:
        line = fee_line(end, due, party, next(marks))
        if isinstance(line, Problem):
            yield (line,)
        else:
            yield PricedLines(lines=(line,), price=due.price, remarks=(), waived=())
