"""The Mapping page's customers: who is billed to which contact, who may be, and a person's word on it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from connect.client import ConnectClient
from fastapi import APIRouter, Depends, Path
from pydantic import Field

from connect_ext.books.ids import TierAccountId, XeroId
from connect_ext.books.mapping.mapping import CustomerRule
from connect_ext.storage import contact_changes, customer_switches, mappings, settings, waiting
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.gathering.facts import recent_facts
from connect_ext.sync.mapping.auto_sync import switch_auto_sync
from connect_ext.sync.mapping.mapping_customers import accept_contacts, clear_contacts, read_customers
from connect_ext.sync.mapping.mapping_items import NotMapped
from connect_ext.sync.mapping.mapping_rules import Rules
from connect_ext.web.connection.of_xero import of_xero
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.clients import calling_installation, owner
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.door.problem_details import Refusal
from connect_ext.web.door.shapes import Out
from connect_ext.web.mapping.customer_rows import CustomersOut, Seen, customers_out
from connect_ext.web.mapping.customers import CUSTOMER
from connect_ext.web.mapping.mapping_lists import AskedFor
from connect_ext.web.mapping.mapping_shapes import CustomerRuleBody, Strict

router = APIRouter(prefix="/mapping/customers", tags=["Mapping"])

ACCEPTED_AT_MOST = 5_000


class PairIn(Strict):
    customer: str = Field(..., regex=CUSTOMER, example="TA-0000-0000-0001")
    contact_id: UUID = Field(..., description="Of a suggestion that was shown.")


class AcceptIn(Strict):
    pairs: list[PairIn] | None = Field(
        ...,
        max_items=ACCEPTED_AT_MOST,
        description="The suggestions that are accepted; null: of every customer the best, where none is as good.",
    )


class AcceptedOut(Out):
    linked: list[str] = Field(..., description="The customers that are linked now.", example=["TA-0000-0000-0001"])
    left: list[str] = Field(
        ..., description="Those whose suggestion does not hold any more, or is archived.", example=[]
    )


class SwitchIn(Strict):
    on: bool = Field(..., description="Whether their orders are synced by themselves.", example=True)
    customers: list[str] | None = Field(
        ..., max_items=ACCEPTED_AT_MOST, description="Null: all.", example=["TA-0000-0000-0001"]
    )


class SwitchedOut(Out):
    on: bool = Field(..., example=True)
    customers: int = Field(..., description="How many were switched.", example=12)
    left: int = Field(..., description="Orders that auto-sync had taken and a person must ask for now.", example=0)


@router.get("", response_model=CustomersOut, dependencies=[Depends(one_at_a_time(Wait.CUSTOMERS))])
def customers(
    asked: AskedFor,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
) -> CustomersOut:
    """Both sides are those of two minutes ago at most. Nothing suggested is applied by looking at it."""

    def read(access: Access) -> Seen:
        app, id_ = caller.app, caller.installation_id
        found = read_customers(app.runtime, client, access, id_)
        with app.runtime.database.transaction() as tx:
            return Seen(
                found=found,
                rules=mappings.load(tx, id_, access.tenant_id),
                settings=settings.load(tx, id_).settings,
                switches=customer_switches.all_of(tx, id_),
                waiting=waiting.by_customer(tx, id_),
                changed=contact_changes.count(tx, id_, access.tenant_id),
            )

    return customers_out(of_xero(caller, read), asked)


@router.post("/accept", response_model=AcceptedOut, dependencies=[Depends(one_at_a_time(Wait.MAPPING))])
def accept(
    given: AcceptIn,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
    owner: Annotated[ConnectClient, Depends(owner)],
) -> AcceptedOut:
    """Links what is accepted, one or all, as far as it is still suggested; orders that waited for it go on."""

    def link(access: Access) -> AcceptedOut:
        app = caller.app
        found = read_customers(app.runtime, client, access, caller.installation_id)
        chosen = clear_contacts(found) if given.pairs is None else _pairs(given.pairs)
        linked = accept_contacts(app.runtime, access, caller.installation_id, found, chosen, caller.user_id)
        return AcceptedOut(linked=sorted(linked), left=sorted(set(chosen) - linked))

    accepted = of_xero(caller, link)
    caller.app.drain_in_background(owner, caller.extension_id)
    return accepted


@router.post("/auto-sync", response_model=SwitchedOut, dependencies=[Depends(one_at_a_time(Wait.MAPPING))])
def switch(
    given: SwitchIn,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
) -> SwitchedOut:
    """Of those that are named, as far as this account is shown them, or of all; also while auto-sync itself is off."""

    def act(access: Access) -> SwitchedOut:
        runtime, id_ = caller.app.runtime, caller.installation_id
        known = {one.party.id for one in read_customers(runtime, client, access, id_).customers}
        chosen = known if given.customers is None else known & {TierAccountId(one) for one in given.customers}
        left = switch_auto_sync(runtime, id_, chosen, caller.user_id, on=given.on) if chosen else 0
        return SwitchedOut(on=given.on, customers=len(chosen), left=left)

    return of_xero(caller, act)


@router.put("/{customer}/rule", response_model=CustomerRuleBody, dependencies=[Depends(one_at_a_time(Wait.MAPPING))])
def save_rule(
    customer: Annotated[str, Path(pattern=CUSTOMER)],
    given: CustomerRuleBody,
    caller: Annotated[Caller, Depends(caller)],
    owner: Annotated[ConnectClient, Depends(owner)],
) -> CustomerRuleBody:
    rule = CustomerRule(
        customer=TierAccountId(customer),
        account_code=given.account,
        tax_type=given.tax_type,
        new_contact=given.new_contact,
    )

    def save(access: Access) -> NotMapped | None:
        app = caller.app
        facts = recent_facts(app.runtime, app.recent_facts, access)
        rules = Rules(
            runtime=app.runtime,
            access=access,
            organisation=facts,
            installation_id=caller.installation_id,
            user_id=caller.user_id,
        )
        return rules.save_customer(rule)

    refused = of_xero(caller, save)
    if refused is not None:
        raise Refusal(409, "not_mapped", refused.why)
    caller.app.drain_in_background(owner, caller.extension_id)
    return given


def _pairs(pairs: list[PairIn]) -> dict[TierAccountId, XeroId]:
    return {TierAccountId(pair.customer): XeroId(str(pair.contact_id)) for pair in pairs}
