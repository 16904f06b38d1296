"""When an invoice is due: by the setting, the contact's terms, the organisation's, else in 30 days (money §2)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import assert_never

from connect_ext.books.documents.organisation import PaymentTerms, TermKind

DEFAULT_DAYS = 30


def due_date(invoice_date: date, *terms: PaymentTerms | None) -> date:
    """By the first terms that there are. Never before the invoice date; days of a month are clamped into it."""
    chosen = next((found for found in terms if found), None)
    if chosen is None:
        return invoice_date + timedelta(days=DEFAULT_DAYS)
    return max(invoice_date, _by_terms(invoice_date, chosen))


def _by_terms(start: date, terms: PaymentTerms) -> date:
    match terms.kind:
        case TermKind.DAYS_AFTER_BILL_DATE:
            return start + timedelta(days=terms.days)
        case TermKind.DAYS_AFTER_BILL_MONTH:
            return _day_of_month(start, 0, 31) + timedelta(days=terms.days)
        case TermKind.OF_CURRENT_MONTH:
            return _day_of_month(start, 0, terms.days)
        case TermKind.OF_FOLLOWING_MONTH:
            return _day_of_month(start, 1, terms.days)
        case _:
            assert_never(terms.kind)


def _day_of_month(start: date, months_on: int, day: int) -> date:
    year, month0 = divmod(start.year * 12 + start.month - 1 + months_on, 12)
    return date(year, month0 + 1, max(1, min(day, monthrange(year, month0 + 1)[1])))
