"""What a person saw of a proposal, as one short text: its total to read, and a hash of each part to compare with."""

from __future__ import annotations

import hashlib
import json

from connect_ext.books.document import Invoice
from connect_ext.books.money import plain, written
from connect_ext.books.proposal import NothingToInvoice, Proposal

NOTHING = "nothing"
PATTERN = rf"^({NOTHING}|-?[0-9]{{1,20}}(\.[0-9]{{1,4}})? [A-Z]{{3}}( [0-9a-f]{{32}}){{4}})$"
"""What every digest looks like."""

PARTS = ("its contact", "its number, reference or theme", "its lines", "its accounts or tax types")
"""In the order of their hashes."""


def digest_of(wanted: Proposal | NothingToInvoice, contact_name: str) -> str:
    """Equal for equal documents, whenever they are made: the document's own dates are left out, for a day that has
    passed makes no other invoice. `contact_name` is that of whom it goes to, as it is shown."""
    if isinstance(wanted, NothingToInvoice):
        return NOTHING
    invoice = wanted.invoice
    contact = [wanted.contact.key, contact_name]
    head = [invoice.number, invoice.reference, invoice.branding_theme]
    posting = [[line.account_code, line.tax_type] for line in invoice.lines]
    hashes = " ".join(_hash(part) for part in (contact, head, _lines(invoice), posting))
    return f"{written(invoice.subtotal, invoice.currency)} {invoice.currency} {hashes}"


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
    value, currency, *hashes = digest.split()
    return [f"{currency} {value} before tax", *hashes]


def _lines(invoice: Invoice) -> list[list[str]]:
    return [
        [line.description, plain(line.quantity), plain(line.unit_amount), plain(line.line_amount)]
        for line in invoice.lines
    ]


def _hash(part: object) -> str:
    return hashlib.sha256(json.dumps(part).encode()).hexdigest()[:32]
