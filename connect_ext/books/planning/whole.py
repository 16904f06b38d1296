"""All that an order has to leave in Xero: it is done when each of these documents has its link, and not before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from connect_ext.books.facts.proposal import NothingToInvoice, Proposal
from connect_ext.books.ids import DocumentKey, XeroId
from connect_ext.books.problems.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Kept with the task before anything is sent, so that whoever reads a lost answer knows what is missing."""

    keys: tuple[DocumentKey, ...] = ()
    """In the order in which they go out."""
    credits: Mapping[DocumentKey, tuple[XeroId, ...]] = field(default_factory=dict)
    """By credit note: the invoices that it is to be set off against."""
    released: frozenset[DocumentKey] = frozenset()
    """What these documents covered is free again, from the first link on."""
    warnings: tuple[Problem, ...] = ()
    """Told once it is done."""
    closes_at: datetime | None = None
    """When the invoice that it makes, which others join, is closed."""
    emailed: bool = False
    """Whether the invoice that it makes is e-mailed once it is approved."""


NO_DOCUMENTS = Whole()


def whole_of(wanted: Proposal | NothingToInvoice, made: Collection[DocumentKey] = ()) -> Whole:
    """`made` are the order's documents that have their link already: they belong to it, whatever it asks for now."""
    if isinstance(wanted, NothingToInvoice):
        return Whole(keys=tuple(made), released=wanted.released)
    return Whole(
        keys=tuple(dict.fromkeys((*made, *wanted.keys))),
        credits={note.key: note.credits for note in wanted.credit_notes if note.credits},
        released=wanted.released,
        warnings=wanted.warnings,
        closes_at=wanted.invoice.closes_at if wanted.invoice else None,
        emailed=wanted.invoice is not None and wanted.invoice.emailed,
    )
