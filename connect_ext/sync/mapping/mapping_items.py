"""A person maps product items to Xero items, or takes a mapping away; each change stands in the journal."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.books.mapping.classify import why_unusable
from connect_ext.books.mapping.item import HeldItem, Item, why_unmappable
from connect_ext.books.mapping.mapping import ItemMapping, MappingKey, taken_by
from connect_ext.books.problems.problem import Screen
from connect_ext.storage import installations, journal, mappings, proposed, settings
from connect_ext.sync.by_hand.returning import let_go_on
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMapped:
    """Nothing was saved; `why` is a sentence."""

    why: str


def map_item(
    runtime: Runtime,
    access: Access,
    organisation: Organisation,
    installation_id: InstallationId,
    new: ItemMapping,
    user_id: str,
) -> NotMapped | None:
    """Saves a mapping in place of any earlier one, once its item, account and tax type are known to be usable.
    Raises `WorldFailed`."""
    held = access.organisation.items_by_code([new.item_code]) if new.item_code else ()
    why = unusable_item(new.item_code, held, organisation) or unusable_codes(
        new.account_code, new.tax_type, organisation
    )
    if why is not None:
        return NotMapped(why=why)
    with runtime.database.transaction() as tx:
        taken = save_if_free(tx, installation_id, access.tenant_id, new, runtime)
        if taken is None:
            let_go_on(tx, installation_id, Screen.MAPPING, runtime.clock())
            note(tx, runtime, installation_id, "item.mapped", _mapped_sentence(new, access.tenant_name), user_id)
    return taken


def save_if_free(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, new: ItemMapping, runtime: Runtime
) -> NotMapped | None:
    """Saves unless another product item stands on the same Xero item and the setting does not allow it."""
    installations.one_at_a_time(tx, installation_id)
    several = settings.load(tx, installation_id).settings.several_products_per_item
    other = taken_by(new, mappings.load(tx, installation_id, tenant_id), several_per_item=several)
    if other is not None:
        return NotMapped(
            why=f"{other.product_item} is mapped to the Xero item {other.item_code} already. Choose another item, "
            "unmap that one, or allow several products per Xero item in Settings."
        )
    mappings.save_item(tx, installation_id, tenant_id, new, runtime.clock())
    proposed.forget_estimates(tx, installation_id)
    return None


def want_item(
    runtime: Runtime,
    access: Access,
    organisation: Organisation,
    installation_id: InstallationId,
    item: Item,
    new: ItemMapping,
    user_id: str,
) -> NotMapped | None:
    """*Add product to Xero* as a change of the plan of the first order that names it: mapped now, made with that order,
    as its preview shows. Raises `WorldFailed`."""
    if access.organisation.items_by_code([item.code]):
        return NotMapped(
            why=f"{access.tenant_name} has an item {item.code} already. Map to it, or choose another code."
        )
    if why := unusable_codes(item.account_code, item.tax_type, organisation):
        return NotMapped(why=why)
    with runtime.database.transaction() as tx:
        taken = save_if_free(tx, installation_id, access.tenant_id, new, runtime)
        if taken is None:
            mappings.want_item(tx, installation_id, access.tenant_id, item, runtime.clock())
            let_go_on(tx, installation_id, Screen.MAPPING, runtime.clock())
            first = f"the first order of {new.product_item}"
            sentence = f"The item {item.code} is added to {access.tenant_name} with {first}."
            note(tx, runtime, installation_id, "item.wanted", sentence, user_id)
    return taken


def unmap_item(
    runtime: Runtime, installation_id: InstallationId, tenant_id: TenantId, key: MappingKey, user_id: str
) -> bool:
    """False when it was not mapped. What stands in Xero stays as it is."""
    with runtime.database.transaction() as tx:
        former = mappings.load(tx, installation_id, tenant_id).items.get(key)
        removed = mappings.remove_item(tx, installation_id, tenant_id, key)
        if removed:
            left = mappings.load(tx, installation_id, tenant_id)
            if former and former.item_code and former.item_code not in left.item_codes:
                mappings.want_item_no_more(tx, installation_id, tenant_id, former.item_code)
            proposed.forget_estimates(tx, installation_id)
            let_go_on(tx, installation_id, Screen.MAPPING, runtime.clock())
            where = f" on {key.marketplace_id}" if key.marketplace_id else ""
            sentence = f"{key.product_item}{where} is no longer mapped."
            note(tx, runtime, installation_id, "item.unmapped", sentence, user_id)
    return removed


def unusable_item(code: str | None, held: tuple[HeldItem, ...], organisation: Organisation) -> str | None:
    """A sentence, or None when lines may name the item, or there is none."""
    if not code:
        return None
    why = why_unmappable(next((item for item in held if item.code == code), None))
    return why and f"The Xero item {code} {why} in {organisation.name}."


def unusable_codes(account_code: str, tax_type: str, organisation: Organisation) -> str | None:
    """A sentence, or None when sales may be booked so; empty codes leave it to others."""
    if account_code and (why := why_unusable(organisation.account(account_code))):
        return f"Account {account_code} {why} in {organisation.name}."
    rate = organisation.tax_rate(tax_type) if tax_type else None
    if tax_type and (rate is None or not rate.active or not rate.for_revenue):
        return f"Tax type {tax_type} cannot be used for sales in {organisation.name}."
    return None


def note(
    tx: Connection, runtime: Runtime, installation_id: InstallationId, event: str, sentence: str, user_id: str
) -> None:
    """Into the journal, as what a person has decided."""
    entry = journal.JournalEntry(
        at=runtime.clock(), actor=Actor.PERSON, event=event, sentence=sentence, data={"user": user_id}
    )
    journal.add(tx, installation_id, entry)


def _mapped_sentence(new: ItemMapping, organisation: str) -> str:
    where = f" on {new.marketplace_id}" if new.marketplace_id else ""
    to = f"the Xero item {new.item_code}" if new.item_code else "no Xero item"
    booked = [f"account {new.account_code}"] if new.account_code else []
    booked += [f"tax type {new.tax_type}"] if new.tax_type else []
    more = f", with {' and '.join(booked)}" if booked else ""
    return f"{new.product_item}{where} is now mapped to {to} of {organisation}{more}."
