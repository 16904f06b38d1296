"""What the Reconcile page says of a month, in the words of a story."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from connect_ext.books.ids import InstallationId
from connect_ext.books.money import written
from connect_ext.books.periods.months import CALENDAR
from connect_ext.books.reports.reconcile import Verdict
from connect_ext.cloudblue.marketplace import Marketplace
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.showing.reconcile import Explained, Reconciler, Wanted
from tests.stories.ledger import Block
from tests.world import World

ALL = 1000


def compared(
    world: World, installation_id: InstallationId, way_in: Access, months: Collection[str], assets: Mapping[str, str]
) -> Iterator[Block]:
    """`assets` are the labels of the purchases by asset."""
    marketplace = Marketplace(world.owner, world.marketplace.environment.service_id)
    reconciler = Reconciler(
        runtime=world.app.runtime,
        access=way_in,
        client=marketplace.client_for(installation_id),
        organisation=way_in.organisation.facts(),
        installation_id=installation_id,
    )
    for month in sorted(months):
        wanted = Wanted(month=CALENDAR.containing(date.fromisoformat(f"{month}-01")))
        for one in reconciler.run(wanted, ALL).explained:
            yield _block(month, one, assets)


def _block(month: str, one: Explained, assets: Mapping[str, str]) -> Block:
    row, cell = one.row, one.row.cell
    known = row.verdict is not Verdict.NOT_KNOWN
    sums = (row.expected if known else None, row.in_xero.approved, row.in_xero.drafts)
    expected, approved, drafts = ("?" if sum_ is None else written(sum_, cell.currency) for sum_ in sums)
    whose = assets.get(cell.asset, "document")
    head = f"reconcile {month} {whose} {cell.currency} {row.verdict.value}: expected {expected}, "
    lines = [f"{head}in Xero {approved}, drafts {drafts}"]
    if one.why.sentence:
        lines.append(f"because {one.why.sentence}")
    if one.why.fix:
        lines.append(f"fix {one.why.fix.kind.value} {one.why.fix.about}".rstrip())
    return tuple(lines)
