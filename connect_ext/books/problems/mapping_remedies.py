"""The part of the catalogue of problems that is about mappings and contacts; `catalogue` has the rest."""

from __future__ import annotations

from connect_ext.books.problems.codes import Code, Remedy, Screen

OF_MAPPING: dict[Code, Remedy] = {
    Code.ITEM_UNUSABLE: Remedy(
        sentence="The Xero item {item}, to which {subject} is mapped, {why} in {organisation}.",
        advice="Map {subject} to another item, or to an account only; then press Sync.",
        screen=Screen.MAPPING,
    ),
    Code.RULED_ACCOUNT_UNUSABLE: Remedy(
        sentence="Account {account}, which is chosen for {subject}, {why} in {organisation}.",
        advice=(
            "Choose another account for the product, the fee or the customer under Mapping, or for the line of this "
            "order; then press Sync."
        ),
        screen=Screen.MAPPING,
    ),
    Code.RULED_TAX_UNUSABLE: Remedy(
        sentence="Tax type {tax_type}, which is chosen for {subject}, cannot be used for sales in {organisation}.",
        advice=(
            "Choose another tax type for the product, the fee or the customer under Mapping, or for the line of this "
            "order; then press Sync."
        ),
        screen=Screen.MAPPING,
    ),
    Code.CONTACT_DEFAULT_UNUSABLE: Remedy(
        sentence="{name} has its own {what} in Xero, which {why} in {organisation}.",
        advice="Correct the contact's sales settings in Xero, or have Settings ignore them; then press Sync.",
        screen=Screen.XERO,
    ),
    Code.TRACKING_UNUSABLE: Remedy(
        sentence="The tracking option “{option}” {why} in {organisation}.",
        advice="Choose another option under Mapping, or restore it in Xero; then press Sync.",
        screen=Screen.MAPPING,
    ),
    Code.CONTACT_NAME_TAKEN: Remedy(
        sentence="Xero already has a contact named “{name}”, so none was created for {subject}.",
        advice=(
            "If “{name}” is the same business, link the customer to that contact. If it is another one, give "
            "the contact in Xero a more exact name; then press Sync."
        ),
        screen=Screen.CUSTOMERS,
    ),
    Code.CONTACT_ARCHIVED: Remedy(
        sentence="The Xero contact “{name}” of {subject} is archived and cannot be invoiced.",
        advice="Restore the contact in Xero, or, if it was merged, link the customer to the one it was merged into.",
        screen=Screen.CUSTOMERS,
    ),
    Code.CONTACT_GONE: Remedy(
        sentence="The Xero contact linked to {subject} is not in {organisation} any more.",
        advice="Link the customer to another contact.",
        screen=Screen.CUSTOMERS,
    ),
    Code.CONTACT_NAME_MISSING: Remedy(
        sentence="{subject} has no name in Connect, so no contact can be created for it.",
        advice="Complete the customer in Connect, or link it to a contact of Xero.",
        screen=Screen.CUSTOMERS,
    ),
    Code.HELD_NEW_CONTACT: Remedy(
        sentence="{subject} needs a new contact, “{contact}”, which auto-sync leaves to a person{until}.",
        advice="Look at the contact under Mapping and at what Xero will receive; if both are right, press Sync.",
        screen=Screen.CUSTOMERS,
    ),
    Code.CONTACT_SIMILAR: Remedy(
        sentence="Xero has what may be {subject} already: {found}. No contact was made.",
        advice=(
            "Link {subject} to the contact if it is the same business; if it is another one, say under Mapping that "
            "it gets a contact of its own; then press Sync."
        ),
        screen=Screen.CUSTOMERS,
    ),
}
