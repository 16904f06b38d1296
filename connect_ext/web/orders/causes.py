"""Orders that wait for a person, by what they wait for: one cause, one fix."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field

from connect_ext.books.money import Amount, Currency
from connect_ext.books.problems.causes import Cause, cause_of
from connect_ext.books.problems.problem import Problem
from connect_ext.storage import task_search
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.shapes import Out
from connect_ext.web.orders.task_filters import STATUSES, View
from connect_ext.web.orders.task_shapes import AmountOut, ProblemOut, amount_out, problem_out
from connect_ext.work.task import TaskRow

router = APIRouter(tags=["Sync tasks"])

LOOKED_AT = 2_000
"""Orders, the newest first: beyond, a cause is mended before anybody counts its orders."""
NAMED = 500
"""Orders of a cause that are named, so that all of them can be chosen at once."""


class CauseOut(Out):
    id: str = Field(..., description="Of the cause, for a filter.", example="XI-201-0a1b2c3d")
    code: str = Field(..., example="XI-201")
    title: str = Field(..., example="No revenue account for licence items")
    about: dict[str, str] = Field(..., description="What it depends on.", example={"sku_class": "licence"})
    problem: ProblemOut = Field(..., description="As the newest of the orders has it.")
    orders: int = Field(..., description="How many wait for it.", example=6)
    amounts: list[AmountOut] = Field(..., description="What they come to where it is known, by currency.")
    tasks: list[int] = Field(..., description=f"At most {NAMED} of them, the newest first.", example=[17, 18])


class CausesOut(Out):
    causes: list[CauseOut] = Field(..., description="What most orders wait for first.")
    all: bool = Field(..., description=f"False: only the newest {LOOKED_AT} orders were looked at.", example=True)


@router.get("/tasks/causes", response_model=CausesOut)
def list_causes(caller: Annotated[Caller, Depends(caller)]) -> CausesOut:
    """An order that waits for two things is counted under both."""
    with caller.app.runtime.database.transaction() as tx:
        found = task_search.problems_among(
            tx, caller.installation_id, statuses=STATUSES[View.NEEDS_YOU], limit=LOOKED_AT
        )
    groups = defaultdict[str, list[tuple[TaskRow, Problem, Cause]]](list)
    for task, problems in found:
        pairs = ((cause_of(problem), problem) for problem in problems)
        once = {cause.id: (task, problem, cause) for cause, problem in pairs}
        for id_, one in once.items():
            groups[id_].append(one)
    causes = sorted((_cause(group) for group in groups.values()), key=lambda one: (-one.orders, one.id))
    return CausesOut(causes=causes, all=len(found) < LOOKED_AT)


def _cause(group: list[tuple[TaskRow, Problem, Cause]]) -> CauseOut:
    _, problem, cause = group[0]
    waiting = [task for task, _, _ in group]
    return CauseOut(
        id=cause.id,
        code=cause.code.value,
        title=cause.title,
        about=dict(cause.about),
        problem=problem_out(problem),
        orders=len(waiting),
        amounts=_amounts(waiting),
        tasks=[task.id for task in waiting[:NAMED]],
    )


def _amounts(waiting: list[TaskRow]) -> list[AmountOut]:
    """Never added across currencies (money §12)."""
    sums = defaultdict[Currency, Decimal](Decimal)
    for task in waiting:
        if task.amount is not None:
            sums[task.amount.currency] += task.amount.value
    written = (amount_out(Amount(value=value, currency=currency)) for currency, value in sorted(sums.items()))
    return [one for one in written if one]
