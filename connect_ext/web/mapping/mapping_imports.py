"""Import customers: contacts of Xero that no customer is linked to, and their way into the marketplace."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from connect.client import ConnectClient
from fastapi import APIRouter, Depends
from pydantic import Field

from connect_ext.books.ids import XeroId
from connect_ext.books.mapping.profile import Profile
from connect_ext.books.orders.order import Address
from connect_ext.storage import contact_links
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.gathering.facts import recent_facts
from connect_ext.sync.mapping.import_customers import Importable, Imported, Importing, ImportOutcome, importable
from connect_ext.web.connection.of_xero import of_xero
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.clients import calling_installation
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.door.problem_details import Refusal
from connect_ext.web.door.shapes import Out
from connect_ext.web.mapping.mapping_shapes import Strict

router = APIRouter(prefix="/mapping/imports", tags=["Mapping"])

AT_ONCE = 50
"""Customers per call: each is one call to Connect, and a person waits for the answer."""
TEXT = 255


class ProfileBody(Strict):
    """A customer as the marketplace wants it. Where a field is empty and needed, the contact's own is taken."""

    name: str = Field(default="", max_length=TEXT, example="Blue Lake Pty Ltd")
    first_name: str = Field(default="", max_length=TEXT, example="Robin")
    last_name: str = Field(default="", max_length=TEXT, example="Reed")
    email: str = Field(default="", max_length=TEXT, example="robin@bluelake.example")
    phone: str = Field(default="", max_length=50, example="+61 2 5550 123")
    tax_id: str = Field(default="", max_length=50, example="51824753556")
    address_line1: str = Field(default="", max_length=TEXT, example="1 Shore Road")
    address_line2: str = Field(default="", max_length=TEXT, example="Floor 3")
    city: str = Field(default="", max_length=TEXT, example="Sydney")
    state: str = Field(default="", max_length=TEXT, example="NSW")
    postal_code: str = Field(default="", max_length=50, example="2000")
    country: str = Field(default="", regex=r"^([A-Z]{2})?$", max_length=2, description="ISO 3166.", example="AU")


class ImportableOut(Out):
    contact_id: str = Field(..., example="0f3b6d1c-0000-4000-8000-000000000001")
    profile: ProfileBody = Field(..., description="What the contact says.")
    missing: list[str] = Field(..., description="Fields to fill in; none: complete.", example=["state"])


class ImportsOut(Out):
    contacts: list[ImportableOut] = Field(..., description="By name.")
    complete: int = Field(..., description="How many can be imported as they are.", example=12)


class ImportedOut(Out):
    contact_id: str = Field(..., example="0f3b6d1c-0000-4000-8000-000000000001")
    customer: str | None = Field(..., description="Null: not imported.", example="TA-0000-0000-0001")
    why: str = Field(..., description="Why not, as a sentence; empty when it was.", example="")
    perhaps: bool = Field(..., description="Connect did not answer; the next import looks first.", example=False)


class ImportedAllOut(Out):
    imported: list[ImportedOut] = Field(..., description=f"At most {AT_ONCE} of them.")
    left: int = Field(..., description="How many complete ones are left: press again.", example=0)


@router.get("", response_model=ImportsOut, dependencies=[Depends(one_at_a_time(Wait.IMPORTS))])
def read_imports(caller: Annotated[Caller, Depends(caller)]) -> ImportsOut:
    """Active contacts that no customer is linked to, without those that are suppliers only."""
    found, _ = of_xero(caller, lambda access: (_importable(caller, access), access))
    return ImportsOut(contacts=[_row(one) for one in found], complete=sum(not one.missing for one in found))


@router.post("", response_model=ImportedAllOut, dependencies=[Depends(one_at_a_time(Wait.IMPORT))])
def import_all(
    caller: Annotated[Caller, Depends(caller)], client: Annotated[ConnectClient, Depends(calling_installation)]
) -> ImportedAllOut:
    """All whose profile is complete; a contact is never imported twice."""
    found, access = of_xero(caller, lambda access: (_importable(caller, access), access))
    whole = [one for one in found if not one.missing]
    wanted = {one.contact.id: one.profile for one in whole[:AT_ONCE]}
    outcomes = _importing(caller, client, access).run(wanted)
    caller.app.runtime.lists.customers.forget(access)
    return ImportedAllOut(imported=[_outcome(one) for one in outcomes], left=len(whole) - len(wanted))


@router.post("/{contact_id}", response_model=ImportedOut, dependencies=[Depends(one_at_a_time(Wait.IMPORT))])
def import_one(
    contact_id: UUID,
    given: ProfileBody,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
) -> ImportedOut:
    """One, with what the contact does not say filled in by a person."""
    wanted = XeroId(str(contact_id))
    found, access = of_xero(caller, lambda access: (_importable(caller, access), access))
    chosen = next((one for one in found if one.contact.id == wanted), None)
    if chosen is None:
        raise Refusal(409, "not_importable", f"{access.tenant_name} has no such contact that nobody is linked to.")
    (outcome,) = _importing(caller, client, access).run({wanted: _filled(given, chosen.profile)})
    caller.app.runtime.lists.customers.forget(access)
    return _outcome(outcome)


def _importable(caller: Caller, access: Access) -> tuple[Importable, ...]:
    app = caller.app
    home = recent_facts(app.runtime, app.recent_facts, access).country
    cards = app.runtime.lists.contacts_of(access, app.runtime.clock())
    with app.runtime.database.transaction() as tx:
        linked = contact_links.all_of(tx, caller.installation_id, access.tenant_id)
    return importable(cards, linked, home)


def _importing(caller: Caller, client: ConnectClient, access: Access) -> Importing:
    return Importing(
        runtime=caller.app.runtime,
        client=client,
        installation_id=caller.installation_id,
        tenant_id=access.tenant_id,
        user_id=caller.user_id,
    )


def _filled(given: ProfileBody, said: Profile) -> Profile:
    address = said.address
    return Profile(
        name=given.name or said.name,
        first_name=given.first_name or said.first_name,
        last_name=given.last_name or said.last_name,
        email=given.email or said.email,
        phone=given.phone or said.phone,
        tax_id=given.tax_id or said.tax_id,
        address=Address(
            line1=given.address_line1 or address.line1,
            line2=given.address_line2 or address.line2,
            city=given.city or address.city,
            region=given.state or address.region,
            postal_code=given.postal_code or address.postal_code,
            country=given.country or address.country,
        ),
    )


def _row(one: Importable) -> ImportableOut:
    said, address = one.profile, one.profile.address
    return ImportableOut(
        contact_id=one.contact.id,
        profile=ProfileBody.construct(
            name=said.name, first_name=said.first_name, last_name=said.last_name, email=said.email, phone=said.phone,
            tax_id=said.tax_id, address_line1=address.line1, address_line2=address.line2, city=address.city,
            state=address.region, postal_code=address.postal_code, country=address.country,
        ),
        missing=list(one.missing),
    )  # fmt: skip


def _outcome(outcome: ImportOutcome) -> ImportedOut:
    if isinstance(outcome, Imported):
        return ImportedOut(contact_id=outcome.contact_id, customer=outcome.customer, why="", perhaps=False)
    return ImportedOut(contact_id=outcome.contact_id, customer=None, why=outcome.why, perhaps=outcome.perhaps)
