"""Sums of documents, so that a whole year can be compared with a calculation by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sandbox.xero import BooksView

Document = Mapping[str, Any]
Sums = tuple[Decimal, Decimal, Decimal]
"""Net, tax, total."""


def sums(net: str, tax: str, total: str) -> Sums:
    return Decimal(net), Decimal(tax), Decimal(total)


def summed(documents: Iterable[Document]) -> dict[str, Sums]:
    """By currency, which are never added; voided and deleted documents left out."""
    found: dict[str, Sums] = {}
    for one in filter(_counts, documents):
        net, tax, total = found.get(one["CurrencyCode"], sums("0", "0", "0"))
        found[one["CurrencyCode"]] = (net + one["SubTotal"], tax + one["TotalTax"], total + one["Total"])
    return found


def net_of_credits(books: BooksView) -> dict[str, Sums]:
    """What the customers owe, or have paid, by currency."""
    owed, given_back = summed(books.invoices), summed(books.credit_notes)
    return {currency: _less(sums_of, given_back.get(currency)) for currency, sums_of in owed.items()}


def by_month(books: BooksView, currency: str) -> dict[str, str]:
    """Without tax, net of credit notes, by the months of the documents' dates."""
    found: dict[str, Decimal] = {}
    for one, sign in [*((one, 1) for one in books.invoices), *((one, -1) for one in books.credit_notes)]:
        if _counts(one) and one["CurrencyCode"] == currency:
            month = f"{one['Date']:%Y-%m}"
            found[month] = found.get(month, Decimal(0)) + sign * one["SubTotal"]
    return {month: f"{amount:.2f}" for month, amount in found.items()}


def _counts(document: Document) -> bool:
    return document["Status"] not in ("VOIDED", "DELETED")


def _less(one: Sums, other: Sums | None) -> Sums:
    return one if other is None else (one[0] - other[0], one[1] - other[1], one[2] - other[2])
