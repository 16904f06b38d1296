"""An asset whose orders come one by one, and books that keep what each asks for: Xero in the small."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.documents.document import CreditNote, Invoice, LineItem
from connect_ext.books.documents.held import HeldCreditNote, HeldInvoice, HeldLine
from connect_ext.books.documents.standing import Standing
from connect_ext.books.documents.update import InvoiceChange, KeptLine, NewStatus
from connect_ext.books.facts.proposal import Facts, NothingToInvoice, Proposal
from connect_ext.books.ids import DocumentKey, OrderKey, RequestId, XeroId, invoice_key
from connect_ext.books.orders.order import Fee, Order, OrderType
from connect_ext.books.planning.net import difference_of, net
from connect_ext.books.problems.problem import Problem
from connect_ext.books.proposing.propose import propose
from connect_ext.books.subscription.asset import AssetFacts, KnownOrder
from tests.books.builders import CONTACT, a_held_contact, a_price, an_order, facts, some_settings
from tests.books.day_builders import day, request

CENT = Decimal("0.01")
TENTH = Decimal("0.1")
"""Of tax."""

Found = Proposal | NothingToInvoice | tuple[Problem, ...]


@dataclass(slots=True, kw_only=True)
class LittleBooks:
    """`prices` are by product item, 31 for what is not named: a day of January is then 1.00."""

    prices: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    status: str = "AUTHORISED"
    """That of the invoices which are made from now on."""
    today: date = field(default_factory=lambda: day("1 Mar"))
    orders: list[KnownOrder] = field(default_factory=list)
    coverage: Coverage = field(default_factory=Coverage)
    invoices: dict[DocumentKey, HeldInvoice] = field(default_factory=dict)
    pictures: dict[DocumentKey, HeldInvoice] = field(default_factory=dict)
    notes: dict[DocumentKey, HeldCreditNote] = field(default_factory=dict)
    sent: int = 0
    """How many invoices were ever made."""

    def about(self, order: Order) -> Facts:
        asset = AssetFacts(
            others=tuple(self.orders),
            coverage=self.coverage,
            standing=Standing(invoices=self.invoices, pictures=self.pictures, notes=self.notes),
        )
        quotes = {fee.number: (a_price(self.prices.get(fee.product_item.id, "31")),) for fee in order.fees}
        given = {"settings": some_settings(**self.settings), "held_contact": a_held_contact(), "today": self.today}
        return facts(by_fee=quotes, asset=asset, **given | self.facts)

    def ask(self, order: Order) -> Found:
        """Nothing is kept of it."""
        return propose(order, self.about(order))

    def take(self, order: Order) -> Found:
        """What the order asks for is made, and the order is done; one with problems is left out."""
        found = self.ask(order)
        if isinstance(found, tuple):
            return found
        for document in found.released:
            self.coverage = self.coverage.release(self.coverage.lines_of(document)).coverage
        self.coverage = self.coverage.plus(*found.covers)
        if isinstance(found, Proposal):
            self._make(found)
        self.orders.append(KnownOrder(order=order, ignored=False, done=True))
        return found

    def made(self, order: Order) -> Proposal:
        found = self.take(order)
        assert isinstance(found, Proposal), found
        return found

    def set_status(self, order: Order, status: str, due: str | None = None) -> None:
        """Of the invoice of an order; our last answer about it stays what it was."""
        key = invoice_key(order.key)
        held = self.invoices[key]
        self.invoices[key] = replace(held, status=status, amount_due=Decimal(due) if due else held.amount_due)

    @property
    def total(self) -> Decimal:
        """All that stands, before tax, credit notes taken off."""
        invoices = sum((one.subtotal for one in self.invoices.values() if one.alive), Decimal(0))
        return invoices - sum((one.subtotal for one in self.notes.values() if one.alive), Decimal(0))

    def _make(self, found: Proposal) -> None:
        if found.invoice:
            self._keep(found.invoice.key, self._invoice(found.invoice))
        for change in found.changes:
            self._keep(change.document, _changed(self.invoices[change.document], change))
        for note in found.credit_notes:
            self.notes[note.key] = _note(note, len(self.notes) + 1)

    def _keep(self, key: DocumentKey, held: HeldInvoice) -> None:
        self.invoices[key] = self.pictures[key] = held

    def _invoice(self, invoice: Invoice) -> HeldInvoice:
        self.sent += 1
        number = self.sent
        lines = tuple(_held(line, f"{number}-{place}") for place, line in enumerate(invoice.lines))
        subtotal, total = _sums(lines)
        return HeldInvoice(
            id=XeroId(f"invoice-{number}"),
            number=f"INV-{number:04}",
            status=self.status,
            contact_id=CONTACT,
            currency=invoice.currency,
            reference=invoice.reference,
            url=None,
            lines=lines,
            date=invoice.date,
            subtotal=subtotal,
            total=total,
            amount_due=total,
        )


def problems_in(found: Found) -> tuple[Problem, ...]:
    """What a person must look at before anything is made."""
    assert isinstance(found, tuple), found
    return found


def net_of(found: Found) -> Decimal:
    """What an order comes to."""
    assert isinstance(found, Proposal), found
    (amount,) = net(found)
    return amount.value


def lowered(found: Found) -> list[Decimal]:
    """By how much drafts come to less."""
    assert isinstance(found, Proposal), found
    return [-difference_of(change) for change in found.changes]


def _held(line: LineItem, id_: str) -> HeldLine:
    return HeldLine(
        id=XeroId(f"line-{id_}"),
        description=line.description,
        quantity=line.quantity,
        unit_amount=line.unit_amount,
        line_amount=line.line_amount,
        tax_amount=(line.line_amount * TENTH).quantize(CENT),
        account_code=line.account_code,
        tax_type=line.tax_type,
    )


def _changed(held: HeldInvoice, change: InvoiceChange) -> HeldInvoice:
    if change.update.status is NewStatus.DELETED:
        return replace(held, status="DELETED")
    kept = [one for one in change.update.lines or () if isinstance(one, KeptLine)]
    lines = tuple(_kept(one) for one in kept)
    subtotal, total = _sums(lines)
    return replace(held, lines=lines, subtotal=subtotal, total=total, amount_due=total)


def _kept(kept: KeptLine) -> HeldLine:
    if kept.figures is None:
        return kept.line
    amount = kept.figures.amount
    return replace(
        kept.line,
        quantity=kept.figures.quantity,
        unit_amount=kept.figures.unit_amount,
        line_amount=amount,
        tax_amount=(amount * TENTH).quantize(CENT),
    )


def _note(note: CreditNote, number: int) -> HeldCreditNote:
    lines = tuple(_held(line, f"note-{number}-{place}") for place, line in enumerate(note.lines))
    subtotal, total = _sums(lines)
    return HeldCreditNote(
        id=XeroId(f"note-{number}"),
        number=f"CN-{number:04}",
        status="DRAFT",
        contact_id=note.contact_id or CONTACT,
        currency=note.currency,
        reference=note.reference,
        lines=lines,
        subtotal=subtotal,
        total=total,
        remaining_credit=total,
        allocations=(),
    )


def _sums(lines: Iterable[HeldLine]) -> tuple[Decimal, Decimal]:
    """Without tax and with it."""
    found = tuple(lines)
    subtotal = sum((line.line_amount for line in found), Decimal(0))
    return subtotal, subtotal + sum((line.tax_amount or Decimal(0) for line in found), Decimal(0))


def an_order_on(kind: OrderType, number: int, on: str, *fees: Fee, **changes: Any) -> Order:
    effective = datetime.combine(day(on), datetime.min.time(), tzinfo=UTC)
    key = request(number)
    return an_order(*fees, type=kind, key=OrderKey(key), request_id=RequestId(key), effective_at=effective, **changes)
