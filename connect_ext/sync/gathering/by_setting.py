"""Suggestions that are certain are taken by the orders that need them, where the setting says so, and only there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from connect_ext.books.documents.held import Held, Link
from connect_ext.books.ids import DocumentKey, InstallationId, ProductId, ProductItemId, TierAccountId, contact_key
from connect_ext.books.mapping.item import HeldItem
from connect_ext.books.mapping.known import KnownItem
from connect_ext.books.mapping.mapping import ItemMapping, Mappings, taken_by
from connect_ext.books.mapping.suggest import ContactSuggestion, Strength, suggest_items
from connect_ext.books.orders.order import Order
from connect_ext.books.settings.settings import Settings, Suggestions
from connect_ext.storage import installations, journal, links, mappings
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import Actor

Hits = Mapping[TierAccountId, tuple[ContactSuggestion, ...]]


def link_certain(
    runtime: Runtime, access: Access, installation_id: InstallationId, found: Hits, held: Held, chosen: Settings
) -> tuple[Hits, Held]:
    """Links who has exactly one contact with the same tax number, if it is active; returns the suggestions that are
    left, and what Xero holds with those contacts. Whom a person links in the same moment is left as it is."""
    if chosen.suggestions is not Suggestions.APPLY_CERTAIN:
        return found, held
    made: dict[DocumentKey, Link] = {}
    for customer, hits in found.items():
        sure = [hit for hit in hits if hit.strength is Strength.TAX_NUMBER]
        if len(sure) == 1 and sure[0].contact.active and _link(runtime, access, installation_id, customer, sure[0]):
            made[contact_key(customer)] = _link_to(customer, sure[0])
    if not made:
        return found, held
    there = {one.id: one for one in access.organisation.contacts_by_id([link.xero_id for link in made.values()])}
    contacts = {key: there[link.xero_id] for key, link in made.items() if link.xero_id in there}
    left = {customer: hits for customer, hits in found.items() if contact_key(customer) not in made}
    return left, replace(held, links={**held.links, **made}, contacts={**held.contacts, **contacts})


def _link_to(customer: TierAccountId, hit: ContactSuggestion) -> Link:
    return Link(key=contact_key(customer), xero_id=hit.contact.id, number=hit.contact.number or None)


def _link(
    runtime: Runtime, access: Access, installation_id: InstallationId, customer: TierAccountId, hit: ContactSuggestion
) -> bool:
    now, link = runtime.clock(), _link_to(customer, hit)
    sentence = (
        f"{customer} is now billed to the contact “{hit.contact.name}” of {access.tenant_name}, by the setting for "
        f"suggestions: {hit.evidence[0]}"
    )
    with runtime.database.transaction() as tx:
        try:
            links.put(tx, installation_id, access.tenant_id, link, picture=None, task_id=None, now=now)
        except links.LinkConflict:
            return False
        journal.add(tx, installation_id, _entry(runtime, "contact.linked", sentence))
    return True


def map_certain(
    runtime: Runtime,
    access: Access,
    installation_id: InstallationId,
    orders: Sequence[Order],
    known: Mappings,
    chosen: Settings,
) -> Mappings:
    """The mappings with those of items whose Xero item has exactly the MPN as its code, and no other product."""
    unmapped = {
        fee.product_item.id: KnownItem(
            id=fee.product_item.id, product_id=order.product_id, product_name=order.product_name,
            mpn=fee.product_item.mpn, name="",
        )
        for order in orders
        for fee in order.fees
        if known.lookup(fee.product_item.id, order.marketplace_id) is None and fee.product_item.mpn
    }  # fmt: skip
    if chosen.suggestions is not Suggestions.APPLY_CERTAIN or not unmapped:
        return known
    suggested = suggest_items(list(unmapped.values()), runtime.lists.items_of(access, runtime.clock()))
    sure = {id_: hits[0].item for id_, hits in suggested.items() if hits[0].strength is Strength.CODE}
    for id_, item in sure.items():
        _map(runtime, access, installation_id, unmapped[id_].product_id, id_, item, chosen)
    if not sure:
        return known
    with runtime.database.transaction() as tx:
        return mappings.load(tx, installation_id, access.tenant_id)


def _map(
    runtime: Runtime,
    access: Access,
    installation_id: InstallationId,
    product: ProductId,
    product_item: ProductItemId,
    item: HeldItem,
    chosen: Settings,
) -> None:
    new = ItemMapping(product_id=product, product_item=product_item, item_code=item.code)
    with runtime.database.transaction() as tx:
        installations.one_at_a_time(tx, installation_id)
        held = mappings.load(tx, installation_id, access.tenant_id)
        several = chosen.several_products_per_item
        if new.key in held.items or taken_by(new, held, several_per_item=several) is not None:
            return
        mappings.save_item(tx, installation_id, access.tenant_id, new, runtime.clock())
        sentence = f"{product_item} is now mapped to the Xero item {item.code}, by the setting for suggestions."
        journal.add(tx, installation_id, _entry(runtime, "item.mapped", sentence))


def _entry(runtime: Runtime, event: str, sentence: str) -> journal.JournalEntry:
    return journal.JournalEntry(at=runtime.clock(), actor=Actor.PRODUCT, event=event, sentence=sentence)
