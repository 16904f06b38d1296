"""One fee and its price become line items, what is given back, the reason why there is neither, or problems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from connect_ext.books.booking.booking import Ruled, booking, problems_of, ruled
from connect_ext.books.charging.arrears import charged_later
from connect_ext.books.charging.by_term import by_term
from connect_ext.books.charging.charges import ChargeOutcome, Charges, NoCharge, first_charges, item_of
from connect_ext.books.charging.line_text import Telling, description, explanation
from connect_ext.books.charging.piece import Piece, halves
from connect_ext.books.charging.term_charges import term_charges
from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.coverage.stretch import CoverageState, LineKey, Stretch
from connect_ext.books.crediting.decrease import renewed_with_less
from connect_ext.books.crediting.returned import Returned
from connect_ext.books.days import Days
from connect_ext.books.documents.document import LineAmountTypes, LineItem
from connect_ext.books.documents.policies import ProrationDisplay, TextSource
from connect_ext.books.documents.reference import mark, marked
from connect_ext.books.documents.tax import tax_inside
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.ids import invoice_key
from connect_ext.books.mapping.classify import NOWHERE, Posting, line_amount_types
from connect_ext.books.money import plain
from connect_ext.books.orders.order import Fee, FeeKind, Order, OrderType, Party
from connect_ext.books.periods.periods import A_DAY
from connect_ext.books.prices.price import NoPrice, Price, Quote, choose
from connect_ext.books.problems.problem import Code, Problem, problem
from connect_ext.books.proposing.increase import difference
from connect_ext.books.subscription.asset import effective_on

LARGEST_LINE = Decimal("9999999999.99")
"""Xero's cap on LineAmount (https://developer.xero.com/documentation/api/accounting/invoices)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A fee that makes no line; `why` is a sentence for the proposal's remarks."""

    why: str
    covers: tuple[Stretch, ...] = ()

    @property
    def remarks(self) -> tuple[str, ...]:
        return (self.why,)


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedLines:
    """One line or more. `remarks` tell what is doubtful, and which days cost nothing; these are `waived`."""

    lines: tuple[LineItem, ...]
    price: Price
    remarks: tuple[str, ...]
    waived: tuple[Stretch, ...]

    @property
    def covers(self) -> tuple[Stretch, ...]:
        return (*(covered for line in self.lines for covered in line.covers), *self.waived)


LinesOutcome = PricedLines | LeftOut | Returned | tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """What the lines of an order have in common."""

    order: Order
    party: Party
    facts: Facts
    telling: Telling

    def lines_of(self, fee: Fee, covered: Coverage, further_marks: Iterator[str]) -> LinesOutcome:
        """The lines of a fee, the reason why it has none, or everything that a person must fix first.

        `covered` is what is billed of the asset, by earlier fees of this order too.
        """
        price = choose(self.facts.quotes.get(fee.number, ()))
        charges = self._charges(fee, price, covered)
        if isinstance(charges, NoCharge):
            return LeftOut(why=f"{name_of(fee)}: {charges.why}")
        if not isinstance(charges, Charges):
            return charges
        if price is None:
            return self._problems(fee, price, ())
        pieces = self._pieces(fee, price, charges, covered, further_marks)
        return self._priced(fee, price, pieces, charges.doubt, further_marks)

    def _pieces(
        self, fee: Fee, price: Price, charges: Charges, covered: Coverage, further_marks: Iterator[str]
    ) -> tuple[Piece, ...]:
        booked, item = self.booked(fee), item_of(fee, self.order)
        parts = (part for charge in charges.parts for part in by_term(charge, item, price, covered))
        return tuple(
            Piece(
                charge=charge,
                old=charges.old,
                price=of_its_term,
                mark=next(further_marks) if place else mark(self.order, fee.number),
                posting=NOWHERE if isinstance(booked, Problem) else booked,
                kind=self.kind,
            )
            for place, (charge, of_its_term) in enumerate(parts)
        )

    def _charges(self, fee: Fee, price: Price | None, covered: Coverage) -> ChargeOutcome | Returned:
        changed = self.order.type is OrderType.CHANGE
        if fee.kind is FeeKind.USAGE:
            return NoCharge(why="billed by usage, not when it is ordered")
        if changed and not fee.changes:
            return NoCharge(why="the quantity stays as it is")
        later = charged_later(fee, self.order, self.facts.settings, covered)
        if later is not None:
            return later
        if self.order.type in (OrderType.BILLING, OrderType.RENEWAL):
            charged = term_charges(fee, self.order, self.facts, covered)
            less = isinstance(charged, NoCharge) and renewed_with_less(fee, self.order, self.facts, covered)
            return less or charged
        if fee.quantity is None:
            free = price is not None and not price.amount
            return NoCharge(why="price 0") if free else self._problems(fee, price, ())
        if changed:
            return difference(fee, fee.quantity, self.order, self.facts, covered)
        if fee.quantity == 0:
            return NoCharge(why="quantity 0")
        return first_charges(fee, fee.quantity, self.order, self.facts, covered)

    def _priced(
        self, fee: Fee, price: Price, pieces: tuple[Piece, ...], doubt: str, further_marks: Iterator[str]
    ) -> LinesOutcome:
        shown = tuple(one for one in pieces if one.figures.amount or self.facts.settings.show_zero_lines)
        free = tuple(one for one in pieces if one not in shown)
        waived = tuple(stretch for one in free for stretch in self._stretches(fee, one, CoverageState.WAIVED))
        for_nothing = f"{name_of(fee)}: {_for_nothing(price)}"
        if not shown:
            return LeftOut(why=for_nothing, covers=waived)
        problems = self._problems(fee, price, shown)
        if problems:
            return problems
        doubts = [f"{name_of(fee)}: {doubt}"] if doubt else []
        return PricedLines(
            lines=tuple(self._line(fee, line) for piece in shown for line in self._shown(piece, further_marks)),
            price=price,
            remarks=(*doubts, *([for_nothing] if free else [])),
            waived=waived,
        )

    def _problems(self, fee: Fee, price: Price | None, pieces: tuple[Piece, ...]) -> tuple[Problem, ...]:
        of_amount = _problems_of_the_amount(fee, price, self.facts.quotes.get(fee.number, ()), pieces)
        return (*of_amount, *self.unbooked(fee))

    def unbooked(self, fee: Fee) -> tuple[Problem, ...]:
        """Why a fee's lines cannot be booked. An account that a rule gives is told as the rule's, and not twice."""
        of_rules = tuple(problems_of(fee, self.rules(fee), self.facts))
        booked = self.booked(fee)
        return of_rules or ((booked,) if isinstance(booked, Problem) else ())

    def rules(self, fee: Fee) -> Ruled:
        """What mappings and rules say about a fee's lines."""
        return ruled(fee, self.order, self.party, self.facts)

    @property
    def kind(self) -> LineAmountTypes:
        return line_amount_types(self.facts.settings, self.facts.organisation)

    def booked(self, fee: Fee) -> Posting | Problem:
        return booking(fee, self.rules(fee), self.party, self.facts)

    def _shown(self, piece: Piece, further_marks: Iterator[str]) -> tuple[Piece, ...]:
        """As one line, or as the two of a proration that is shown separately."""
        separately = self.facts.settings.proration_display is ProrationDisplay.SEPARATE
        return halves(piece, further_marks) if separately else (piece,)

    def telling_of(self, said: Ruled) -> Telling:
        """With Xero's own text, where that was chosen, the item is mapped, and Xero has one."""
        item = (self.facts.items or {}).get(said.item_code or "")
        if self.facts.settings.description_from is not TextSource.XERO or item is None:
            return self.telling
        return replace(self.telling, title=item.name if self.telling.trimmed else item.description or item.name)

    def _line(self, fee: Fee, piece: Piece) -> LineItem:
        figures, booked, said = piece.figures, piece.posting, self.rules(fee)
        # The days stand on the line at full price alone: they are billed once, whatever adjusts them.
        covers = not (piece.half and piece.half.adjusts)
        return LineItem(
            mark=piece.mark,
            description=marked(description(self.order, fee, piece, self.telling_of(said)), piece.mark),
            quantity=figures.quantity,
            unit_amount=figures.unit_amount,
            line_amount=figures.amount,
            account_code=booked.account_code,
            tax_type=booked.tax_type,
            explanation=" ".join(filter(None, (explanation(self.order, fee, piece), said.because))),
            item_code=said.item_code,
            tracking=said.tracking,
            covers=self._stretches(fee, piece, CoverageState.BILLED) if covers else (),
            tax_inside=tax_inside(figures.amount, booked.tax_rate, piece.kind),
        )

    def _stretches(self, fee: Fee, piece: Piece, state: CoverageState) -> tuple[Stretch, ...]:
        """What is charged once is covered on the day on which it is ordered, so that it can be given back."""
        days, ordered = piece.charge.days, effective_on(self.order)
        stretch = Stretch(
            item=item_of(fee, self.order),
            days=days or Days(start=ordered, end=ordered + A_DAY),
            quantity=piece.charge.quantity,
            line=LineKey(document=invoice_key(self.order.key), mark=piece.mark),
            dated=self.telling.dated,
            state=state,
            rate=piece.rate,
        )
        return (stretch,)


def name_of(fee: Fee) -> str:
    return fee.product_item.name or fee.product_item.mpn


def _for_nothing(price: Price) -> str:
    return f"price {plain(price.amount)}, which comes to 0" if price.amount else "price 0"


def price_missing(fee: Fee, quotes: tuple[Quote, ...]) -> Problem:
    """What each source said that was asked."""
    item = fee.product_item
    tried = "; ".join(quote.why for quote in quotes if isinstance(quote, NoPrice)) or "no price source is chosen"
    return problem(Code.PRICE_MISSING, subject=f"{item.name} ({item.mpn})" if item.name else item.mpn, tried=tried)


def _problems_of_the_amount(
    fee: Fee, price: Price | None, quotes: tuple[Quote, ...], pieces: tuple[Piece, ...]
) -> Iterator[Problem]:
    item = fee.product_item
    if price is None:
        yield price_missing(fee, quotes)
    elif fee.quantity is None:
        yield problem(Code.QUANTITY_UNUSABLE, subject=item.mpn, quantity=fee.quantity_text)
    for amount in (piece.figures.amount for piece in pieces):
        if abs(amount) > LARGEST_LINE:
            yield problem(Code.PRICE_TOO_LARGE, subject=item.mpn, amount=plain(amount))
