"""A customer on the Mapping page: its contact or what is suggested, its own rules, its switch, and what waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from connect_ext.books.ids import TierAccountId
from connect_ext.books.mapping.known import KnownCustomer
from connect_ext.books.mapping.mapping import CustomerRule, Mappings
from connect_ext.books.mapping.suggest import ContactSuggestion
from connect_ext.books.settings.settings import AutoSync, Settings
from connect_ext.storage.waiting import NOTHING, Waiting
from connect_ext.sync.mapping.mapping_customers import CustomerMap, clear_contacts
from connect_ext.web.door.shapes import Out
from connect_ext.web.mapping.mapping_lists import Asked, MappedCountsOut, Only, WaitingOut, page, together, waiting_out


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
    auto_sync: bool = Field(..., description="Its switch; where nobody set it, that of new customers.", example=True)
    waiting: WaitingOut = Field(..., description="Its orders that are not in Xero yet.")


class AutoSyncOut(Out):
    on: bool = Field(..., description="Whether auto-sync is on at all; without it no switch does anything.")
    new_customers: bool = Field(..., description="The switch of customers for whom nobody has set it.")


class CustomersOut(Out):
    customers: list[CustomerRowOut] = Field(..., description="By name.")
    next_after: str | None = Field(..., description="Where the next page begins; null: this was the last.")
    counts: MappedCountsOut = Field(..., description="Of all customers that this account is shown.")
    auto_sync: AutoSyncOut
    changed: int = Field(..., description="Customers whose changed details wait for a person.", example=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Everything that rows are made of."""

    found: CustomerMap
    rules: Mappings
    settings: Settings
    switches: Mapping[TierAccountId, bool]
    waiting: Mapping[str, Waiting]
    changed: int


def customers_out(seen: Seen, asked: Asked) -> CustomersOut:
    ordered = sorted(seen.found.customers, key=lambda one: (one.party.name.casefold(), one.party.id))
    shown = page(ordered, asked, lambda one: one.party.id, lambda one: _is_wanted(one, seen.found, asked))
    return CustomersOut(
        customers=[_row(one, seen) for one in shown.rows],
        next_after=shown.next_after,
        counts=_counts(seen),
        auto_sync=AutoSyncOut(
            on=seen.settings.auto_sync is not AutoSync.OFF, new_customers=seen.settings.auto_sync_new_customers
        ),
        changed=seen.changed,
    )


def _is_wanted(one: KnownCustomer, found: CustomerMap, asked: Asked) -> bool:
    linked = found.linked.get(one.party.id)
    if asked.only is Only.UNMAPPED and linked is not None:
        return False
    if asked.only is Only.SUGGESTED and one.party.id not in found.suggestions:
        return False
    card = found.contacts.get(linked) if linked else None
    return asked.finds([one.party.name, one.party.id, one.external_id, card.name if card else ""])


def _counts(seen: Seen) -> MappedCountsOut:
    unmapped = [one.party.id for one in seen.found.customers if one.party.id not in seen.found.linked]
    return MappedCountsOut(
        all=len(seen.found.customers),
        unmapped=len(unmapped),
        suggested=len(seen.found.suggestions),
        clear=len(clear_contacts(seen.found)),
        waiting=waiting_out(together([seen.waiting[id_] for id_ in unmapped if id_ in seen.waiting])),
    )


def _row(one: KnownCustomer, seen: Seen) -> CustomerRowOut:
    id_ = one.party.id
    rule = seen.rules.customers.get(id_, CustomerRule(customer=id_))
    return CustomerRowOut(
        customer=id_,
        name=one.party.name,
        contact=_linked(seen.found, id_),
        suggestions=[_suggested(hit) for hit in seen.found.suggestions.get(id_, ())],
        account=rule.account_code,
        tax_type=rule.tax_type,
        new_contact=rule.new_contact,
        auto_sync=seen.switches.get(id_, seen.settings.auto_sync_new_customers),
        waiting=waiting_out(seen.waiting.get(id_, NOTHING)),
    )


def _suggested(hit: ContactSuggestion) -> ContactSuggestionOut:
    contact = hit.contact
    return ContactSuggestionOut(
        contact_id=contact.id, name=contact.name, active=contact.active, evidence=list(hit.evidence)
    )


def _linked(found: CustomerMap, customer: TierAccountId) -> LinkedContactOut | None:
    contact_id = found.linked.get(customer)
    if contact_id is None:
        return None
    card = found.contacts.get(contact_id)
    return LinkedContactOut(
        contact_id=contact_id, name=card.name if card else None, active=card is not None and card.active
    )
