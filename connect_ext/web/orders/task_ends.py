"""How a person ends an order without sending it, finds its invoice in Xero, ignores it, or takes that back."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from connect.client import ConnectClient
from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, Field, root_validator

from connect_ext.books.by_hand.ends import End, Wish
from connect_ext.books.days import Days
from connect_ext.books.money import Amount, Currency
from connect_ext.books.periods.periods import A_DAY
from connect_ext.storage import tasks
from connect_ext.sync.by_hand.candidates import Candidate, candidates_for
from connect_ext.sync.by_hand.ends import NotEnded, end_by_hand, proposer_of
from connect_ext.sync.by_hand.ignoring import ignore, unignore
from connect_ext.sync.connection.asking_xero import ask_xero
from connect_ext.sync.connection.tokens import Access, NotConnected
from connect_ext.sync.gathering.facts import recent_facts
from connect_ext.sync.proposing.proposals import Proposer
from connect_ext.web.door.caller import Caller, caller, not_connected
from connect_ext.web.door.clients import calling_installation
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.door.problem_details import Refusal, not_found
from connect_ext.web.door.shapes import Out
from connect_ext.web.orders.task_filters import LARGEST_ID
from connect_ext.web.orders.task_shapes import AmountOut
from connect_ext.work.task import SyncTask, TaskId

Found = TypeVar("Found")
router = APIRouter(prefix="/tasks/{task_id}", tags=["Sync tasks"])
FIRST_YEAR, LAST_YEAR = 1990, 2199
"""As for all that the marketplace tells: what is covered is counted by the month."""
Number = Annotated[int, Path(ge=1, le=LARGEST_ID)]


class AmountIn(BaseModel):
    value: Decimal = Field(..., ge=0, max_digits=15, decimal_places=4, example="125.00")
    currency: str = Field(..., regex=r"^[A-Z]{3}$", example="AUD")

    class Config:
        extra = "forbid"


class PeriodIn(BaseModel):
    """Whole days, both of them included."""

    first: datetime.date = Field(..., example="2026-11-01")
    last: datetime.date = Field(..., example="2026-11-30")

    class Config:
        extra = "forbid"

    @root_validator(skip_on_failure=True)
    def _in_order(cls, values: dict[str, Any]) -> dict[str, Any]:
        if values["last"] < values["first"]:
            raise ValueError("the last day is before the first")
        if not FIRST_YEAR <= values["first"].year <= values["last"].year <= LAST_YEAR:
            raise ValueError(f"the days lie between {FIRST_YEAR} and {LAST_YEAR}")
        return values


class EndIn(BaseModel):
    end: End = Field(..., alias="as", description="What is to become of the order.")
    reason: str = Field(default="", max_length=500, description="For whoever looks at it later.")
    invoice: str = Field(
        default="", max_length=255, description="Already in Xero: its number or its id.", example="INV-0042"
    )
    other_contact: bool = Field(default=False, description="Yes to an invoice for somebody else than the customer.")
    amount: AmountIn | None = Field(default=None, description="Billed elsewhere: how much, before tax.")
    period: PeriodIn | None = Field(default=None, description="Billed elsewhere: when, if not the order's own days.")

    class Config:
        extra = "forbid"

    @root_validator(skip_on_failure=True)
    def _complete(cls, values: dict[str, Any]) -> dict[str, Any]:
        if (values["end"] is End.ALREADY_IN_XERO) != bool(values["invoice"].strip()):
            raise ValueError("an invoice is named where, and only where, the order is already in Xero")
        return values


class EndOut(Out):
    sentence: str = Field(..., description="What the order says from now on.")


class CandidateOut(Out):
    xero_id: str = Field(..., example="0f3b6d1c-0000-4000-8000-000000000001")
    number: str | None = Field(..., example="INV-0042")
    date: datetime.date | None = Field(..., example="2026-11-21")
    status: str = Field(..., example="AUTHORISED")
    reference: str = Field(..., example="PO-77")
    subtotal: AmountOut = Field(..., description="Before tax.")
    why: str = Field(..., description="What speaks for it: a sentence.")


class CandidatesOut(Out):
    invoices: list[CandidateOut] = Field(..., description="The newest first.")


class IgnoreIn(BaseModel):
    reason: str = Field(..., min_length=1, max_length=500, description="For whoever looks at it later.")

    class Config:
        extra = "forbid"


@router.post("/end", response_model=EndOut, dependencies=[Depends(one_at_a_time(Wait.END))])
def end(
    task_id: Number,
    given: EndIn,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
) -> EndOut:
    """Nothing is sent. What the order covers is written down, so that later orders of the subscription go on from
    there. An order that is already in Xero is synced from then on, the others are ignored."""
    wish = _wish(given)
    found = _asked(caller, client, task_id, lambda ours, task: end_by_hand(ours, task, wish, caller.user_id))
    return EndOut(sentence=found.sentence)


@router.get("/end/candidates", response_model=CandidatesOut, dependencies=[Depends(one_at_a_time(Wait.END))])
def find_candidates(
    task_id: Number,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
) -> CandidatesOut:
    """Invoices of the customer's contact that may be the order's, read from Xero; the newest first."""
    found = _asked(caller, client, task_id, candidates_for)
    return CandidatesOut(invoices=[_candidate(one) for one in found])


@router.post("/ignore", response_model=EndOut)
def ignore_task(task_id: Number, given: IgnoreIn, caller: Annotated[Caller, Depends(caller)]) -> EndOut:
    """No notice undoes it. Nothing is said of what is billed: later orders of the subscription ask a person."""
    task, reason = task_of(caller, task_id), " ".join(given.reason.split())
    if not ignore(caller.app.runtime, caller.installation_id, task.id, reason, caller.user_id):
        raise Refusal(409, "not_ignorable", "The order is in Xero already, or on its way there.")
    return EndOut(sentence=reason)


@router.post("/unignore", response_model=EndOut)
def unignore_task(
    task_id: Number,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
) -> EndOut:
    """Pending again until somebody asks for it; what it was said to cover is free."""
    task = task_of(caller, task_id)
    if not unignore(caller.app.runtime, caller.installation_id, task.id, caller.user_id):
        raise Refusal(409, "not_ignored", "The order is not ignored.")
    caller.app.estimate_in_background(caller.installation_id, client)
    return EndOut(sentence="")


def _asked(
    caller: Caller, client: ConnectClient, task_id: int, question: Callable[[Proposer, SyncTask], Found | NotEnded]
) -> Found:
    app, runtime, task = caller.app, caller.app.runtime, task_of(caller, task_id)

    def ask(access: Access) -> Found | NotEnded:
        organisation = recent_facts(runtime, app.recent_facts, access)
        return question(proposer_of(runtime, access, organisation, client, caller.installation_id), task)

    found = ask_xero(runtime, caller.installation_id, ask)
    if isinstance(found, NotConnected):
        raise not_connected(found)
    if isinstance(found, NotEnded):
        raise Refusal(409, found.code, found.why)
    return found


def task_of(caller: Caller, task_id: int) -> SyncTask:
    with caller.app.runtime.database.transaction() as tx:
        task = tasks.find(tx, caller.installation_id, TaskId(task_id))
    if task is None:
        raise not_found("task with this id")
    return task


def _wish(given: EndIn) -> Wish:
    amount, period = given.amount, given.period
    return Wish(
        end=given.end,
        reason=" ".join(given.reason.split()),
        invoice=given.invoice.strip(),
        other_contact=given.other_contact,
        amount=Amount(value=amount.value, currency=Currency(amount.currency)) if amount else None,
        period=Days(start=period.first, end=period.last + A_DAY) if period else None,
    )


def _candidate(found: Candidate) -> CandidateOut:
    held = found.invoice
    return CandidateOut(
        xero_id=held.id,
        number=held.number,
        date=held.date,
        status=held.status,
        reference=held.reference,
        subtotal=AmountOut(value=str(held.subtotal), currency=held.currency),
        why=found.why,
    )
