"""What an organisation still takes, as a row and back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row

from connect_ext.work.budget import Budget, Flight


def budget_of(row: Row[Any]) -> Budget:
    """The row of `call_budgets` as a value."""
    return Budget(
        minute_left=row.minute_left,
        minute_until=row.minute_until,
        day_left=row.day_left,
        day_until=row.day_until,
        day_most=row.day_most,
        flights=tuple(Flight(ticket=ticket, until=datetime.fromisoformat(until)) for ticket, until in row.flights),
    )


def values_of(budget: Budget) -> dict[str, Any]:
    return {
        "minute_left": budget.minute_left,
        "minute_until": budget.minute_until,
        "day_left": budget.day_left,
        "day_until": budget.day_until,
        "day_most": budget.day_most,
        "flights": [[flight.ticket, flight.until.isoformat()] for flight in budget.flights],
    }
