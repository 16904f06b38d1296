"""What a person does about a document that was edited in Xero: take it over, put back what we posted, or send anew."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from connect.client import ConnectClient
from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from connect_ext.books.by_hand.undo_verdict import NotPossible as NotUndone
from connect_ext.sync.connection.asking_xero import ask_xero
from connect_ext.sync.connection.tokens import Access, NotConnected
from connect_ext.sync.gathering.facts import read_facts
from connect_ext.sync.hearing.accepting import accept
from connect_ext.sync.hearing.reissuing import reissue
from connect_ext.sync.hearing.restoring import NotPossible, restore
from connect_ext.web.door.caller import Caller, caller, not_connected
from connect_ext.web.door.clients import owner
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.door.problem_details import Refusal
from connect_ext.web.door.shapes import Out
from connect_ext.web.orders.task_ends import Number, task_of

Refused = NotPossible | NotUndone

router = APIRouter(prefix="/tasks/{task_id}/drift", tags=["Sync tasks"])


class DriftEnd(StrEnum):
    ACCEPT = "accept"
    """What Xero holds is what was billed."""
    RESTORE = "restore"
    """What we posted is put back."""
    REISSUE = "reissue"
    """The document is taken back, as an undo does it, and the order is sent again."""


class DriftIn(BaseModel):
    end: DriftEnd = Field(
        ...,
        description="accept: Xero's amount is the ceiling for credits. restore: put back. reissue: undo, send again.",
    )
    digest: str = Field(..., regex=r"^[0-9a-f]{32}$", description="Of the document as it was shown.")

    class Config:
        extra = "forbid"


class DriftedOut(Out):
    sentence: str = Field(..., description="What was done.")


@router.post("", response_model=DriftedOut, dependencies=[Depends(one_at_a_time(Wait.UNDO))])
def end_drift(
    task_id: Number,
    given: DriftIn,
    caller: Annotated[Caller, Depends(caller)],
    owner: Annotated[ConnectClient, Depends(owner)],
) -> DriftedOut:
    """Nothing is done where the document is not as it was shown any more."""
    task, runtime = task_of(caller, task_id), caller.app.runtime
    own = (caller.installation_id, task.id, given.digest, caller.user_id)
    if given.end is DriftEnd.ACCEPT:
        if not accept(runtime, *own):
            raise _changed()
        return DriftedOut(sentence="What Xero holds was accepted.")

    def act(access: Access) -> str | Refused | None:
        facts = read_facts(runtime, access)
        if given.end is DriftEnd.REISSUE:
            return reissue(runtime, access, facts, task, given.digest, caller.user_id)
        return restore(runtime, access, facts, *own)

    found = ask_xero(runtime, caller.installation_id, act)
    match found:
        case NotConnected():
            raise not_connected(found)
        case NotPossible(why=why) | NotUndone(why=why):
            raise Refusal(409, "not_possible", why)
        case None:
            raise _changed()
    if given.end is DriftEnd.REISSUE:
        caller.app.drain_in_background(owner, caller.extension_id)
    return DriftedOut(sentence=found)


def _changed() -> Refusal:
    return Refusal(409, "changed_meanwhile", "It is not as it was shown any more. Look at it again.")
