"""The part of the settings that says what happens without a person, as JSON."""

from __future__ import annotations

from pydantic import Field

from connect_ext.books.settings.settings import AutoSync, ChangedContacts, NewContacts, Settings, Suggestions
from connect_ext.web.door.shapes import Out

DEFAULTS = Settings()


class AutomationBody(Out):
    """Field by field as in `books.settings.Settings`."""

    auto_sync: AutoSync = DEFAULTS.auto_sync
    auto_sync_hour: int = Field(
        default=DEFAULTS.auto_sync_hour,
        ge=0,
        le=23,
        description="Of once_a_day: the hour at which orders are sent, by the organisation's clock.",
    )
    auto_sync_new_customers: bool = Field(
        default=DEFAULTS.auto_sync_new_customers,
        description="Whether auto-sync takes orders of customers without a switch of their own.",
    )
    suggestions: Suggestions = Field(
        default=DEFAULTS.suggestions, description="What becomes of contacts and items that are suggested."
    )
    new_contacts: NewContacts = Field(
        default=DEFAULTS.new_contacts, description="When auto-sync may make a contact for a customer."
    )
    changed_contacts: ChangedContacts = Field(
        default=DEFAULTS.changed_contacts,
        description="What becomes of a mapped contact when its customer changes its details.",
    )
    new_contacts_seen: int = Field(
        default=DEFAULTS.new_contacts_seen,
        ge=0,
        le=1000,
        description="Of seen_first: how many contacts a person's syncs must have made.",
    )
