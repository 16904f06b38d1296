"""What a person saw of a proposal, as one short text: its total to read, and a hash of each part to compare with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from connect_ext.books.documents.document import CreditNote, Invoice, LineItem
from connect_ext.books.documents.update import InvoiceChange, KeptLine
from connect_ext.books.facts.proposal import NothingToInvoice, Proposal
from connect_ext.books.money import plain, written
from connect_ext.books.planning.net import net

NOTHING = "nothing"
AMOUNT = r"-?[0-9]{1,20}(\.[0-9]{1,4})? [A-Z]{3}"
PATTERN = rf"^({NOTHING}|{AMOUNT}( {AMOUNT}){{0,9}}( [0-9a-f]{{32}}){{6}})$"
"""What every digest looks like."""

PARTS = (
    "its contact",
    "its number, reference, theme or status",
    "its lines",
    "its accounts or tax types",
    "its credit notes",
    "the drafts that it changes",
)
"""In the order of their hashes."""


def digest_of(wanted: Proposal | NothingToInvoice, contact_name: str) -> str:
    """Equal for equal documents, whenever they are made: the documents' own dates are left out, for a day that has
    passed makes no other invoice. `contact_name` is that of whom it goes to, as it is shown."""
    if isinstance(wanted, NothingToInvoice) or not wanted.keys:
        return NOTHING
    invoice = wanted.invoice
    parts = (
        [wanted.contact.key, contact_name],
        _head(invoice) if invoice else None,
        _lines(invoice.lines) if invoice else None,
        _booked(wanted, invoice) if invoice else None,
        [_note(note) for note in wanted.credit_notes],
        [_change(change) for change in wanted.changes],
    )
    sums = " ".join(f"{written(one.value, one.currency)} {one.currency}" for one in net(wanted))
    return " ".join((sums, *map(_hash, parts)))


def difference(shown: str, now: str) -> str | None:
    """What is another than it was shown, as the end of a sentence; None when nothing is. Both are digests."""
    if shown == now:
        return None
    (old, *old_parts), (new, *new_parts) = _read(shown), _read(now)
    changed = [name for name, was, is_ in zip(PARTS, old_parts, new_parts, strict=False) if was != is_]
    sums = [f"it came to {old}, and now comes to {new}"] if old != new else []
    parts = [f"what has changed is {', '.join(changed)}"] if changed else []
    return "; ".join(sums + parts)


def _read(digest: str) -> list[str]:
    """The total in words, and the hashes."""
    if digest == NOTHING:
        return ["nothing to invoice"]
    words = digest.split()
    sums, hashes = words[: -len(PARTS)], words[-len(PARTS) :]
    amounts = [f"{currency} {value}" for value, currency in zip(sums[::2], sums[1::2], strict=True)]
    return [f"{' and '.join(amounts)} before tax", *hashes]


def _head(document: Invoice | CreditNote) -> list[str | None]:
    return [document.number, document.reference, document.branding_theme, document.sent_as.value]


def _note(note: CreditNote) -> list[object]:
    terms = [note.contact_id, note.currency, str(note.currency_rate), note.line_amount_types.value]
    return [_head(note), terms, _lines(note.lines), _posting(note.lines)]


def _change(change: InvoiceChange) -> list[object]:
    update = change.update
    lines = None if update.lines is None else [_changed(line) for line in update.lines]
    return [update.invoice_id, update.status, change.before.status, lines]


def _changed(line: KeptLine | LineItem) -> list[str]:
    if isinstance(line, LineItem):
        return _line(line)
    held, figures = line.line, line.figures
    amounts = (held.quantity, held.unit_amount, held.line_amount) if figures is None else (
        figures.quantity, figures.unit_amount, figures.amount
    )  # fmt: skip
    return [held.description, *("" if amount is None else plain(amount) for amount in amounts)]


def _lines(lines: Iterable[LineItem]) -> list[list[str]]:
    return [_line(line) for line in lines]


def _line(line: LineItem) -> list[str]:
    return [line.description, plain(line.quantity), plain(line.unit_amount), plain(line.line_amount)]


def _booked(wanted: Proposal, invoice: Invoice) -> list[list[str]]:
    """New items of Xero are a part of where its lines are booked."""
    items = [[item.code, item.name, item.account_code, item.tax_type] for item in wanted.items]
    return [*_posting(invoice.lines), *items]


def _posting(lines: Iterable[LineItem]) -> list[list[str]]:
    return [[line.account_code, line.tax_type] for line in lines]


def _hash(part: object) -> str:
    return hashlib.sha256(json.dumps(part).encode()).hexdigest()[:32]
