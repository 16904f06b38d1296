"""Each decision of the refund table as what is made: a credit note, negative lines, a changed or deleted draft."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from connect_ext.books.coverage.stretch import LineKey, Stretch
from connect_ext.books.crediting.credit_lines import TakeBack, credit_line, credit_reference
from connect_ext.books.crediting.given_back import GivenBack
from connect_ext.books.crediting.refunds import (
    Attention,
    Billed,
    ChangeDraft,
    CreditPart,
    Decision,
    DeleteDraft,
    IssueCredit,
    Release,
)
from connect_ext.books.crediting.take_back import TakenBack
from connect_ext.books.documents.allocations import ExpectedSetOff
from connect_ext.books.documents.document import CreditNote, LineAmountTypes, LineItem
from connect_ext.books.documents.held import HeldInvoice, HeldLine
from connect_ext.books.documents.reference import MARK, mark_of, marked
from connect_ext.books.documents.update import InvoiceChange, KeptLine
from connect_ext.books.ids import DocumentKey, change_key, credit_key, invoice_key
from connect_ext.books.money import plain
from connect_ext.books.orders.order import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """What the documents of one order have in common."""

    order: Order
    contact: DocumentKey
    today: date
    taken: TakenBack
    marks: Iterator[str]

    def change(self, decision: ChangeDraft | DeleteDraft) -> GivenBack:
        """Less on a draft, or the draft deleted where nothing would be left on it."""
        held, key = self._held(decision.document), change_key(self.order.key, decision.document)
        takes = {one.mark: one for one in self._billed(decision.document).takes}
        less = _taken_off(decision, held, takes)
        change = InvoiceChange(
            key=key,
            document=decision.document,
            before=held,
            update=_told(decision, takes).update,
            reason=", ".join(dict.fromkeys(takes[mark].reason for mark in less)),
            explanation=" ".join(
                f"{plain(amount)} {held.currency} less on {mark} of {held.name}: {takes[mark].reason}."
                for mark, amount in less.items()
            ),
            covers=tuple(piece for mark in less for piece in self._credits(mark, LineKey(document=key, mark=mark))),
        )
        return GivenBack(changes=(change,), amounts=tuple(less.values()))

    def note(self, decision: IssueCredit, number: int) -> GivenBack:
        key, newest = credit_key(self.order.key, number), decision.newest
        invoices = {part.invoice.id: part.invoice for part in decision.parts}
        age = sorted(invoices.values(), key=lambda one: (one.date or date.min, one.name), reverse=True)
        made = CreditNote(
            key=key,
            contact=self.contact,
            contact_id=newest.contact_id,
            number=None,
            reference=credit_reference(age),
            date=self.today,
            currency=newest.currency,
            currency_rate=newest.currency_rate,
            branding_theme=newest.branding_theme,
            line_amount_types=LineAmountTypes(newest.line_amount_types),
            lines=tuple(self._line(part, key) for part in decision.parts),
            credits=tuple(one.id for one in age),
        )
        currency, parts = newest.currency, decision.expected.parts
        return GivenBack(
            notes=(made,),
            warnings=(decision.remark,) if decision.remark else (),
            amounts=tuple(part.amount for part in decision.parts),
            follow_ups=tuple(ExpectedSetOff(note=key, currency=currency, part=part) for part in parts),
        )

    def negative(self, decision: IssueCredit) -> GivenBack:
        """The same on the order's own invoice: a positive quantity, a unit below zero
        (https://developer.xero.com/documentation/api/accounting/invoices)."""
        made = (self._line(part, invoice_key(self.order.key)) for part in decision.parts)
        lines = (_below_zero(one) for one in made)
        return GivenBack(lines=tuple(lines), amounts=tuple(part.amount for part in decision.parts))

    def released(self, decision: Release) -> GivenBack:
        held = self._held(decision.document)
        told = f"{held.name} is {held.status.lower()} in Xero: there is nothing to credit, and what it billed is free"
        return GivenBack(released=frozenset((decision.document,)), remarks=(told,))

    def for_nothing(self, decisions: Sequence[Decision]) -> GivenBack:
        """Days of lines that give no money back: Xero holds less of them than was billed, or too little to round."""
        undecided = {one.document for one in decisions if isinstance(one, Release | Attention)}
        paid = {line for decision in decisions for line in self._paid(decision)}
        lines = [line for line in self.taken.pieces if line not in paid and line.document not in undecided]
        names = dict.fromkeys(self._invoice_of(line.mark).name for line in lines)
        return GivenBack(
            for_nothing=tuple(piece.stretch for line in lines for piece in self.taken.pieces[line]),
            remarks=tuple(f"{name} has nothing left to give back for these days" for name in names),
        )

    def _paid(self, decision: Decision) -> Iterator[LineKey]:
        match decision:
            case IssueCredit(parts=parts):
                yield from (self.taken.line(part.take.mark) for part in parts)
            case ChangeDraft(document=document) | DeleteDraft(document=document):
                marks = {take.mark for take in self._billed(document).takes}
                yield from map(self.taken.line, _taken_off(decision, self._held(document), marks))

    def _line(self, part: CreditPart, key: DocumentKey) -> LineItem:
        mark = next(self.marks)
        line = credit_line(part.invoice, part.line, part.take, part.amount, mark)
        covers = self._credits(part.take.mark, LineKey(document=key, mark=mark))
        return replace(line, covers=tuple(covers))

    def _credits(self, mark: str, by: LineKey) -> Iterator[Stretch]:
        for piece in self.taken.pieces[self.taken.line(mark)]:
            yield piece.stretch.credited_by(by, self.today)

    def _billed(self, document: DocumentKey) -> Billed:
        return next(one for one in self.taken.billed if one.document == document)

    def _invoice_of(self, mark: str) -> HeldInvoice:
        found = next(one for one in self.taken.billed if any(take.mark == mark for take in one.takes))
        return self._held(found.document)

    def _held(self, document: DocumentKey) -> HeldInvoice:
        held = self._billed(document).held
        assert held is not None
        return held


def _below_zero(line: LineItem) -> LineItem:
    return replace(line, unit_amount=-line.unit_amount, line_amount=-line.line_amount, tax_inside=-line.tax_inside)


def _taken_off(decision: ChangeDraft | DeleteDraft, held: HeldInvoice, takes: Container[str]) -> dict[str, Decimal]:
    """By the mark of each line that gives back, so much: with the line that had adjusted it, where that goes too."""
    if isinstance(decision, DeleteDraft):
        return _gone(held.lines, takes)
    changed = {_mark(one.line): one.line.line_amount - one.figures.amount for one in decision.lines if one.figures}
    return _gone(decision.removed, takes) | changed


def _gone(lines: Sequence[HeldLine], takes: Container[str]) -> dict[str, Decimal]:
    found, last = dict[str, Decimal](), ""
    for line in lines:
        last = mark if (mark := _mark(line)) in takes else last
        found[last] = found.get(last, Decimal(0)) + line.line_amount
    return found


def _mark(line: HeldLine) -> str:
    """Every line that gives back has one: by it the line was found."""
    return mark_of(line.description) or ""


def _told(decision: ChangeDraft | DeleteDraft, takes: dict[str, TakeBack]) -> ChangeDraft | DeleteDraft:
    """A reduced line says why (money §5)."""
    if isinstance(decision, DeleteDraft):
        return decision
    return replace(decision, lines=tuple(_with_reason(kept, takes) for kept in decision.lines))


def _with_reason(kept: KeptLine, takes: dict[str, TakeBack]) -> KeptLine:
    mark = mark_of(kept.line.description)
    if kept.figures is None or mark is None:
        return kept
    why = f"{takes[mark].reason} from {takes[mark].days.start.isoformat()}"
    title = MARK.sub("", kept.line.description).rstrip()
    return replace(kept, line=replace(kept.line, description=marked(f"{title}, {why}", mark)))
