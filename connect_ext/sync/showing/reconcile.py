"""What should be in Xero for one month beside what is: recomputed from Connect, independent of links and coverage.

Only documents of contacts that customers are linked to are looked at: others are none of the marketplace's business.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from connect.client import ConnectClient

from connect_ext.books.booking.billed_party import billed_party
from connect_ext.books.booking.own_defaults import prices_depend_on_contacts
from connect_ext.books.days import Days, platform_day
from connect_ext.books.documents.held import HeldContact
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.documents.policies import CancellationRule, ReductionRule
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.ids import AssetId, InstallationId, TierAccountId, XeroId
from connect_ext.books.money import Currency
from connect_ext.books.orders.order import Order, Party
from connect_ext.books.periods.periods import A_DAY
from connect_ext.books.periods.terms import Terms
from connect_ext.books.problems.problem import Problem
from connect_ext.books.reports.falling_due import Subscription, falling_due
from connect_ext.books.reports.reconcile import Cell, InXero, Row, cell_of, in_cells, reconciled, said_by
from connect_ext.books.settings.one_order import settings_for
from connect_ext.books.settings.settings import PriceSource
from connect_ext.books.subscription.turn import turn_of
from connect_ext.cloudblue.marketplace import InstallationReader
from connect_ext.storage import asset_tasks, asset_terms, contact_links
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.gathering.mapped_items import mapped_items
from connect_ext.sync.gathering.own import Own, read_own
from connect_ext.sync.gathering.pricing import Sources
from connect_ext.sync.intake.calendar import is_in_arrears
from connect_ext.sync.intake.understood import orders_of
from connect_ext.sync.runtime import Runtime
from connect_ext.sync.showing.valid_prices import ValidPrices

ASSETS_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    rows: tuple[Row, ...]
    names: Mapping[str, str]
    """Of the customers, by id, as their latest orders say."""
    unpriced: tuple[AssetId, ...]
    """Of these something is in force and no price is known: what is expected of their customers is too little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One asset as our own database knows it."""

    id: AssetId
    orders: Sequence[Order]
    terms: Terms | None
    waits: bool


@dataclass(slots=True, kw_only=True)
class Reconciler:
    """For one installation and one run: what it read is remembered."""

    runtime: Runtime
    access: Access
    client: ConnectClient
    """With the installation's key."""
    organisation: Organisation
    installation_id: InstallationId
    _reader: InstallationReader = field(init=False)
    _names: dict[str, str] = field(default_factory=dict, init=False)
    _unpriced: list[AssetId] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self._reader = InstallationReader(self.client)

    def run(self, month: Days) -> Reconciled:
        """Of a month that runs what fell due up to today. Two calls to Xero for two hundred documents each, and those
        that prices need. Raises `WorldFailed`."""
        own = read_own(self.runtime, self.installation_id, self.access.tenant_id, [])
        with self.runtime.database.transaction() as tx:
            contacts = contact_links.all_of(tx, self.installation_id, self.access.tenant_id)
        in_xero = self._in_xero(
            month, {contact: customer for customer, contact in sorted(contacts.items(), reverse=True)}
        )
        held = self._held(own, contacts)
        so_far = month.overlap(Days(start=date.min, end=platform_day(self.runtime.clock()) + A_DAY))
        expected: defaultdict[Cell, Decimal] = defaultdict(Decimal)
        waiting: set[tuple[str, Currency]] = set()
        for asset in self._assets():
            if so_far is None:  # of a month that is to come nothing has fallen due
                continue
            latest = max(asset.orders, key=turn_of)
            party = billed_party(latest, own.settings.billed_party, own.account)
            if isinstance(party, Problem):
                continue
            self._names[party.id] = party.name
            for currency, amount in self._due(asset, party, own, held.get(party.id), so_far).items():
                expected[Cell(customer=party.id, currency=currency, month=month.start)] += amount
                if asset.waits:
                    waiting.add((party.id, currency))
        rows = reconciled(expected, in_xero, waiting)
        return Reconciled(rows=rows, names=self._names, unpriced=tuple(self._unpriced))

    def _in_xero(self, month: Days, customers: Mapping[XeroId, TierAccountId]) -> Mapping[Cell, InXero]:
        invoices = ((one, False) for one in self.access.organisation.invoices_dated(month))
        notes = ((one, True) for one in self.access.organisation.credit_notes_dated(month))
        found = [
            (cell, said_by(one, credit=credit))
            for one, credit in (*invoices, *notes)
            if (customer := customers.get(one.contact_id)) and (cell := cell_of(customer, one))
        ]
        return in_cells(found)

    def _held(self, own: Own, contacts: Mapping[TierAccountId, XeroId]) -> dict[str, HeldContact]:
        """The contacts, where their own defaults decide a price."""
        if not prices_depend_on_contacts(own.settings):
            return {}
        found = {one.id: one for one in self.access.organisation.contacts_by_id(sorted(set(contacts.values())))}
        return {customer: found[contact] for customer, contact in contacts.items() if contact in found}

    def _assets(self) -> Iterator[Asset]:
        after = AssetId("")
        while True:
            with self.runtime.database.transaction() as tx:
                ids = asset_tasks.assets(tx, self.installation_id, after, ASSETS_AT_ONCE)
                tasks = asset_tasks.of_assets(tx, self.installation_id, ids)
                terms = asset_terms.load(tx, self.installation_id, ids)
                waiting = asset_tasks.waiting(tx, self.installation_id, ids)
            for id_ in ids:
                orders = orders_of([task for task in tasks if task.asset_id == id_])
                if orders:
                    yield Asset(id=id_, orders=orders, terms=terms.get(id_), waits=id_ in waiting)
            if len(ids) < ASSETS_AT_ONCE:
                return
            after = ids[-1]

    def _due(
        self, asset: Asset, party: Party, own: Own, contact: HeldContact | None, month: Days
    ) -> Mapping[Currency, Decimal]:
        settings = settings_for(own.settings, asset.orders[0].product_id)
        subscription = Subscription(
            orders=asset.orders,
            terms=asset.terms,
            in_arrears=is_in_arrears(asset.orders, settings),
            refunds=settings.reductions is ReductionRule.REFUND,
            credits_the_end=settings.cancellation is CancellationRule.CREDIT,
        )
        prices = ValidPrices(
            orders=asset.orders, party=party, sources=self._sources(asset.orders, own), facts=self._facts(own, contact)
        )
        found = falling_due(subscription, month, prices.on)
        if found.unpriced:
            self._unpriced.append(asset.id)
        return found.amounts

    def _sources(self, orders: Iterable[Order], own: Own) -> Sources:
        by_item = PriceSource.XERO in own.settings.price_sources
        return Sources(
            settings=own.settings,
            account=own.account,
            rows=own.price_rows,
            reader=self._reader,
            organisation=self.organisation,
            mappings=own.mappings,
            items=mapped_items(self.access, orders, own.mappings) if by_item else {},
        )

    def _facts(self, own: Own, contact: HeldContact | None) -> Facts:
        return Facts(
            settings=own.settings,
            organisation=self.organisation,
            account=own.account,
            today=self.runtime.clock().astimezone(self.organisation.timezone).date(),
            quotes={},
            held_contact=contact,
            portal_url=None,
            mappings=own.mappings,
        )
