"""What the demo's books must say, worked out by hand, so that the demo can tell when they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

EXPECTED = {
    "Harbour & Sons Pty Ltd": (
        # 10 x 12.50, and a one-time onboarding at 250.00; 10 % GST
        (("10", "12.50", "125.00", "200"), ("1", "250.00", "250.00", "260")),
        "412.50",
    ),
    "Bräuer Design Studio": (
        # 25 x 4.95; storage is billed by usage; 10 % GST on 123.75 is 12.375, half up 12.38
        (("25", "4.95", "123.75", "200"),),
        "136.13",
    ),
}
"""Customer → lines (quantity, unit amount, amount, account) and the total with tax, in AUD."""


def shortfalls(result: Mapping[str, Any]) -> list[str]:
    """Sentences about what differs; none when the books are right."""
    return [*_invoices(result["invoices"]), *_tasks(result["tasks"]), *result["contract_violations"]]


def _invoices(invoices: Sequence[Mapping[str, Any]]) -> list[str]:
    found = []
    billed = sorted(invoice["Contact"] for invoice in invoices)
    if billed != sorted(EXPECTED):
        found.append(f"invoices go to {billed}, not to {sorted(EXPECTED)}")
    for invoice in invoices:
        lines, total = EXPECTED.get(invoice["Contact"], ((), "0"))
        if [_line(line) for line in invoice["LineItems"]] != [_numbers(*line) for line in lines]:
            found.append(f"the lines of {invoice['Contact']} are {invoice['LineItems']}")
        if invoice["Total"] != Decimal(total) or invoice["CurrencyCode"] != "AUD" or invoice["Status"] != "DRAFT":
            found.append(f"{invoice['Contact']} has {invoice['Status']} {invoice['Total']} {invoice['CurrencyCode']}")
    return found


def _line(line: Mapping[str, Any]) -> tuple[Decimal, Decimal, Decimal, str]:
    return line["Quantity"], line["UnitAmount"], line["LineAmount"], line["AccountCode"]


def _numbers(quantity: str, unit: str, amount: str, account: str) -> tuple[Decimal, Decimal, Decimal, str]:
    return Decimal(quantity), Decimal(unit), Decimal(amount), account


def _tasks(tasks: Sequence[Mapping[str, Any]]) -> list[str]:
    statuses = sorted(task["status"] for task in tasks)
    if statuses != ["ignored", "ignored", "synced", "synced"]:
        return [f"the sync tasks are {statuses}"]
    silent = [task["order"] for task in tasks if not task["reason"]]
    return [f"the task of {order} gives no reason" for order in silent]
