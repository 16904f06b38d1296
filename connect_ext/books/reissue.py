"""The number of an invoice that takes the place of one that was undone: a voided number stays used (money §10)."""

from __future__ import annotations


def reissued(number: str | None, undone: int) -> str | None:
    """`undone` is how often the order's invoice was taken back; None stays for Xero to number."""
    return f"{number}-R{undone}" if number and undone else number
