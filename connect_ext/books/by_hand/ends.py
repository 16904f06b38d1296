"""How a person ends an order by hand, and what of its asset is covered then (money §5, §16).

An order that is never sent by us still changes what is billed: later changes, our calendar and credits go on from the
days that it covers. Those days come from the proposal that is not sent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from connect_ext.books.coverage.stretch import AssetItem, CoverageState, LineKey, Stretch
from connect_ext.books.days import Days
from connect_ext.books.documents.held import HeldInvoice
from connect_ext.books.documents.reference import mark_of
from connect_ext.books.ids import DocumentKey, OrderKey, XeroId
from connect_ext.books.money import Amount, Currency, plain
from connect_ext.books.periods.periods import A_DAY


class End(StrEnum):
    ALREADY_IN_XERO = "already_in_xero"
    """An invoice that somebody wrote there by hand is the order's."""
    BILLED_ELSEWHERE = "billed_elsewhere"
    """Invoiced outside this organisation, or on an invoice that nobody wants to name."""
    NEVER_SEND = "never_send"
    """Given for nothing, now and in later counts."""


STATES: Mapping[End, CoverageState] = {
    End.ALREADY_IN_XERO: CoverageState.BILLED_ELSEWHERE,
    End.BILLED_ELSEWHERE: CoverageState.BILLED_ELSEWHERE,
    End.NEVER_SEND: CoverageState.WAIVED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person says about the order."""

    end: End
    reason: str = ""
    invoice: str = ""
    """The number, or Xero's id, of the invoice that is already there."""
    other_contact: bool = False
    """Yes to an invoice that goes to somebody else than the customer's contact."""
    amount: Amount | None = None
    """What was billed elsewhere, before tax; for the record."""
    period: Days | None = None
    """What was billed elsewhere, where that is another time than the order's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotThis:
    """Why an invoice of Xero is not taken for the order's; `code` is stable, `why` a sentence."""

    code: str
    why: str


def elsewhere_key(order: OrderKey) -> DocumentKey:
    """Our name of the document outside of Xero that covers the order."""
    return DocumentKey(f"elsewhere:{order}")


def covered_by_hand(
    covers: Iterable[Stretch], document: DocumentKey, end: End, *, known_price: bool, period: Days | None = None
) -> tuple[Stretch, ...]:
    """What the order would have covered, on a document that we do not make; with `period`, on those days instead.

    Without `known_price` nobody knows what the days were billed at, and a later credit of them asks a person.
    """
    state = STATES[end]
    taken = tuple(
        replace(
            one,
            line=LineKey(document=document, mark=one.line.mark),
            state=state,
            rate=one.rate if known_price else None,
        )
        for one in covers
    )
    return taken if period is None else tuple(_over(taken, period))


def _over(stretches: Iterable[Stretch], days: Days) -> Iterable[Stretch]:
    """Each item with its first quantity from the start of the days, and with its last one up to their end. What the
    order takes back stays on its own days, for these are on another document."""
    billed = defaultdict[AssetItem, list[Stretch]](list)
    for one in stretches:
        if one.credits is not None:
            yield one
        else:
            billed[one.item].append(one)
    for group in billed.values():
        ordered = sorted(group, key=lambda one: one.days.start)
        first, last = ordered[0], max(ordered, key=lambda one: one.days.end)
        for one in ordered:
            start = days.start if one is first else max(one.days.start, days.start)
            end = days.end if one is last else min(one.days.end, days.end)
            if start < end:
                yield replace(one, days=Days(start=start, end=end))


def fits(
    held: HeldInvoice | None, wish: Wish, contact: XeroId | None, currency: Currency | None, order: OrderKey
) -> NotThis | None:
    """Whether the invoice that a person names may be the order's. `contact` is the customer's in Xero, `currency` that
    of the order, both None where they are not known."""
    if held is None:
        return NotThis(code="no_such_invoice", why=f"Xero has no sales invoice {wish.invoice}.")
    if not held.alive:
        return NotThis(code="not_alive", why=f"Invoice {held.name} is {held.status.lower()}.")
    if currency is not None and held.currency != currency:
        return NotThis(
            code="other_currency", why=f"Invoice {held.name} is in {held.currency}, and the order in {currency}."
        )
    theirs = {found.partition("/")[0] for line in held.lines if (found := mark_of(line.description))}
    if theirs and order not in theirs:
        return NotThis(code="of_another_order", why=f"Invoice {held.name} was made for {', '.join(sorted(theirs))}.")
    if held.contact_id != contact and not wish.other_contact:
        return NotThis(
            code="other_contact",
            why=(
                f"Invoice {held.name} does not go to the customer's contact. Say that it is the right one all the "
                "same, or name another one."
            ),
        )
    return None


def sentence_of(wish: Wish, organisation: str, held: HeldInvoice | None) -> str:
    """What the task says from then on."""
    match wish.end:
        case End.ALREADY_IN_XERO:
            name = held.name if held else wish.invoice
            said = f"Invoice {name} of {organisation} was named as this order's by a person; nothing was sent."
        case End.BILLED_ELSEWHERE:
            amount = f", {plain(wish.amount.value)} {wish.amount.currency}" if wish.amount else ""
            days = wish.period
            period = f", {days.start.isoformat()} to {(days.end - A_DAY).isoformat()}" if days else ""
            said = f"Billed elsewhere, as a person said{amount}{period}."
        case End.NEVER_SEND:
            said = "Never to be sent, as a person said."
        case _:
            assert_never(wish.end)
    return f"{said} {wish.reason}".strip()
