"""Everything a batch of proposals depends on, read in as few calls as possible; nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from connect_ext.books.booking.billed_party import billed_party
from connect_ext.books.booking.own_defaults import prices_depend_on_contacts
from connect_ext.books.booking.price_terms import PriceTerms, in_the_books, priced_on
from connect_ext.books.charging.usage import names_its_prices
from connect_ext.books.crediting.commitment import asks_about_commitments
from connect_ext.books.documents.held import Held, HeldCreditNote, HeldInvoice, Link
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.documents.policies import FeeRule
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.ids import (
    DocumentKey,
    InstallationId,
    OrderKey,
    XeroId,
    contact_key,
    credit_key,
    invoice_key,
    is_credit_note,
)
from connect_ext.books.orders.order import Order, OrderType, Party
from connect_ext.books.prices.base_currency import only_in_base_currency
from connect_ext.books.prices.price import FrozenPrices, still_frozen
from connect_ext.books.problems.problem import Problem
from connect_ext.books.settings.settings import PriceSource, Settings
from connect_ext.cloudblue.marketplace import InstallationReader
from connect_ext.storage import links
from connect_ext.storage.drafts import Candidate
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.gathering.assets import asset_facts, running_quotes
from connect_ext.sync.gathering.by_setting import Hits, link_certain, map_certain
from connect_ext.sync.gathering.contacts import linked_contacts, numbered_contacts
from connect_ext.sync.gathering.drafts import candidates, drafts_of, months_of
from connect_ext.sync.gathering.fallen import measured_against, with_fallen
from connect_ext.sync.gathering.mapped_items import mapped_items, new_items
from connect_ext.sync.gathering.merged import followed, move_links
from connect_ext.sync.gathering.own import Own, read_own
from connect_ext.sync.gathering.own_changes import Seen, as_it_was, before_changes
from connect_ext.sync.gathering.pricing import Sources
from connect_ext.sync.gathering.similar import similar_contacts
from connect_ext.sync.gathering.standing import gives_back_from, may_give_back, with_standing
from connect_ext.sync.gathering.usage_billed import billed_usage
from connect_ext.sync.runtime import Runtime
from connect_ext.xero.kept import kept_invoice


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The facts of each order of a batch, by order key, and what Xero holds of all of them."""

    facts: Mapping[OrderKey, Facts]
    held: Held


def gather(
    runtime: Runtime,
    access: Access,
    reader: InstallationReader,
    organisation: Organisation,
    installation_id: InstallationId,
    orders: Sequence[Order],
    prices: Mapping[OrderKey, FrozenPrices],
    made: Mapping[OrderKey, Collection[DocumentKey]],
    *,
    look_in_xero: bool,
    choosing: bool = False,
) -> Gathered:
    """`made` are the documents that each order was proposed with before; `choosing` is whether a person chooses, or
    chose, the invoice of one of them.

    Reads our database, and Connect's billing dates where none are fixed; then, if it may look there, Xero's contacts
    and invoices, and in any case the documents that an order may give back and the contacts and items that decide a
    price; then Connect's prices where none are frozen. Raises `WorldFailed`."""
    may_have = {order.key: {invoice_key(order.key), credit_key(order.key), *made[order.key]} for order in orders}
    own = read_own(runtime, installation_id, access.tenant_id, [key for keys in may_have.values() for key in keys])
    parties = {order.key: _party(order, own) for order in orders}
    assets = asset_facts(runtime, reader, installation_id, access.tenant_id, orders)
    billed = billed_usage(runtime, installation_id, access.tenant_id, orders)
    taken_from = {document for order in orders for document in gives_back_from(order, assets[order.key])}
    zone = organisation.timezone
    today = runtime.clock().astimezone(zone).date()
    held, drafts, asked = Held(), tuple[Candidate, ...](), [party for party in parties.values() if party]
    similar: Hits = {}
    if look_in_xero:
        documents = {key for order in orders for key in (invoice_key(order.key), *made[order.key])}
        documents |= {document for order in orders for document in measured_against(order, assets[order.key])}
        months = months_of((order.effective_at for order in orders), today, zone)
        target = partial(candidates, runtime, access, installation_id, own.settings, months=months, chosen=choosing)
        held, drafts = _held(runtime, access, installation_id, documents | taken_from, asked, target)
        unknown = {party.id: party for party in asked if _is_unknown(party, held)}
        found = similar_contacts(runtime, access, list(unknown.values()), own.mappings)
        similar, held = link_certain(runtime, access, installation_id, found, held, own.settings)
        mapped = map_certain(runtime, access, installation_id, orders, own.mappings, own.settings)
        own = replace(own, mappings=mapped)
    else:
        deciding = asked if prices_depend_on_contacts(own.settings) else []
        held, _ = _held(runtime, access, installation_id, taken_from, deciding, None)
    pictures = _pictures(runtime, access, installation_id, taken_from)
    begun = [key for keys in made.values() for key in keys if key in held.links]
    before = before_changes(runtime, installation_id, access.tenant_id, begun)
    by_contact = own.settings.contact_defaults.tracking and any(one.tracking for one in held.contacts.values())
    tracked = own.mappings.tracking or by_contact
    categories = access.organisation.tracking_categories() if look_in_xero and tracked else None
    by_item = PriceSource.XERO in own.settings.price_sources
    items = mapped_items(access, orders, own.mappings) if look_in_xero or by_item else None
    to_make = {} if items is None else new_items(runtime, access, orders, own.mappings, items)
    sources = Sources(
        settings=own.settings,
        account=own.account,
        rows=own.price_rows,
        reader=reader,
        organisation=organisation,
        mappings=own.mappings,
        items=items or {},
    )
    facts: dict[OrderKey, Facts] = {}
    for order in orders:
        party, asset = parties[order.key], with_fallen(order, assets[order.key], held)
        seen = as_it_was(order.key, Seen(held=held, pictures=pictures), before)
        asset = with_standing(order, asset, seen.held, seen.pictures)
        # What a usage file names is not frozen: the file is what keeps it.
        frozen = {} if names_its_prices(order) else prices[order.key]
        kept = running_quotes(order, asset) | still_frozen(order.fees, frozen)
        quotes = sources.quotes_of(order, kept)
        contact = held.contacts.get(contact_key(party.id)) if party else None
        on_an_invoice = invoice_key(order.key) in held.links
        known = Facts(
            settings=own.settings,
            organisation=organisation,
            account=own.account,
            today=today,
            quotes=quotes,
            held_contact=contact,
            portal_url=runtime.portal_url,
            similar=similar.get(party.id, ()) if party else (),
            fixed_dates=own.dates.get(invoice_key(order.key)),
            reissue=own.reissues.get(invoice_key(order.key), 0),
            notes=own.notes(may_have[order.key]),
            asset=asset,
            # An order whose lines are on an invoice already stays there.
            drafts=() if on_an_invoice or contact is None else drafts_of(contact.id, drafts, held.invoices),
            mappings=own.mappings,
            items=items,
            new_items=to_make,
            categories=categories,
            billed_usage=billed.get(order.key, frozenset()),
            commitments=reader.commitments(order.product_id) if _may_break_a_commitment(order, own.settings) else {},
        )
        if party is not None:
            terms = PriceTerms(order=order, party=party, facts=known, on=priced_on(order, zone))
            priced = in_the_books(quotes, kept, terms)
            known = replace(known, quotes=only_in_base_currency(priced, organisation.base_currency))
        facts[order.key] = known
    return Gathered(facts=facts, held=held)


def _may_break_a_commitment(order: Order, settings: Settings) -> bool:
    """Whether what its items are committed to decides a fee, or whether a person is asked."""
    by_fee = order.type is OrderType.CANCELLATION and settings.cancellation_fee.rule is FeeRule.COMMITTED_PERIODS
    return by_fee or (may_give_back(order) and asks_about_commitments(order, settings))


def _is_unknown(party: Party, held: Held) -> bool:
    """Whether a contact would have to be made for it."""
    key = contact_key(party.id)
    return key not in held.contacts and key not in held.links


def _party(order: Order, own: Own) -> Party | None:
    party = billed_party(order, own.settings.billed_party, own.account)
    return None if isinstance(party, Problem) else party


def _held(
    runtime: Runtime,
    access: Access,
    installation_id: InstallationId,
    documents: Collection[DocumentKey],
    parties: Sequence[Party],
    target: Callable[[Collection[XeroId]], tuple[Candidate, ...]] | None,
) -> tuple[Held, tuple[Candidate, ...]]:
    """With the drafts that the orders may be added to, read in the same call as all other invoices. Without a `target`
    there are none, and no contact is looked for that has no link."""
    keys = {contact_key(party.id): party for party in parties}
    with runtime.database.transaction() as tx:
        linked = links.find(tx, installation_id, access.tenant_id, [*keys, *documents])
    contacts = linked_contacts(runtime, access, {key: linked[key] for key in keys if key in linked})
    unlinked = [key for key in keys if key not in linked] if target else []
    contacts |= numbered_contacts(runtime, access, {keys[key].id: key for key in unlinked})
    gone = frozenset(key for key in keys if key in linked and key not in contacts)
    left = followed(access, contacts)
    linked = move_links(runtime, access, installation_id, linked, contacts, left)
    there = {key: linked[key] for key in documents if key in linked}
    drafts = target([contact.id for contact in left.values()]) if target else ()
    invoices = {one.link.key: one.link for one in drafts}
    invoices |= {key: link for key, link in there.items() if not is_credit_note(key)}
    held = Held(
        links=linked,
        contacts=left,
        gone=gone,
        invoices=_linked_invoices(access, invoices),
        notes=_linked_notes(access, {key: link for key, link in there.items() if is_credit_note(key)}),
    )
    return held, drafts


def _pictures(
    runtime: Runtime, access: Access, installation_id: InstallationId, documents: Collection[DocumentKey]
) -> dict[DocumentKey, HeldInvoice]:
    """Xero's last answer about each invoice, where we have one."""
    if not documents:
        return {}
    with runtime.database.transaction() as tx:
        found = links.pictures(tx, installation_id, access.tenant_id, documents)
    kept = {key: kept_invoice(picture) for key, picture in found.items() if not is_credit_note(key)}
    return {key: picture for key, picture in kept.items() if picture is not None}


def _linked_invoices(access: Access, linked: Mapping[DocumentKey, Link]) -> dict[DocumentKey, HeldInvoice]:
    """Those that changes are measured against. Else rarely any: an order whose invoice was made is worked off again
    only when a person has asked for it."""
    if not linked:
        return {}
    ids = list(dict.fromkeys(link.xero_id for link in linked.values()))
    found = {held.id: held for held in access.organisation.invoices_by_id(ids)}
    return {key: found[link.xero_id] for key, link in linked.items() if link.xero_id in found}


def _linked_notes(access: Access, linked: Mapping[DocumentKey, Link]) -> dict[DocumentKey, HeldCreditNote]:
    if not linked:
        return {}
    ids = [link.xero_id for link in linked.values()]
    found = {held.id: held for held in access.organisation.credit_notes_by_id(ids)}
    return {key: found[link.xero_id] for key, link in linked.items() if link.xero_id in found}
