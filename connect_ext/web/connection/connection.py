"""Connect to Xero, choose the organisation, see its state, disconnect."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from connect.client import ConnectClient
from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from sqlalchemy.engine import Connection

from connect_ext.books.ids import TenantId
from connect_ext.storage import authorisations, system
from connect_ext.storage.pausing import Pause
from connect_ext.sync.connection.choice import choose
from connect_ext.sync.connection.consent import start_consent
from connect_ext.sync.connection.disconnect import disconnect
from connect_ext.sync.connection.recent_choices import read_choices
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.clients import calling_installation
from connect_ext.web.door.in_flight import Wait, of_this_process, one_at_a_time
from connect_ext.web.door.problem_details import Refusal
from connect_ext.web.door.shapes import Out
from connect_ext.work.authorisation import Authorisation, AuthorisationId
from connect_ext.work.failure import WorldFailed
from connect_ext.work.task import Actor

router = APIRouter(prefix="/connection", tags=["Connection"])


class OrganisationOut(Out):
    tenant_id: str = Field(..., example="7a2b1c34-0000-4000-8000-000000000001")
    name: str = Field(..., example="Harbour Cloud Ltd")


class ConnectionStatus(StrEnum):
    NONE = "none"
    PENDING = "pending"
    """A consent waits for its choice of an organisation."""
    ACTIVE = "active"
    BROKEN = "broken"


class ConnectionOut(Out):
    status: ConnectionStatus = Field(..., example="active")
    organisation: OrganisationOut | None = Field(default=None, description="The one that was chosen.")
    why: str = Field(default="", description="Why it is broken, as the end of a sentence.")
    paused_until: datetime | None = Field(default=None, description="Until then nothing is sent to the organisation.")
    paused_because: str = Field(default="", description="Why it is paused, as a clause.")
    choices: list[OrganisationOut] = Field(default=[], description="What a consent that waits for a choice offers.")
    no_choices: str = Field(default="", description="Why a consent that waits for a choice offers none: a sentence.")


class ConsentOut(Out):
    authorize_url: str = Field(..., description="Open it in a window of its own: Xero refuses to be framed.")


class ChoiceIn(BaseModel):
    tenant_id: str = Field(..., min_length=1, max_length=64, example="7a2b1c34-0000-4000-8000-000000000001")

    class Config:
        extra = "forbid"


@router.get("", response_model=ConnectionOut)
def connection(caller: Annotated[Caller, Depends(caller)]) -> ConnectionOut:
    runtime = caller.app.runtime
    with runtime.database.transaction() as tx:
        current = authorisations.current(tx, runtime.vault, caller.installation_id)
        waits = authorisations.pending(tx, runtime.vault, caller.installation_id)
        pause = _pause(tx, current, runtime.clock())
    offered, no_choices = _offered(caller, waits.id) if waits else ([], "")
    if current is None:
        status = ConnectionStatus.PENDING if waits else ConnectionStatus.NONE
        return ConnectionOut(status=status, choices=offered, no_choices=no_choices)
    return ConnectionOut(
        status=ConnectionStatus(current.status.value),
        organisation=OrganisationOut(tenant_id=current.tenant_id or "", name=current.tenant_name),
        why=current.why,
        paused_until=pause.until if pause else None,
        paused_because=pause.why if pause else "",
        choices=offered,
        no_choices=no_choices,
    )


def _pause(tx: Connection, current: Authorisation | None, now: datetime) -> Pause | None:
    if current is None or current.tenant_id is None:
        return None
    return system.paused(tx, current.client_id, current.tenant_id, now)


def _offered(caller: Caller, consent: AuthorisationId) -> tuple[list[OrganisationOut], str]:
    """What the waiting consent offers. That Xero does not say so now must not hide a connection that works; while
    another page asks, nothing is known yet."""
    found = caller.app.recent_choices.get(consent, caller.app.runtime.clock())
    try:
        if found is None:
            with of_this_process.hold(caller.installation_id, Wait.OFFER):
                found = read_choices(caller.app.runtime, caller.app.recent_choices, caller.installation_id)
    except Refusal:
        return [], ""
    except WorldFailed as failed:
        return [], f"Xero did not say which organisations the new consent covers: {failed.failure.evidence}."
    offered = [OrganisationOut(tenant_id=o.tenant_id, name=o.tenant_name) for o in found]
    return offered, "" if offered else "The new consent covers no organisation. Connect again and allow one."


@router.post("/consent", response_model=ConsentOut, status_code=201)
def ask_for_consent(caller: Annotated[Caller, Depends(caller)]) -> ConsentOut:
    url = start_consent(caller.app.runtime, caller.installation_id, caller.user_id)
    return ConsentOut(authorize_url=url)


@router.post("/organisation", response_model=OrganisationOut, dependencies=[Depends(one_at_a_time(Wait.CHOICE))])
def choose_organisation(
    choice: ChoiceIn,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
) -> OrganisationOut:
    """What the orders come to there is found out after this answer."""
    chosen = choose(caller.app.runtime, caller.installation_id, TenantId(choice.tenant_id), caller.user_id)
    if chosen is None:
        raise Refusal(409, "no_such_choice", "No consent of this installation offers that organisation. Connect again.")
    caller.app.estimate_in_background(caller.installation_id, client)
    return OrganisationOut(tenant_id=chosen.tenant_id, name=chosen.tenant_name)


@router.delete("", response_model=ConnectionOut, dependencies=[Depends(one_at_a_time(Wait.DISCONNECT))])
def end_connection(caller: Annotated[Caller, Depends(caller)]) -> ConnectionOut:
    """Ends the connection, and a consent that still waits for its choice."""
    if not disconnect(caller.app.runtime, caller.installation_id, Actor.PERSON, "a person asked for it"):
        raise Refusal(409, "not_connected", "This installation is not connected to Xero.")
    return ConnectionOut(status=ConnectionStatus.NONE)
