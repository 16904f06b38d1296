"""Which Xero contact a customer is billed to, where a person decides it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from connect.client import ConnectClient
from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, Field

from connect_ext.books.documents.held import HeldContact
from connect_ext.books.ids import TierAccountId, XeroId
from connect_ext.sync.connection.asking_xero import ask_xero
from connect_ext.sync.connection.tokens import Access, NotConnected
from connect_ext.sync.mapping.customers import link_customer
from connect_ext.sync.mapping.mapping_customers import unlink_customer
from connect_ext.web.door.caller import Caller, caller, not_connected
from connect_ext.web.door.clients import owner
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.door.problem_details import Refusal, not_found
from connect_ext.web.door.shapes import Out

router = APIRouter(prefix="/customers", tags=["Customers"])

CUSTOMER = r"^TA(-[0-9]{1,9}){1,6}(?!\n)$"


class ContactIn(BaseModel):
    contact_id: UUID = Field(..., description="Xero's ContactID.")

    class Config:
        extra = "forbid"


class ContactOut(Out):
    customer: str = Field(..., example="TA-0000-0000-0001")
    contact_id: str = Field(..., example="0f3b6d1c-0000-4000-8000-000000000001")
    name: str = Field(..., description="The contact's name in Xero.", example="Harbour & Sons Pty Ltd")


class UnlinkedOut(Out):
    customer: str = Field(..., description="Who is linked to no contact now.", example="TA-0000-0000-0001")


@router.put("/{customer}/contact", response_model=ContactOut, dependencies=[Depends(one_at_a_time(Wait.CONTACT))])
def choose_contact(
    customer: Annotated[str, Path(pattern=CUSTOMER)],
    chosen: ContactIn,
    caller: Annotated[Caller, Depends(caller)],
    owner: Annotated[ConnectClient, Depends(owner)],
) -> ContactOut:
    runtime, contact_id = caller.app.runtime, XeroId(str(chosen.contact_id))

    def link(access: Access) -> tuple[HeldContact | None, str]:
        found = link_customer(runtime, access, caller.installation_id, TierAccountId(customer), contact_id)
        return found, access.tenant_name

    answered = ask_xero(runtime, caller.installation_id, link)
    if isinstance(answered, NotConnected):
        raise not_connected(answered)
    contact, organisation = answered
    if contact is None:
        raise Refusal(409, "no_such_contact", f"{organisation} has no active contact with this id.")
    caller.app.drain_in_background(owner, caller.extension_id)
    return ContactOut(customer=customer, contact_id=contact.id, name=contact.name)


@router.delete("/{customer}/contact", response_model=UnlinkedOut, dependencies=[Depends(one_at_a_time(Wait.CONTACT))])
def forget_contact(
    customer: Annotated[str, Path(pattern=CUSTOMER)], caller: Annotated[Caller, Depends(caller)]
) -> UnlinkedOut:
    """Unlinks; what was made in Xero stays. A contact that carries the customer's number is found by it again."""
    runtime, id_ = caller.app.runtime, TierAccountId(customer)

    def unlink(access: Access) -> bool:
        return unlink_customer(runtime, caller.installation_id, access.tenant_id, id_, caller.user_id)

    answered = ask_xero(runtime, caller.installation_id, unlink)
    if isinstance(answered, NotConnected):
        raise not_connected(answered)
    if not answered:
        raise not_found("link of this customer")
    return UnlinkedOut(customer=customer)
