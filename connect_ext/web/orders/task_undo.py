"""What a person may undo of an order in Xero: shown first, and carried out only as it was shown."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from connect_ext.books.by_hand.undo_steps import months_of, sentence_of
from connect_ext.books.by_hand.undo_verdict import NotPossible
from connect_ext.sync.by_hand.undo import Changed, Shown, begin, shown
from connect_ext.sync.by_hand.undoing import carry_on
from connect_ext.sync.connection.asking_xero import ask_xero
from connect_ext.sync.connection.tokens import Access, NotConnected
from connect_ext.sync.gathering.facts import read_facts
from connect_ext.sync.runtime import new_worker
from connect_ext.sync.sending.posting import Poster
from connect_ext.web.door.caller import Caller, caller, not_connected
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.door.problem_details import Refusal
from connect_ext.web.door.shapes import Out
from connect_ext.web.orders.task_ends import Number, task_of
from connect_ext.work.task import SyncTask, TaskStatus

router = APIRouter(prefix="/tasks/{task_id}/undo", tags=["Sync tasks"])


class UndoOut(Out):
    possible: bool = Field(..., description="Whether the product may do it.")
    sentence: str = Field(..., description="What is done, or why it is not possible and what to do instead.")
    months: list[str] = Field(..., description="Whose figures change in Xero.", example=["2026-11"])
    digest: str | None = Field(..., description="Pass with the undo, so that nothing else is done; null: not possible.")


class UndoIn(BaseModel):
    digest: str = Field(..., regex=r"^[0-9a-f]{32}$", description="Of what was shown.")

    class Config:
        extra = "forbid"


class UndoneOut(Out):
    status: TaskStatus = Field(..., description="Attention: done. Waiting: it goes on. Synced: nothing was done.")
    sentence: str


@router.get("", response_model=UndoOut, dependencies=[Depends(one_at_a_time(Wait.UNDO))])
def show_undo(task_id: Number, caller: Annotated[Caller, Depends(caller)]) -> UndoOut:
    """Read from Xero now. Nothing is sent."""
    task, runtime = task_of(caller, task_id), caller.app.runtime
    found = ask_xero(
        runtime, caller.installation_id, lambda access: shown(runtime, access, read_facts(runtime, access), task)
    )
    match found:
        case NotConnected():
            raise not_connected(found)
        case NotPossible(why=why):
            return UndoOut(possible=False, sentence=why, months=[], digest=None)
        case Shown(undo=undo, digest=digest):
            return UndoOut(possible=True, sentence=sentence_of(undo), months=list(months_of(undo)), digest=digest)


@router.post("", response_model=UndoneOut, dependencies=[Depends(one_at_a_time(Wait.UNDO))])
def undo(task_id: Number, given: UndoIn, caller: Annotated[Caller, Depends(caller)]) -> UndoneOut:
    """What was shown, and nothing else. The order is then left to a person, and never sent again by itself."""
    task = task_of(caller, task_id)
    found = ask_xero(caller.app.runtime, caller.installation_id, lambda access: _carry_out(caller, access, task, given))
    match found:
        case NotConnected():
            raise not_connected(found)
        case NotPossible(why=why):
            raise Refusal(409, "not_possible", why)
        case Changed():
            raise Refusal(409, "changed_meanwhile", "It is not as it was shown any more. Look at it again.")
    after = task_of(caller, task_id)
    return UndoneOut(status=after.status, sentence=after.reason)


def _carry_out(caller: Caller, access: Access, task: SyncTask, given: UndoIn) -> NotPossible | Changed | None:
    runtime, organisation = caller.app.runtime, read_facts(caller.app.runtime, access)
    begun = begin(runtime, access, organisation, task, given.digest, caller.user_id)
    if isinstance(begun, NotPossible | Changed):
        return begun
    poster = Poster(runtime=runtime, access=access, worker=new_worker(), tax_rates=organisation.tax_rates)
    # A failure is no refusal: what was written down goes on by itself.
    carry_on(poster, caller.installation_id, task.id)
    return None
