"""Which invoice an order's charges go to: one of their own, or a draft of ours that they fit (money §9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from connect_ext.books.documents.document import Invoice, LineItem
from connect_ext.books.documents.edited import edited
from connect_ext.books.documents.held import HeldInvoice
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.documents.policies import InvoiceTarget
from connect_ext.books.documents.update import InvoiceChange, InvoiceUpdate, KeptLine
from connect_ext.books.ids import DocumentKey, XeroId

MOST_LINES = 200
"""On a draft that is still added to: beyond, Xero's own pages become slow to work with."""


NEW = "new"
"""A person's choice: an invoice of its own; else the choice is Xero's id of a draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An invoice of ours that may take further orders."""

    document: DocumentKey
    """Our name of it: that of the order that made it."""
    picture: HeldInvoice
    """Xero's last answer about it."""
    now: HeldInvoice
    cycles: frozenset[int] = frozenset()
    """How many months each billing period on it has; what is charged once or by use has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an order's invoice asks of a draft."""

    contact: XeroId
    invoice: Invoice
    target: InvoiceTarget
    organisation: Organisation

    def finds(self, drafts: Iterable[Draft]) -> Draft | None:
        """The latest that fits; the order of `drafts` is from the latest to the first."""
        return next(iter(self.fitting(drafts)), None)

    def fitting(self, drafts: Iterable[Draft]) -> tuple[Draft, ...]:
        return tuple(draft for draft in drafts if self.fits(draft.now, draft.cycles) and _is_ours(draft))

    def fits(self, held: HeldInvoice, cycles: frozenset[int]) -> bool:
        """Whether the lines may stand on it. A draft in a locked period can no longer be changed."""
        invoice, dated = self.invoice, held.date
        return (
            self.target is not InvoiceTarget.PER_ORDER
            and held.status == "DRAFT"
            and held.contact_id == self.contact
            and held.currency == invoice.currency
            and held.line_amount_types == invoice.line_amount_types
            and held.branding_theme in self._themes
            and dated is not None
            and _month(dated) == _month(invoice.date)
            and not self.organisation.is_locked(dated)
            and self._has_its_cycle(cycles)
            and len(held.lines) + len(invoice.lines) <= MOST_LINES
        )

    @property
    def _themes(self) -> tuple[XeroId | None, ...]:
        """Where none is chosen, Xero names its standard one, the first, or none at all."""
        if self.invoice.branding_theme is not None:
            return (self.invoice.branding_theme,)
        return (None, *(theme.id for theme in self.organisation.themes[:1]))

    def _has_its_cycle(self, cycles: frozenset[int]) -> bool:
        """What is charged once or by use fits any; an invoice per month takes every cycle."""
        return self.target is InvoiceTarget.PER_MONTH or len(cycles | cycles_of(self.invoice.lines)) <= 1


def _is_ours(draft: Draft) -> bool:
    return edited(draft.picture, draft.now) is None


def cycles_of(lines: Iterable[LineItem]) -> frozenset[int]:
    rates = (stretch.rate for line in lines for stretch in line.covers)
    return frozenset(rate.periods.length.months for rate in rates if rate and rate.periods)


def append(invoice: Invoice, draft: Draft) -> InvoiceChange:
    """The order's lines on the draft, after all that stand there; its reference, number and dates stay."""
    dated = draft.now.date or invoice.date
    lines = tuple(_dated(line, dated) for line in invoice.lines)
    kept = tuple(KeptLine(line=line) for line in draft.now.lines)
    many = "1 line" if len(lines) == 1 else f"{len(lines)} lines"
    return InvoiceChange(
        key=invoice.key,
        document=draft.document,
        before=draft.now,
        update=InvoiceUpdate(invoice_id=draft.now.id, lines=(*kept, *lines)),
        reason=f"{many} of {invoice.key.partition(':')[2]} added",
        covers=tuple(stretch for line in lines for stretch in line.covers),
    )


def _dated(line: LineItem, day: date) -> LineItem:
    return replace(line, covers=tuple(replace(stretch, dated=day) for stretch in line.covers))


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
