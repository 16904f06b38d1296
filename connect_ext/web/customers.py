"""Which Xero contact a customer is billed to, where a person decides it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, Field

from connect_ext.books.ids import TierAccountId, XeroId
from connect_ext.sync.customers import link_customer
from connect_ext.sync.tokens import Access
from connect_ext.web.caller import Caller, caller, connected
from connect_ext.web.problem_details import Refusal

router = APIRouter(prefix="/customers", tags=["Customers"])


class ContactIn(BaseModel):
    contact_id: UUID = Field(..., description="Xero's ContactID.")

    class Config:
        extra = "forbid"


class ContactOut(BaseModel):
    customer: str = Field(..., example="TA-0000-0000-0001")
    contact_id: str = Field(..., example="0f3b6d1c-0000-4000-8000-000000000001")
    name: str = Field(..., description="The contact's name in Xero.", example="Harbour & Sons Pty Ltd")


@router.put("/{customer}/contact", response_model=ContactOut)
def choose_contact(
    customer: Annotated[str, Path(pattern=r"^TA(-[0-9]{1,9}){1,6}(?!\n)$")],
    chosen: ContactIn,
    caller: Annotated[Caller, Depends(caller)],
    found: Annotated[Access, Depends(connected)],
) -> ContactOut:
    contact = link_customer(
        caller.app.runtime, found, caller.installation_id, TierAccountId(customer), XeroId(str(chosen.contact_id))
    )
    if contact is None:
        raise Refusal(409, "no_such_contact", f"{found.tenant_name} has no active contact with this id.")
    return ContactOut(customer=customer, contact_id=contact.id, name=contact.name)
