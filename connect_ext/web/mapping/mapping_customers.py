"""The Mapping page's customers: who is billed to which contact, who may be, and a person's word on it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from connect.client import ConnectClient
from fastapi import APIRouter, Depends, Path
from pydantic import Field

from connect_ext.books.ids import TierAccountId, XeroId
from connect_ext.books.mapping.known import KnownCustomer
from connect_ext.books.mapping.mapping import CustomerRule, Mappings
from connect_ext.storage import mappings
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.gathering.facts import recent_facts
from connect_ext.sync.mapping.mapping_customers import CustomerMap, accept_contacts, read_customers
from connect_ext.sync.mapping.mapping_items import NotMapped
from connect_ext.sync.mapping.mapping_rules import Rules
from connect_ext.web.connection.of_xero import of_xero
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.clients import calling_installation
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.door.problem_details import Refusal
from connect_ext.web.door.shapes import Out
from connect_ext.web.mapping.customers import CUSTOMER
from connect_ext.web.mapping.mapping_shapes import CustomerRuleBody, Strict

router = APIRouter(prefix="/mapping/customers", tags=["Mapping"])

ACCEPTED_AT_MOST = 5_000


class LinkedContactOut(Out):
    contact_id: str = Field(..., example="0f3b6d1c-0000-4000-8000-000000000001")
    name: str | None = Field(..., description="Null: the contact is not in the organisation any more.")
    active: bool = Field(..., description="False: archived, and cannot be invoiced.", example=True)


class ContactSuggestionOut(Out):
    contact_id: str = Field(..., example="0f3b6d1c-0000-4000-8000-000000000001")
    name: str = Field(..., example="Harbour & Sons Pty Ltd")
    active: bool = Field(..., description="False: archived; it cannot be accepted.", example=True)
    evidence: list[str] = Field(..., example=["Both have the tax number 51824753556."])


class CustomerRowOut(Out):
    customer: str = Field(..., example="TA-0000-0000-0001")
    name: str = Field(..., example="Harbour & Sons")
    contact: LinkedContactOut | None = Field(..., description="Null: not linked.")
    suggestions: list[ContactSuggestionOut] = Field(..., description="The best first; only for who is not linked.")
    account: str = Field(..., description="The customer's own; empty: as for others.", example="")
    tax_type: str = Field(..., description="The customer's own; empty: as for others.", example="")
    new_contact: bool = Field(..., description="A person said that it is none of the suggested ones.", example=False)


class CustomersOut(Out):
    customers: list[CustomerRowOut] = Field(..., description="All that this account is shown, by name.")


class PairIn(Strict):
    customer: str = Field(..., regex=CUSTOMER, example="TA-0000-0000-0001")
    contact_id: UUID = Field(..., description="Of a suggestion that was shown.")


class AcceptIn(Strict):
    pairs: list[PairIn] = Field(..., max_items=ACCEPTED_AT_MOST, description="The suggestions that are accepted.")


class AcceptedOut(Out):
    linked: list[str] = Field(..., description="The customers that are linked now.", example=["TA-0000-0000-0001"])
    left: list[str] = Field(
        ..., description="Those whose suggestion does not hold any more, or is archived.", example=[]
    )


@router.get("", response_model=CustomersOut, dependencies=[Depends(one_at_a_time(Wait.CUSTOMERS))])
def customers(
    caller: Annotated[Caller, Depends(caller)], client: Annotated[ConnectClient, Depends(calling_installation)]
) -> CustomersOut:
    """Xero's contacts are those of two minutes ago at most. Nothing suggested is applied by itself."""

    def read(access: Access) -> tuple[CustomerMap, Mappings]:
        app = caller.app
        found = read_customers(app.runtime, client, access, caller.installation_id)
        with app.runtime.database.transaction() as tx:
            return found, mappings.load(tx, caller.installation_id, access.tenant_id)

    found, rules = of_xero(caller, read)
    ordered = sorted(found.customers, key=lambda one: (one.party.name.casefold(), one.party.id))
    return CustomersOut(customers=[_row(one, found, rules) for one in ordered])


@router.post("/accept", response_model=AcceptedOut, dependencies=[Depends(one_at_a_time(Wait.MAPPING))])
def accept(
    given: AcceptIn,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
) -> AcceptedOut:
    """Links what is accepted, one or all, as far as it is still suggested."""
    chosen = {TierAccountId(pair.customer): XeroId(str(pair.contact_id)) for pair in given.pairs}

    def link(access: Access) -> frozenset[TierAccountId]:
        app = caller.app
        found = read_customers(app.runtime, client, access, caller.installation_id)
        return accept_contacts(app.runtime, access, caller.installation_id, found, chosen, caller.user_id)

    linked = of_xero(caller, link)
    return AcceptedOut(linked=sorted(linked), left=sorted(set(chosen) - linked))


@router.put("/{customer}/rule", response_model=CustomerRuleBody, dependencies=[Depends(one_at_a_time(Wait.MAPPING))])
def save_rule(
    customer: Annotated[str, Path(pattern=CUSTOMER)],
    given: CustomerRuleBody,
    caller: Annotated[Caller, Depends(caller)],
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
    return given


def _row(one: KnownCustomer, found: CustomerMap, mapped: Mappings) -> CustomerRowOut:
    id_ = one.party.id
    rule = mapped.customers.get(id_, CustomerRule(customer=id_))
    return CustomerRowOut(
        customer=id_,
        name=one.party.name,
        contact=_linked(found, id_),
        suggestions=[
            ContactSuggestionOut(
                contact_id=shown.contact.id,
                name=shown.contact.name,
                active=shown.contact.active,
                evidence=list(shown.evidence),
            )
            for shown in found.suggestions.get(id_, ())
        ],
        account=rule.account_code,
        tax_type=rule.tax_type,
        new_contact=rule.new_contact,
    )


def _linked(found: CustomerMap, customer: TierAccountId) -> LinkedContactOut | None:
    contact_id = found.linked.get(customer)
    if contact_id is None:
        return None
    card = found.contacts.get(contact_id)
    return LinkedContactOut(
        contact_id=contact_id, name=card.name if card else None, active=card is not None and card.active
    )
