"""Frozen prices of orders beside what their sources say now, and *re-price*: they are taken again (money §3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from connect.client import ConnectClient
from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from connect_ext.books.money import plain
from connect_ext.books.prices.price import Price
from connect_ext.books.prices.repricing import Repriced
from connect_ext.storage import tasks
from connect_ext.sync.by_hand.ends import proposer_of
from connect_ext.sync.by_hand.repricing import NewPrices, new_prices, reprice
from connect_ext.sync.connection.asking_xero import ask_xero
from connect_ext.sync.connection.tokens import Access, NotConnected
from connect_ext.sync.gathering.facts import recent_facts
from connect_ext.web.door.caller import Caller, caller, not_connected
from connect_ext.web.door.clients import calling_installation
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.door.problem_details import not_found
from connect_ext.web.door.shapes import Out
from connect_ext.web.orders.task_preview import AT_ONCE
from connect_ext.web.orders.task_shapes import AmountOut
from connect_ext.web.orders.tasks import TaskNumber
from connect_ext.work.task import TaskId

router = APIRouter(prefix="/tasks", tags=["Sync tasks"])


class PricesIn(BaseModel):
    tasks: list[TaskNumber] = Field(..., min_items=1, max_items=AT_ONCE, example=[17, 18])
    dry_run: bool = Field(default=False, description="Only tell what would change.")

    class Config:
        extra = "forbid"


class NewPriceOut(Out):
    number: int = Field(..., description="The place of the item in the order.", example=1)
    mpn: str = Field(..., example="MPN-R-001")
    before: AmountOut = Field(..., description="Per unit and period, as it was frozen.")
    now: AmountOut | None = Field(..., description="As the sources say now; null: none has a price any more.")
    words: str = Field(..., description="Where the new one was found.", example="row 3 of your table")


class NewPricesOut(Out):
    prices: dict[int, list[NewPriceOut]] = Field(
        ..., description="By task, those that are others now; without tasks whose prices nobody has frozen yet."
    )
    done: int = Field(..., description="Of how many orders they were taken.", example=1)


@router.post("/prices", response_model=NewPricesOut, dependencies=[Depends(one_at_a_time(Wait.PREVIEW))])
def take_prices_again(
    given: PricesIn,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
) -> NewPricesOut:
    """Prices are frozen when an order is first proposed. This takes them again, of orders of which nothing is in Xero
    or on its way there; what a person has entered stays. Nothing is sent, and what was shown before is shown again."""
    app, runtime = caller.app, caller.app.runtime
    with runtime.database.transaction() as tx:
        found = [tasks.find(tx, caller.installation_id, TaskId(task_id)) for task_id in sorted(set(given.tasks))]
    wanted = {task.id: task for task in found if task is not None}
    if not wanted:
        raise not_found("task with one of these ids")

    def taken(access: Access) -> tuple[Mapping[TaskId, NewPrices], int]:
        organisation = recent_facts(runtime, app.recent_facts, access)
        proposer = proposer_of(runtime, access, organisation, client, caller.installation_id)
        looked = new_prices(proposer, wanted)
        return looked, 0 if given.dry_run else len(reprice(proposer, looked, caller.user_id))

    answer = ask_xero(runtime, caller.installation_id, taken)
    if isinstance(answer, NotConnected):
        raise not_connected(answer)
    looked, done = answer
    if done:
        app.estimate_in_background(caller.installation_id, client)
    return NewPricesOut(prices={id_: [_out(new) for new in one.changed] for id_, one in looked.items()}, done=done)


def _out(found: Repriced) -> NewPriceOut:
    return NewPriceOut(
        number=found.number,
        mpn=found.mpn,
        before=_price(found.before),
        now=_price(found.now) if found.now else None,
        words=found.now.evidence if found.now else "",
    )


def _price(price: Price) -> AmountOut:
    return AmountOut(value=plain(price.amount), currency=price.currency)
