"""What an organisation still takes, as its row says it and back; `system` has the statements."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row

from connect_ext.work.budget import Budget, Flight


def values_of(budget: Budget) -> dict[str, Any]:
    return {
        "minute_left": budget.minute_left,
        "minute_until": budget.minute_until,
        "day_left": budget.day_left,
        "day_until": budget.day_until,
        "day_most": budget.day_most,
        "flights": [[flight.ticket, flight.until.isoformat()] for flight in budget.flights],
    }


def budget_of(row: Row[Any]) -> Budget:
    return Budget(
        minute_left=row.minute_left,
        minute_until=row.minute_until,
        day_left=row.day_left,
        day_until=row.day_until,
        day_most=row.day_most,
        flights=tuple(Flight(ticket=ticket, until=datetime.fromisoformat(until)) for ticket, until in row.flights),
    )
