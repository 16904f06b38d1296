"""What gives a billed amount back, by what Xero holds of the invoice that billed it: the refund table of money §8."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from connect_ext.books.crediting.credit_lines import TakeBack, due_back, figures, with_tax
from connect_ext.books.documents.allocations import SetOff, set_off
from connect_ext.books.documents.document import LineAmountTypes
from connect_ext.books.documents.edited import edited
from connect_ext.books.documents.held import HeldInvoice, HeldLine
from connect_ext.books.documents.reference import mark_of
from connect_ext.books.documents.update import InvoiceUpdate, KeptLine, NewStatus
from connect_ext.books.ids import DocumentKey, XeroId
from connect_ext.books.money import Currency, LineFigures, written
from connect_ext.books.problems.problem import Code, Problem, problem

OPEN = ("DRAFT", "SUBMITTED")
STANDING = ("AUTHORISED", "PAID")


@dataclass(frozen=True, slots=True, kw_only=True)
class Billed:
    """An invoice of ours and what its lines are to give back. `held` is the invoice as it is now, None when it cannot
    be found; `picture` is Xero's last answer about it, None when there is none."""

    document: DocumentKey
    held: HeldInvoice | None
    picture: HeldInvoice | None
    takes: tuple[TakeBack, ...]
    """At most one for a line, or `ValueError`: what a line gives back has one ceiling."""

    def __post_init__(self) -> None:
        if len({take.mark for take in self.takes}) < len(self.takes):
            raise ValueError(f"A line of {self.document} is to give back twice")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDraft:
    """Every line that stays, in order: Xero removes a line that is not sent. The others are removed."""

    document: DocumentKey
    invoice_id: XeroId
    lines: tuple[KeptLine, ...]
    removed: tuple[HeldLine, ...]

    @property
    def update(self) -> InvoiceUpdate:
        return InvoiceUpdate(invoice_id=self.invoice_id, lines=self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteDraft:
    """Nothing would be left on it."""

    document: DocumentKey
    invoice_id: XeroId

    @property
    def update(self) -> InvoiceUpdate:
        return InvoiceUpdate(invoice_id=self.invoice_id, status=NewStatus.DELETED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditPart:
    """So much of one line on a credit note; the amount is like the line's own."""

    document: DocumentKey
    invoice: HeldInvoice
    line: HeldLine
    take: TakeBack
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCredit:
    """One credit note, and what it is expected to be set off against, with tax, once both sides are approved.

    Contact, currency, rate and theme are those of `newest`; `remark` warns of credit that stays open.
    """

    parts: tuple[CreditPart, ...]
    newest: HeldInvoice
    expected: SetOff
    remark: Problem | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Voided or deleted in Xero: there is nothing to credit, and its coverage is free again."""

    document: DocumentKey


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingLeft:
    """All that it may give back was given back before."""

    document: DocumentKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    document: DocumentKey
    problem: Problem


Decision = ChangeDraft | DeleteDraft | IssueCredit | Release | NothingLeft | Attention


def refunds(billed: Sequence[Billed], subject: str, locked_until: datetime.date | None = None) -> tuple[Decision, ...]:
    """One decision for each invoice, but one credit note for all approved ones that can share it.

    They share it with equal contact, currency, rate and line amount types, each of which a note has only once.
    `subject` names the order in sentences; a draft dated up to `locked_until` is not touched.
    """
    decided = [_decided(one, subject, locked_until) for one in billed]
    parts = [part for found in decided if isinstance(found, tuple) for part in found]
    return (*(found for found in decided if not isinstance(found, tuple)), *_credits(parts))


def _decided(
    billed: Billed, subject: str, locked_until: datetime.date | None
) -> ChangeDraft | DeleteDraft | Release | NothingLeft | Attention | tuple[CreditPart, ...]:
    held = billed.held
    if held is not None and not held.alive:
        return Release(document=billed.document)
    why = "it cannot be found in Xero" if held is None else _objection(billed, held, locked_until)
    if held is None or why:
        invoice = held.name if held else billed.document
        found = problem(Code.REFUND_UNCLEAR, subject=subject, invoice=invoice, why=str(why))
        return Attention(document=billed.document, problem=found)
    parts = tuple(_parts(billed, held))
    if not parts:
        return NothingLeft(document=billed.document)
    return _changed(billed.document, held, parts) if held.status in OPEN else parts


def _objection(billed: Billed, held: HeldInvoice, locked_until: datetime.date | None) -> str | None:
    """Why only a person can tell, as the end of a sentence."""
    if held.status not in (*OPEN, *STANDING):
        return f"its status is {held.status}"
    if held.line_amount_types not in tuple(LineAmountTypes):
        return f"its amounts are {held.line_amount_types}"
    if held.status in OPEN and (why := _not_ours_to_change(billed, held, locked_until)):
        return why
    for take in billed.takes:
        lines = _marked(held, take)
        if len(lines) != 1:
            return f"it has {len(lines) or 'no'} lines marked {take.mark}"
        if held.status in STANDING and lines[0].account_code is None:
            return f"its line {take.mark} names no account"
    return None


def _not_ours_to_change(billed: Billed, held: HeldInvoice, locked_until: datetime.date | None) -> str | None:
    if billed.picture is None:
        return "what Xero answered about it is not known"
    if locked_until and held.date and held.date <= locked_until:
        return f"it is dated {held.date.isoformat()}, in a period that is locked until {locked_until.isoformat()}"
    return edited(billed.picture, held)


def _parts(billed: Billed, held: HeldInvoice) -> Iterator[CreditPart]:
    for take in billed.takes:
        (line,) = _marked(held, take)
        if amount := due_back(take, line, held.currency):
            yield CreditPart(document=billed.document, invoice=held, line=line, take=take, amount=amount)


def _marked(held: HeldInvoice, take: TakeBack) -> list[HeldLine]:
    return [line for line in held.lines if mark_of(line.description) == take.mark]


def _changed(document: DocumentKey, held: HeldInvoice, parts: Sequence[CreditPart]) -> ChangeDraft | DeleteDraft:
    taken = {part.take.mark: part for part in parts}
    kept, removed, adjusted = list[KeptLine](), list[HeldLine](), False
    for line, following in zip(held.lines, (*held.lines[1:], None), strict=True):
        part = taken.get(mark_of(line.description) or "")
        if adjusted:
            removed.append(line)
            adjusted = False
        elif part is None:
            kept.append(KeptLine(line=line))
        elif part.amount == line.line_amount or (adjusted := _is_adjusted_away(part, following)):
            removed.append(line)
        else:
            kept.append(KeptLine(line=line, figures=_rest(part, held.currency)))
    if not kept:
        return DeleteDraft(document=document, invoice_id=held.id)
    return ChangeDraft(document=document, invoice_id=held.id, lines=tuple(kept), removed=tuple(removed))


def _is_adjusted_away(part: CreditPart, following: HeldLine | None) -> bool:
    """Where proration is shown separately, what is left of a line at full price that is given back whole is what the
    line after it takes off: neither of the two says anything any more (money §4, §8)."""
    if following is None or _order_of(following) != _order_of(part.line):
        return False
    return following.line_amount < 0 and following.line_amount == part.amount - part.line.line_amount


def _order_of(line: HeldLine) -> str:
    return (mark_of(line.description) or "").rpartition("/")[0]


def _rest(part: CreditPart, currency: Currency) -> LineFigures:
    line, less = part.line, part.take.quantity
    units = (line.quantity or Decimal(0)) - less if less else less
    return figures(line, line.line_amount - part.amount, currency, units)


def _credits(parts: Sequence[CreditPart]) -> Iterator[IssueCredit]:
    notes: dict[tuple[object, ...], list[CreditPart]] = {}
    for part in parts:
        one = part.invoice
        shared = (one.contact_id, one.currency, one.currency_rate, one.line_amount_types)
        notes.setdefault(shared, []).append(part)
    for group in notes.values():
        yield _credit(group)


def _credit(parts: Sequence[CreditPart]) -> IssueCredit:
    invoices = {part.invoice.id: part.invoice for part in parts}
    newest = max(invoices.values(), key=lambda one: (one.date or datetime.date.min, one.name))
    total = sum((with_tax(part.line, part.amount, part.invoice.line_amount_types) for part in parts), Decimal(0))
    expected = set_off(total, list(invoices.values()))
    names = ", ".join(one.name for one in invoices.values())
    return IssueCredit(
        parts=tuple(parts),
        newest=newest,
        expected=expected,
        remark=_stays_open(expected.left, newest.currency, names) if expected.left else None,
    )


def _stays_open(left: Decimal, currency: Currency, invoices: str) -> Problem:
    return problem(Code.CREDIT_STAYS_OPEN, amount=f"{written(left, currency)} {currency}", invoices=invoices)
