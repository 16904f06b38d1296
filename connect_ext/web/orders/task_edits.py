"""What a person changes about an order's lines before they are sent; the preview then shows what comes of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar

from connect.client import ConnectClient
from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, ConstrainedInt, Field, root_validator

from connect_ext.books.money import Amount, Currency
from connect_ext.books.prices.edits import FeeEdit
from connect_ext.books.settings.one_order import Chosen, CreditChoice, choices_for
from connect_ext.books.settings.settings import PriceSource
from connect_ext.storage import tasks
from connect_ext.sync.by_hand.editing import choose, save_edits
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.clients import calling_installation
from connect_ext.web.door.problem_details import Refusal, not_found
from connect_ext.web.door.shapes import Out
from connect_ext.web.orders.task_filters import LARGEST_ID
from connect_ext.web.prices.prices import exactly
from connect_ext.work.task import SyncTask, TaskId

router = APIRouter(prefix="/tasks/{task_id}/edits", tags=["Sync tasks"])
Number = Annotated[int, Path(ge=1, le=LARGEST_ID)]
MOST_LINES = 500


class LineNumber(ConstrainedInt):
    """The place of an item in the order, from 1."""

    ge = 1
    le = 10_000


class PriceBody(Out):
    """Per unit and period, without tax."""

    amount: Decimal = Field(..., ge=0, max_digits=15, decimal_places=4, example="12.50")
    currency: str = Field(..., regex=r"^[A-Z]{3}$", example="AUD")

    class Config:
        extra = "forbid"


class EditBody(Out):
    """What is null, or empty, stays as the order has it."""

    description: str = Field(default="", max_length=2000, description="In place of the product's and item's names.")
    quantity: Decimal | None = Field(default=None, ge=0, max_digits=15, decimal_places=4, example="10")
    price: PriceBody | None = Field(default=None, description="Instead of what the price sources say.")
    source: PriceSource | None = Field(default=None, description="Only this source is asked; not beside a price.")
    discount: Decimal = Field(
        default=Decimal(0), ge=0, le=100, max_digits=7, decimal_places=4, description="Percent.", example="5"
    )

    account: str = Field(default="", max_length=10, description="Account code of the line; empty: as the rules say.")
    tax_type: str = Field(default="", max_length=50, description="Of the line; empty: as the rules say.")

    @root_validator
    def _one_price(cls, values: dict[str, object]) -> dict[str, object]:
        if values.get("price") and values.get("source"):
            raise ValueError("a line has a price of its own or one source, not both")
        return values

    class Config:
        extra = "forbid"


class EditsOut(Out):
    lines: dict[LineNumber, EditBody] = Field(..., description="By the place of the item in the order, from 1.")

    class Config:
        json_encoders: ClassVar = {Decimal: exactly}


class EditsIn(BaseModel):
    lines: dict[LineNumber, EditBody] = Field(..., description="By the place of the item; none takes all edits back.")

    class Config:
        extra = "forbid"


class GivingBackOut(Out):
    choice: CreditChoice | None = Field(..., description="What the order gives back; null: as the settings say.")
    by: str | None = Field(..., description="Who chose it.", example="UR-630-250-903")
    choices: list[CreditChoice] = Field(..., description="What may be chosen; empty where nothing is given back.")


class GivingBackIn(BaseModel):
    choice: CreditChoice | None = Field(..., description="For this order alone; null leaves it to the settings again.")

    class Config:
        extra = "forbid"


@router.get("", response_model=EditsOut)
def read_edits(task_id: Number, caller: Annotated[Caller, Depends(caller)]) -> EditsOut:
    return EditsOut(lines={LineNumber(number): _body(edit) for number, edit in _task(caller, task_id).edits.items()})


@router.put("", response_model=EditsOut)
def edit(
    task_id: Number,
    given: EditsIn,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
) -> EditsOut:
    """In place of all earlier edits. Refused once anything of the order is in Xero or on its way there."""
    if len(given.lines) > MOST_LINES:
        raise Refusal(422, "too_many_lines", f"At most {MOST_LINES} lines are edited at once.")
    task = _task(caller, task_id)
    edits = {int(number): _edit(body) for number, body in given.lines.items()}
    if not save_edits(caller.app.runtime, caller.installation_id, task.id, edits, caller.user_id):
        raise Refusal(409, "not_editable", "The order is in Xero already, or on its way there.")
    caller.app.estimate_in_background(caller.installation_id, client)
    return EditsOut(lines=given.lines)


@router.get("/giving-back", response_model=GivingBackOut)
def read_giving_back(task_id: Number, caller: Annotated[Caller, Depends(caller)]) -> GivingBackOut:
    """What a person chose for a reduction or a cancellation, and what may be chosen."""
    return _giving_back(_task(caller, task_id))


@router.put("/giving-back", response_model=GivingBackOut)
def choose_giving_back(
    task_id: Number,
    given: GivingBackIn,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
) -> GivingBackOut:
    """Instead of the settings, for this order alone. Nothing is sent by it; refused once anything of it is in Xero."""
    task = _task(caller, task_id)
    if given.choice is not None and given.choice not in choices_for(task.order_type):
        raise Refusal(422, "no_such_choice", "This order has nothing to give back in that way.")
    chosen = Chosen(choice=given.choice, by=caller.user_id) if given.choice else None
    if not choose(caller.app.runtime, caller.installation_id, task.id, chosen, caller.user_id):
        raise Refusal(409, "not_editable", "The order is in Xero already, or on its way there.")
    caller.app.estimate_in_background(caller.installation_id, client)
    return _giving_back(_task(caller, task_id))


def _giving_back(task: SyncTask) -> GivingBackOut:
    chosen = task.chosen
    return GivingBackOut(
        choice=chosen.choice if chosen else None,
        by=chosen.by if chosen else None,
        choices=list(choices_for(task.order_type)),
    )


def _task(caller: Caller, task_id: int) -> SyncTask:
    with caller.app.runtime.database.transaction() as tx:
        task = tasks.find(tx, caller.installation_id, TaskId(task_id))
    if task is None:
        raise not_found("task with this id")
    return task


def _edit(body: EditBody) -> FeeEdit:
    price = body.price
    return FeeEdit(
        description=" ".join(body.description.split()),
        quantity=body.quantity,
        price=Amount(value=price.amount, currency=Currency(price.currency)) if price else None,
        source=body.source,
        discount=body.discount,
        account_code=body.account.strip(),
        tax_type=body.tax_type.strip(),
    )


def _body(edit: FeeEdit) -> EditBody:
    price = edit.price
    return EditBody(
        description=edit.description,
        quantity=edit.quantity,
        price=PriceBody(amount=price.value, currency=price.currency) if price else None,
        source=edit.source,
        discount=edit.discount,
        account=edit.account_code,
        tax_type=edit.tax_type,
    )
