"""The status that the documents of a proposal are made with (money §18, "document status")."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from connect_ext.books.documents.policies import InvoiceTarget, SentAs
from connect_ext.books.facts.proposal import Proposal
from connect_ext.books.settings.settings import Settings

Anything = TypeVar("Anything")


def with_status(wanted: Proposal | Anything, settings: Settings) -> Proposal | Anything:
    """An invoice that later orders are to join stays a draft until it is closed (money §9); a credit note is joined by
    none."""
    if not isinstance(wanted, Proposal):
        return wanted
    alone = settings.invoice_target is InvoiceTarget.PER_ORDER
    invoice = wanted.invoice and replace(wanted.invoice, sent_as=settings.sent_as if alone else SentAs.DRAFT)
    notes = tuple(replace(note, sent_as=settings.sent_as) for note in wanted.credit_notes)
    return replace(wanted, invoice=invoice, credit_notes=notes)
