"""Whether a person has changed an invoice of ours since Xero last answered about it (money §8, "unedited")."""

from __future__ import annotations

from collections.abc import Iterator

from connect_ext.books.documents.held import HeldInvoice


def edited(picture: HeldInvoice, now: HeldInvoice) -> str | None:
    """What differs, as the end of a sentence; None when Xero holds what its last answer showed.

    `picture` is that answer. The time of the last change is no help: Xero does not move it with every change, and
    moves it with some that nobody made (https://developer.xero.com/documentation/api/accounting/invoices).
    """
    found = list(_differences(picture, now))
    return f"its {', '.join(found)} {'was' if len(found) == 1 else 'were'} changed in Xero" if found else None


def _differences(picture: HeldInvoice, now: HeldInvoice) -> Iterator[str]:
    pairs = {
        "status": (picture.status, now.status),
        "contact": (picture.contact_id, now.contact_id),
        "date": (picture.date, now.date),
        "due date": (picture.due_date, now.due_date),
        "reference": (picture.reference, now.reference),
        "theme": (picture.branding_theme, now.branding_theme),
        "currency": (picture.currency, now.currency),
        "way of showing tax": (picture.line_amount_types, now.line_amount_types),
        "content": (picture.lines, now.lines),
    }
    yield from (name for name, (before, after) in pairs.items() if before != after)
