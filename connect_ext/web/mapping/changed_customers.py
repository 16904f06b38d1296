"""Customers whose details have changed in the marketplace: what of their contacts would change, applied or left."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from pydantic import Field

from connect_ext.books.booking.contact_change import ContactField
from connect_ext.books.ids import TierAccountId
from connect_ext.storage import authorisations, contact_changes
from connect_ext.storage.contact_changes import WantedChange
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.customers.deciding import apply, keep
from connect_ext.web.connection.of_xero import of_xero
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.door.problem_details import Refusal
from connect_ext.web.door.shapes import Out
from connect_ext.web.mapping.customers import CUSTOMER
from connect_ext.web.mapping.mapping_shapes import Strict
from connect_ext.work.changed_contact import ChangeState

router = APIRouter(prefix="/mapping/changed-customers", tags=["Mapping"])

SHOWN_AT_MOST = 200


class ContactDifferenceOut(Out):
    field: ContactField = Field(..., description="Of the contact.")
    xero: str = Field(..., description="What the contact says; empty: nothing.", example="Harbour & Sons Pty Ltd")
    marketplace: str = Field(..., description="What it would say.", example="Harbour & Daughters Pty Ltd")


class ChangedCustomerOut(Out):
    customer: str = Field(..., example="TA-0000-0000-0001")
    name: str = Field(..., description="In the marketplace.", example="Harbour & Daughters Pty Ltd")
    contact: str = Field(..., description="The contact's name in Xero when it was looked at.")
    request: str = Field(..., description="The marketplace's.", example="TAR-0000-0000-0001-001")
    asked_at: datetime = Field(..., description="When the marketplace told of it.")
    reason: str = Field(..., description="Why it does not follow by itself; empty: because your settings propose it.")
    differences: list[ContactDifferenceOut] = Field(..., description="What would change, and nothing else.")
    digest: str = Field(..., description="Pass with an answer, so that nothing else is applied.")
    on_its_way: bool = Field(..., description="Somebody has applied it, and Xero has not confirmed it yet.")


class ChangedCustomersOut(Out):
    changes: list[ChangedCustomerOut] = Field(..., description="The oldest first.")
    count: int = Field(..., description="How many wait for a person, shown or not.", example=3)


class AnswerIn(Strict):
    digest: str = Field(..., regex=r"^[0-9a-f]{32}$", description="Of what was shown.")


class AnsweredOut(Out):
    customer: str = Field(..., example="TA-0000-0000-0001")
    state: ChangeState = Field(..., description="Done; kept; proposed: it has not come to it; wanted: it goes on.")
    sentence: str


@router.get("", response_model=ChangedCustomersOut)
def changed_customers(caller: Annotated[Caller, Depends(caller)]) -> ChangedCustomersOut:
    """As it was when each contact was looked at. Xero is not asked."""
    runtime, id_ = caller.app.runtime, caller.installation_id
    with runtime.database.transaction() as tx:
        current = authorisations.current(tx, runtime.vault, id_)
        if current is None or current.tenant_id is None:
            return ChangedCustomersOut(changes=[], count=0)
        found = contact_changes.shown(tx, id_, current.tenant_id, SHOWN_AT_MOST)
        count = contact_changes.count(tx, id_, current.tenant_id)
    return ChangedCustomersOut(changes=[_out(one) for one in found], count=count)


@router.post("/{customer}/apply", response_model=AnsweredOut, dependencies=[Depends(one_at_a_time(Wait.CONTACT))])
def apply_change(
    customer: Annotated[str, Path(pattern=CUSTOMER)], given: AnswerIn, caller: Annotated[Caller, Depends(caller)]
) -> AnsweredOut:
    """What was shown, and nothing else: where the contact says anything else by now, it is shown again."""

    def act(access: Access) -> WantedChange | None:
        own = (caller.app.runtime, access, caller.installation_id)
        return apply(*own, TierAccountId(customer), given.digest, caller.user_id)

    found = of_xero(caller, act)
    if found is None:
        raise _changed()
    return AnsweredOut(customer=customer, state=found.state, sentence=_sentence(found))


@router.post("/{customer}/keep", response_model=AnsweredOut, dependencies=[Depends(one_at_a_time(Wait.CONTACT))])
def keep_contact(
    customer: Annotated[str, Path(pattern=CUSTOMER)], given: AnswerIn, caller: Annotated[Caller, Depends(caller)]
) -> AnsweredOut:
    """The contact stays as it is, until the customer changes its details once more."""

    def act(access: Access) -> bool:
        own = (caller.app.runtime, access, caller.installation_id)
        return keep(*own, TierAccountId(customer), given.digest, caller.user_id)

    if not of_xero(caller, act):
        raise _changed()
    return AnsweredOut(customer=customer, state=ChangeState.KEPT, sentence="The contact stays as it is.")


def _out(found: WantedChange) -> ChangedCustomerOut:
    looked = found.looked
    return ChangedCustomerOut(
        customer=found.party.id,
        name=found.party.name or found.party.id,
        contact=looked.contact,
        request=found.request_id,
        asked_at=found.asked_at,
        reason=looked.reason,
        differences=[
            ContactDifferenceOut(field=one.field, xero=one.held, marketplace=one.said) for one in looked.differences
        ],
        digest=looked.digest,
        on_its_way=found.state is ChangeState.WANTED,
    )


def _sentence(found: WantedChange) -> str:
    if found.state is ChangeState.DONE:
        return f"The contact “{found.looked.contact}” follows the marketplace now."
    if found.state is ChangeState.PROPOSED:
        return found.looked.reason or "The contact is not as it was shown any more. Look at it again."
    return "Xero has not confirmed it yet; it goes on by itself."


def _changed() -> Refusal:
    return Refusal(409, "changed_meanwhile", "It is not as it was shown any more. Look at it again.")
