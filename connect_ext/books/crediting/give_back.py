"""What an order gives back becomes credit notes, lines below zero and smaller drafts, or every problem at once.

The refund table (`refunds`) decides by what Xero holds of each invoice; here stands what is asked of it, and where
what it decides goes. Days of which nothing was paid are given up without any document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from connect_ext.books.coverage.stretch import CoverageState, Stretch
from connect_ext.books.crediting.credit_documents import Maker
from connect_ext.books.crediting.given_back import NOTHING_GIVEN, GivenBack, together
from connect_ext.books.crediting.refunds import (
    Attention,
    ChangeDraft,
    Decision,
    DeleteDraft,
    IssueCredit,
    Release,
    refunds,
)
from connect_ext.books.crediting.returned import Returned, Way
from connect_ext.books.crediting.take_back import Piece, taken_back
from connect_ext.books.crediting.up_to_charges import up_to
from connect_ext.books.documents.policies import RefundLines
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.ids import DocumentKey
from connect_ext.books.mapping.classify import line_amount_types
from connect_ext.books.money import Amount, written
from connect_ext.books.orders.order import Order, OrderType
from connect_ext.books.problems.problem import Code, Problem, problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """An order that gives back, and what it charges beside that; None for nothing."""

    order: Order
    facts: Facts
    contact: DocumentKey
    charged: Amount | None
    today: date
    marks: Iterator[str]

    def outcome(self, returned: Sequence[Returned]) -> GivenBack | tuple[Problem, ...]:
        asked = [one for one in returned if any(map(_costs, one.by(Way.ASKED)))]
        if asked:
            return self._asks(asked)
        back = tuple(_pieces(returned, Way.BACK))
        for_charges = up_to(self.charged, (one for one in _pieces(returned, Way.WITH_CHARGES) if _costs(one.stretch)))
        decided = self._decided((*back, *for_charges))
        if isinstance(decided, tuple):
            return decided
        free = tuple(one.stretch for one in (*back, *_pieces(returned, Way.ASKED)) if not _costs(one.stretch))
        kept = tuple(_kept(returned, for_charges))
        return together((decided, GivenBack(for_nothing=free, remarks=kept)))

    def _decided(self, pieces: Sequence[Piece]) -> GivenBack | tuple[Problem, ...]:
        elsewhere = [one for one in pieces if one.stretch.state is CoverageState.BILLED_ELSEWHERE]
        if elsewhere:
            days = elsewhere[0].stretch.days
            return (problem(Code.BILLED_ELSEWHERE, subject=self.order.request_id, day=days.start.isoformat()),)
        paid = [one for one in pieces if _costs(one.stretch)]
        if not paid:
            return NOTHING_GIVEN
        taken = taken_back(paid, self.facts.asset, self.order.request_id, self.facts.organisation.tax_rates)
        if isinstance(taken, tuple):
            return taken
        # A draft in a locked period is no problem of its own: the order waits for the lock (money §13).
        decisions = refunds(taken.billed, self.order.request_id)
        problems = tuple(one.problem for one in decisions if isinstance(one, Attention))
        if problems:
            return problems
        maker = Maker(order=self.order, contact=self.contact, today=self.today, taken=taken, marks=self.marks)
        return together((*self._made(maker, decisions), maker.for_nothing(decisions)))

    def _made(self, maker: Maker, decisions: Sequence[Decision]) -> Iterator[GivenBack]:
        room, notes = self.charged.value if self.charged else Decimal(0), 0
        for decision in decisions:
            match decision:
                case ChangeDraft() | DeleteDraft():
                    yield maker.change(decision)
                case Release():
                    yield maker.released(decision)
                case IssueCredit(parts=parts):
                    amount = sum((part.amount for part in parts), Decimal(0))
                    if self._fits(decision) and amount <= room:
                        room -= amount
                        yield maker.negative(decision)
                    else:
                        notes += 1
                        yield maker.note(decision, notes)

    def _fits(self, decision: IssueCredit) -> bool:
        """Whether it may stand below zero on the order's own invoice, which is of one contact and currency, says the
        same of tax, and takes the rate of its day (money §8)."""
        settings, held, newest = self.facts.settings, self.facts.held_contact, decision.newest
        if settings.refund_lines is not RefundLines.NEGATIVE_LINE or self.charged is None or held is None:
            return False
        kind = line_amount_types(settings, self.facts.organisation)
        alike = (held.id, self.charged.currency, kind.value)
        return (
            alike == (newest.contact_id, newest.currency, newest.line_amount_types)
            and newest.currency == self.facts.organisation.base_currency
        )

    def _asks(self, asked: Sequence[Returned]) -> tuple[Problem, ...]:
        """With the amount that a refund would come to."""
        pieces = [one for one in _pieces(asked, Way.ASKED) if _costs(one.stretch)]
        decided = self._decided(pieces)
        if isinstance(decided, tuple):
            return decided
        rate = pieces[0].stretch.rate
        assert rate is not None
        amount = f"{written(sum(decided.amounts, Decimal(0)), rate.currency)} {rate.currency}"
        names = ", ".join(dict.fromkeys(one.name for one in asked))
        order = self.order
        committed = max((one.committed_until for one in asked if one.committed_until), default=None)
        if committed is not None:
            day = committed.isoformat()
            return (problem(Code.COMMITMENT_ASKS, subject=order.request_id, items=names, amount=amount, day=day),)
        if order.type is OrderType.CANCELLATION:
            return (problem(Code.CANCELLATION_ASKS, subject=order.request_id, items=names, amount=amount),)
        return (problem(Code.REDUCTION_ASKS, subject=order.request_id, items=names, amount=amount),)


def _pieces(returned: Iterable[Returned], way: Way) -> Iterator[Piece]:
    yield from (Piece(stretch=piece, reason=one.reason) for one in returned for piece in one.by(way))


def _kept(returned: Iterable[Returned], given: Sequence[Piece]) -> Iterator[str]:
    """What becomes of days that stay covered where only the quantity changes."""
    lines = {piece.stretch.item for piece in given}
    for one in returned:
        kept = (*one.by(Way.WITH_CHARGES), *one.by(Way.KEPT))
        if kept and not any(piece.item in lines for piece in kept):
            yield f"{one.name}: {one.kept}"
        elif sum(piece.quantity for piece in kept) > sum(
            piece.stretch.quantity for piece in given if piece.stretch.item in {own.item for own in kept}
        ):
            yield f"{one.name}: given back up to what the same order charges"


def _costs(stretch: Stretch) -> bool:
    """Days of a price of 0, or never to be sent, are given up without a document; not those billed elsewhere."""
    return stretch.state is not CoverageState.WAIVED
