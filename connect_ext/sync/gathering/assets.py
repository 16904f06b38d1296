"""What is known of the assets of a batch: their other orders, what of them is billed, when they are billed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from connect_ext.books.charging.charges import item_of
from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.coverage.stretch import CoverageState, Stretch
from connect_ext.books.ids import AssetId, InstallationId, OrderKey, TenantId, is_of
from connect_ext.books.orders.order import Order, OrderType
from connect_ext.books.periods.terms import Billing, Terms, terms_of
from connect_ext.books.prices.price import Quote
from connect_ext.books.subscription.asset import AssetFacts, KnownOrder, effective_on
from connect_ext.books.subscription.running import running_price
from connect_ext.cloudblue.marketplace import InstallationReader
from connect_ext.cloudblue.readings import read
from connect_ext.storage import asset_tasks, asset_terms, coverage
from connect_ext.storage.asset_tasks import AssetTask
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import TaskStatus

NO_TERMS = "Connect does not show when {asset} is billed: its periods begin with the service."


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What our own database says of the assets."""

    stretches: tuple[Stretch, ...]
    terms: Mapping[AssetId, Terms | None]
    others: Mapping[AssetId, tuple[KnownOrder, ...]]


def asset_facts(
    runtime: Runtime,
    reader: InstallationReader,
    installation_id: InstallationId,
    tenant_id: TenantId,
    orders: Sequence[Order],
) -> dict[OrderKey, AssetFacts]:
    """By order key. Connect is asked once for all assets whose terms are not fixed. Raises `WorldFailed`."""
    known = _known(runtime, installation_id, tenant_id, orders)
    unfixed = {order.asset_id for order in orders if _by_period(order)} - set(known.terms)
    billing = reader.billing(unfixed) if unfixed else {}
    return {order.key: _facts(order, known, billing) for order in orders}


def _known(runtime: Runtime, installation_id: InstallationId, tenant_id: TenantId, orders: Sequence[Order]) -> Known:
    assets = {order.asset_id for order in orders}
    with runtime.database.transaction() as tx:
        stretches = coverage.load(tx, installation_id, tenant_id, assets)
        terms = asset_terms.load(tx, installation_id, assets)
        changed = {order.asset_id for order in orders if _has_history(order, stretches)}
        tasks = asset_tasks.of_assets(tx, installation_id, changed) if changed else ()
    return Known(stretches=stretches, terms=terms, others=_orders(tasks))


def _has_history(order: Order, stretches: Iterable[Stretch]) -> bool:
    """A purchase has none before something of its asset was billed, nor while its own invoice stands: it is proposed
    as it was then. Where that was voided, orders after it may have been billed, and given back."""
    if order.type is not OrderType.SALES:
        return True
    of_asset = [one for one in stretches if one.item.asset_id == order.asset_id]
    return bool(of_asset) and not any(_stands(one, order) for one in of_asset)


def _stands(stretch: Stretch, order: Order) -> bool:
    return is_of(stretch.line.document, order.key) and stretch.state is not CoverageState.RELEASED


def _orders(tasks: Iterable[AssetTask]) -> dict[AssetId, tuple[KnownOrder, ...]]:
    found: dict[AssetId, tuple[KnownOrder, ...]] = {}
    for task in tasks:
        reading = read(task.kind, task.payload, task.order_key)
        if isinstance(reading, Order):
            status = task.status
            known = KnownOrder(
                order=reading,
                ignored=status is TaskStatus.IGNORED,
                done=status is TaskStatus.SYNCED,
                chosen=task.chosen,
            )
            found[task.asset_id] = (*found.get(task.asset_id, ()), known)
    return found


def _facts(order: Order, known: Known, billing: Mapping[AssetId, Billing | None]) -> AssetFacts:
    facts = AssetFacts(
        others=tuple(other for other in known.others.get(order.asset_id, ()) if other.order.key != order.key),
        coverage=Coverage(stretches=_before(order, known.stretches)),
        terms=known.terms.get(order.asset_id),
        fixed=order.asset_id in known.terms or not _by_period(order),
    )
    told = billing.get(order.asset_id)
    if told is not None and not facts.fixed:
        facts = replace(facts, terms=terms_of(told, facts.service_start(order)))
    if facts.terms is None and _by_period(order):
        return replace(facts, remark=NO_TERMS.format(asset=order.asset_id))
    return facts


def _before(order: Order, stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """What was billed of the asset before the order's own invoice was, so that an order whose invoice is made is
    proposed as it was then."""
    found = list[Stretch]()
    for stretch in stretches:
        if _stands(stretch, order):
            break
        if stretch.item.asset_id == order.asset_id and not is_of(stretch.line.document, order.key):
            found.append(stretch)
    return tuple(found)


def running_quotes(order: Order, asset: AssetFacts) -> dict[int, tuple[Quote, ...]]:
    """By fee number: what is added to a running term costs what the term costs (money §3)."""
    if order.type is not OrderType.CHANGE:
        return {}
    on = effective_on(order)
    prices = {fee.number: running_price(asset.coverage, item_of(fee, order), on) for fee in order.fees}
    return {number: (price,) for number, price in prices.items() if price is not None}


def _by_period(order: Order) -> bool:
    return any(fee.product_item.period for fee in order.fees)
