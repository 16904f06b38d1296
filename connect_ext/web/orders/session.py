"""Whose session this is: what a page asks before it does anything in somebody's name."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field

from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.shapes import Out

router = APIRouter(prefix="/session", tags=["Session"])


class SessionOut(Out):
    installation: str = Field(..., example="EIN-1000-2000-3000")
    account: str = Field(..., description="The name of the account that has installed.", example="Southern Cloud")
    user: str = Field(..., description="The id of who is signed in; empty where the platform does not say.")


@router.get("", response_model=SessionOut)
def session(caller: Annotated[Caller, Depends(caller)]) -> SessionOut:
    return SessionOut(installation=caller.installation_id, account=caller.account_name, user=caller.user_id)
