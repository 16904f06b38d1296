"""The offer of what a former installation of the same account has left in the connected organisation."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from connect_ext.books.ids import InstallationId
from connect_ext.sync.connection.former import decide, offer
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.problem_details import Refusal
from connect_ext.web.door.shapes import Out

router = APIRouter(prefix="/connection/former", tags=["Connection"])


class OfferOut(Out):
    installation: str = Field(..., description="The former installation.", example="EIN-1000-2000-3000")
    organisation: str = Field(..., example="Harbour Cloud Ltd")
    documents: int = Field(..., description="How many contacts, invoices and credit notes are known of it.", example=42)


class FormerOut(Out):
    offer: OfferOut | None = Field(..., description="null: nothing is left, or it was declined.")


class DecisionIn(BaseModel):
    installation: str = Field(..., min_length=1, max_length=64, example="EIN-1000-2000-3000")
    accept: bool = Field(..., description="False: it is not offered again.")

    class Config:
        extra = "forbid"


@router.get("", response_model=FormerOut)
def former_offer(caller: Annotated[Caller, Depends(caller)]) -> FormerOut:
    found = offer(caller.app.runtime, caller.installation_id)
    if found is None:
        return FormerOut(offer=None)
    shown = OfferOut(installation=found.former, organisation=found.tenant_name, documents=found.documents)
    return FormerOut(offer=shown)


@router.post("", response_model=FormerOut)
def decide_on_former(decision: DecisionIn, caller: Annotated[Caller, Depends(caller)]) -> FormerOut:
    """Accepting hands its links, coverage and mappings over to this installation; nothing is sent."""
    former = InstallationId(decision.installation)
    if not decide(caller.app.runtime, caller.installation_id, former, caller.user_id, yes=decision.accept):
        raise Refusal(409, "not_offered", "That installation has nothing to offer to this one.")
    return former_offer(caller)
