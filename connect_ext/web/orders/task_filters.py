"""What a list of orders may be filtered and sorted by, as the address of the call says it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import Query

from connect_ext.books.orders.order import OrderType
from connect_ext.books.problems.codes import Code
from connect_ext.storage.task_search import Looked, Sort
from connect_ext.work.task import TaskStatus

LARGEST_ID = 2**63 - 1
"""What the databases can hold; a larger number is nobody's id."""
AN_ID = r"^[A-Za-z0-9-]{1,60}(?!\n)$"


class View(StrEnum):
    """The tabs of the list."""

    ALL = "all"
    NEEDS_YOU = "needs_you"
    WAITING = "waiting"
    IN_XERO = "in_xero"
    IGNORED = "ignored"


_S = TaskStatus
STATUSES: dict[View, frozenset[TaskStatus]] = {
    View.ALL: frozenset(TaskStatus),
    View.NEEDS_YOU: frozenset({_S.ATTENTION, _S.FAILED, _S.HELD}),
    View.WAITING: frozenset({_S.PENDING, _S.WAITING, _S.RUNNING, _S.UNCERTAIN}),
    View.IN_XERO: frozenset({_S.SYNCED}),
    View.IGNORED: frozenset({_S.IGNORED}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    looked: Looked
    sort: Sort

    @property
    def plain(self) -> bool:
        """Nothing but a status is asked for, the newest first."""
        return self.sort is Sort.NEWEST and self.looked == Looked(statuses=self.looked.statuses)


def asked(
    view: Annotated[View, Query()] = View.ALL,
    status: Annotated[list[TaskStatus] | None, Query(description="Narrows the view further.")] = None,
    order_type: Annotated[list[OrderType] | None, Query()] = None,
    customer: Annotated[str | None, Query(pattern=AN_ID, description="Its id.")] = None,
    product: Annotated[str | None, Query(pattern=AN_ID, description="Its id.")] = None,
    currency: Annotated[str | None, Query(pattern=r"^[A-Z]{3}(?!\n)$")] = None,
    problem: Annotated[Code | None, Query(description="What one of its problems is.")] = None,
    q: Annotated[str, Query(max_length=100, description="Words in its id, subscription, customer or product.")] = "",
    sort: Annotated[Sort, Query()] = Sort.NEWEST,
) -> Asked:
    """The newest first, if not said otherwise."""
    wanted = STATUSES[view].intersection(status) if status else STATUSES[view]
    looked = Looked(
        statuses=None if wanted == STATUSES[View.ALL] else wanted,
        order_types=frozenset(order_type) if order_type else None,
        customer=customer,
        product=product,
        currency=currency,
        code=problem,
        words=tuple(q.split()),
    )
    return Asked(looked=looked, sort=sort)
