"""What should be in Xero for one month beside what is: recomputed from Connect, independent of links and coverage.

Links and coverage only explain what differs. A row is one subscription of a customer in one currency, or a document
that bills none that is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from connect.client import ConnectClient

from connect_ext.books.booking.own_defaults import prices_depend_on_contacts
from connect_ext.books.days import Days, platform_day
from connect_ext.books.documents.held import HeldContact
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.ids import InstallationId, OrderKey
from connect_ext.books.money import Currency
from connect_ext.books.orders.order import Order
from connect_ext.books.periods.periods import A_DAY
from connect_ext.books.reports.reconcile import NOTHING, Cell, Known, Row, Verdict, in_cells, reconciled
from connect_ext.books.settings.settings import PriceSource
from connect_ext.cloudblue.marketplace import InstallationReader
from connect_ext.storage import contact_links
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.gathering.mapped_items import mapped_items
from connect_ext.sync.gathering.own import Own, read_own
from connect_ext.sync.gathering.pricing import Sources
from connect_ext.sync.runtime import Runtime
from connect_ext.sync.showing.differences import Why, why
from connect_ext.sync.showing.evidence import Evidence, Witnesses
from connect_ext.sync.showing.expecting import Due, Expecting
from connect_ext.sync.showing.known_assets import known_assets
from connect_ext.sync.showing.standing_documents import standing_documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One row with what stands behind it."""

    row: Row
    customer: str
    """The name, as the latest orders say; empty where none does."""
    due: Due | None
    """None of a document that no order asks for."""
    why: Why
    evidence: Evidence

    @property
    def served(self) -> Decimal:
        """What the service of the month is worth, whenever it is billed."""
        return self.due.served.get(self.row.cell.currency, NOTHING) if self.due else NOTHING

    @property
    def billed(self) -> Decimal:
        """What of it was billed, as we wrote that down."""
        return self.due.billed.get(self.row.cell.currency, NOTHING) if self.due else NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`month` whole; None: whichever."""

    month: Days
    customer: str | None = None
    currency: Currency | None = None

    def has(self, cell: Cell) -> bool:
        return self.customer in (None, cell.customer) and self.currency in (None, cell.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    rows: tuple[Row, ...]
    """All that are wanted, in order."""
    explained: tuple[Explained, ...]
    """Those of them that were asked for: what differs first, each kind by the customer's name."""
    service: Mapping[Currency, tuple[Decimal, Decimal]]
    """Of all rows: what the service of the month is worth, and what of it was billed."""
    customers: Mapping[str, str]
    """Names of all customers that have a row, whoever is wanted."""
    currencies: tuple[Currency, ...]


@dataclass(slots=True, kw_only=True)
class Reconciler:
    """For one installation and one run."""

    runtime: Runtime
    access: Access
    client: ConnectClient
    """With the installation's key."""
    organisation: Organisation
    installation_id: InstallationId
    _reader: InstallationReader = field(init=False)

    def __post_init__(self) -> None:
        self._reader = InstallationReader(self.client)

    def run(self, wanted: Wanted, at_most: int) -> Reconciled:
        """Of a month that runs what fell due up to today; at most so many rows are explained. Two calls to Xero for
        two hundred documents each, and those that prices need. Raises `WorldFailed`."""
        standing = standing_documents(self.runtime, self.access, self.installation_id, wanted.month)
        dues = tuple(self._dues(wanted.month))
        expected, known, by_cell = self._expected(dues)
        all_ = reconciled(expected, in_cells((one.cell, one.says) for one in standing), known)
        names: dict[str, str] = {due.party.id: due.party.name for due in dues}
        rows = tuple(row for row in all_ if wanted.has(row.cell))
        first = sorted(rows, key=lambda row: (row.verdict is Verdict.MATCHED, row.cell))[:at_most]
        witnesses = Witnesses(
            runtime=self.runtime,
            access=self.access,
            installation_id=self.installation_id,
            month=f"{wanted.month.start:%Y-%m}",
            standing=standing,
        )
        return Reconciled(
            rows=rows,
            explained=_explained(first, witnesses, by_cell, names),
            service=_service(rows, by_cell),
            customers={row.cell.customer: names.get(row.cell.customer, "") for row in all_},
            currencies=tuple(sorted({row.cell.currency for row in all_})),
        )

    def _expected(self, dues: Sequence[Due]) -> tuple[Mapping[Cell, Decimal], Mapping[Cell, Known], Mapping[Cell, Due]]:
        """What cannot be priced at all stands under the organisation's own currency."""
        expected, known, by_cell = dict[Cell, Decimal](), dict[Cell, Known](), dict[Cell, Due]()
        for due in dues:
            currencies = {*due.amounts, *due.served}
            if not currencies:
                currencies = {self.organisation.base_currency}
            for currency in currencies:
                cell = Cell(customer=due.party.id, currency=currency, asset=due.asset.id)
                expected[cell] = due.amounts.get(currency, NOTHING)
                known[cell] = Known(waits=due.asset.waits, unbilled=bool(due.unbilled), doubtful=bool(due.doubts))
                by_cell[cell] = due
        return expected, known, by_cell

    def _dues(self, month: Days) -> Iterator[Due]:
        begun = platform_day(self.runtime.clock()) + A_DAY
        if begun <= month.start:  # of a month that is to come nothing has fallen due
            return
        own = read_own(self.runtime, self.installation_id, self.access.tenant_id, [])
        held = self._held(own)
        facts = self._facts(own)
        for asset in known_assets(self.runtime, self.access, self.installation_id, f"{month.start:%Y-%m}"):
            expecting = Expecting(own=own, sources=self._sources(asset.all, own), facts=facts, month=month, begun=begun)
            due = expecting.due(asset, held)
            if due is not None:
                yield due

    def _held(self, own: Own) -> dict[str, HeldContact]:
        """The contacts by customer, where their own defaults decide a price."""
        if not prices_depend_on_contacts(own.settings):
            return {}
        with self.runtime.database.transaction() as tx:
            contacts = contact_links.all_of(tx, self.installation_id, self.access.tenant_id)
        found = {one.id: one for one in self.access.organisation.contacts_by_id(sorted(set(contacts.values())))}
        return {customer: found[contact] for customer, contact in contacts.items() if contact in found}

    def _sources(self, orders: Collection[Order], own: Own) -> Sources:
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

    def _facts(self, own: Own) -> Facts:
        return Facts(
            settings=own.settings,
            organisation=self.organisation,
            account=own.account,
            today=self.runtime.clock().astimezone(self.organisation.timezone).date(),
            quotes={},
            held_contact=None,
            portal_url=None,
            mappings=own.mappings,
        )


def _explained(
    rows: Sequence[Row], witnesses: Witnesses, dues: Mapping[Cell, Due], names: Mapping[str, str]
) -> tuple[Explained, ...]:
    found = witnesses.of([row.cell for row in rows])
    adopters = _adopters(rows, found)
    return tuple(
        Explained(
            row=row,
            customer=names.get(row.cell.customer, ""),
            due=(due := dues.get(row.cell)),
            why=why(row, found[row.cell], due, adopters.get((row.cell.customer, row.cell.currency)), witnesses.month),
            evidence=found[row.cell],
        )
        for row in rows
    )


def _service(rows: Sequence[Row], dues: Mapping[Cell, Due]) -> Mapping[Currency, tuple[Decimal, Decimal]]:
    sums: defaultdict[Currency, tuple[Decimal, Decimal]] = defaultdict(lambda: (NOTHING, NOTHING))
    for row in rows:
        due, currency = dues.get(row.cell), row.cell.currency
        served, billed = sums[currency]
        if due is not None:
            served, billed = served + due.served.get(currency, NOTHING), billed + due.billed.get(currency, NOTHING)
        sums[currency] = served, billed
    return sums


def _adopters(rows: Sequence[Row], witnesses: Mapping[Cell, Evidence]) -> Mapping[tuple[str, Currency], OrderKey]:
    """For each customer and currency an order that is still open: what a person wrote in Xero may be its invoice."""
    found: defaultdict[tuple[str, Currency], list[OrderKey]] = defaultdict(list)
    for row in rows:
        if row.verdict is Verdict.ONLY_HERE:
            open_ = [one.row.order_key for one in witnesses[row.cell].orders if one.row.status.value != "synced"]
            found[row.cell.customer, row.cell.currency] += open_
    return {whose: min(keys) for whose, keys in found.items() if keys}
