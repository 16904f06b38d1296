"""What stands in the books once all is calm: nothing lost, nothing twice, and every notice came to an end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import func, select

from connect_ext.books.coverage.stretch import Stretch
from connect_ext.books.documents.reference import mark_of
from connect_ext.books.ids import AssetId, OrderKey, TenantId
from connect_ext.storage import coverage
from connect_ext.storage.database import Database
from connect_ext.storage.tables import intents, notices, tasks
from connect_ext.storage.tasks import find_by_order
from connect_ext.work.task import TaskStatus
from sandbox.xero import BooksView
from tests.faults.market import Asset, Market, Seller
from tests.faults.reckoning import reckon

CENT = Decimal("0.01")
GONE = ("VOIDED", "DELETED")
ENDED = (TaskStatus.SYNCED, TaskStatus.IGNORED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where to look: our database, Xero's books by organisation, and what day it is."""

    database: Database
    books: Callable[[str], BooksView]
    clock: Callable[[], datetime]


@dataclass(slots=True, kw_only=True)
class Verdict:
    """Each a sentence that says what and how much."""

    lost: list[str] = field(default_factory=list)
    duplicated: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    """Neither: something has no end, or says what it must not."""

    @property
    def all(self) -> list[str]:
        return [*self.lost, *self.duplicated, *self.broken]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    mark: str
    amount: Decimal
    """Below zero on a credit note."""


def verdict(scene: Scene, market: Market) -> Verdict:
    found = Verdict()
    for seller in market.sellers:
        lines = lines_of(scene, seller)
        _nothing_twice(scene, seller, lines, found)
        for asset in (asset for asset in market.assets if asset.seller is seller):
            _ended(scene, asset, found)
            _billed(scene, asset, lines, found)
    if not quiet(scene):
        found.broken.append("something has no end")
    return found


def quiet(scene: Scene) -> bool:
    """Whether every notice is a task, every task came to its end, and so did every call."""
    left = (
        select(func.count()).select_from(tasks).where(tasks.c.status.not_in(ENDED)),
        select(func.count()).select_from(intents).where(intents.c.settled_at.is_(None)),
        select(func.count()).select_from(notices).where(notices.c.taken_version < notices.c.version),
    )
    with scene.database.transaction() as tx:
        return not any(tx.execute(statement).scalar_one() for statement in left)


def secrets_in(text: str, secrets: Iterable[str]) -> list[str]:
    return [f"a secret that begins with {secret[:4]} is in the log" for secret in secrets if secret in text]


def lines_of(scene: Scene, seller: Seller) -> list[Line]:
    books = scene.books(seller.tenant)
    signed = [(one, Decimal(1)) for one in books.invoices] + [(one, Decimal(-1)) for one in books.credit_notes]
    return [
        Line(mark=mark_of(line["Description"]) or "", amount=line["LineAmount"] * sign)
        for document, sign in signed
        if document["Status"] not in GONE
        for line in document["LineItems"]
    ]


def _nothing_twice(scene: Scene, seller: Seller, lines: Iterable[Line], found: Verdict) -> None:
    for mark, times in Counter(line.mark for line in lines).items():
        if times > 1:
            found.duplicated.append(f"the line {mark} stands in the books {times} times")
    names = Counter(contact["Name"] for contact in scene.books(seller.tenant).contacts)
    found.duplicated += [f"the contact {name} is there {times} times" for name, times in names.items() if times > 1]


def _ended(scene: Scene, asset: Asset, found: Verdict) -> None:
    """Each order that we were told of is synced, or ignored for a reason."""
    for order in asset.orders:
        with scene.database.transaction() as tx:
            task = find_by_order(tx, asset.seller.installation_id, OrderKey(order))
        if task is None:
            found.lost.append(f"{order} has no task")
        elif task.status is TaskStatus.IGNORED and task.reason:
            continue
        elif task.status is not TaskStatus.SYNCED:
            found.lost.append(f"{order} is {task.status.value}: {task.reason}")


def _billed(scene: Scene, asset: Asset, lines: list[Line], found: Verdict) -> None:
    today = scene.clock().astimezone(asset.seller.zone).date()
    must = reckon(asset, today)
    own = [line for line in lines if line.mark.rpartition("/")[0] in asset.orders or asset.id in line.mark]
    difference = sum((line.amount for line in own), Decimal(0)) - must.net
    if abs(difference) > CENT * (len(own) + 1):
        much = found.duplicated if difference > 0 else found.lost
        much.append(f"{asset.id}: the books differ by {difference:+.4f} from {must.net:.4f}")
    days = covered(scene, asset)
    for day in sorted(days.keys() | must.seats.keys()):
        if days.get(day, 0) != must.seats.get(day, 0):
            much = found.duplicated if days.get(day, 0) > must.seats.get(day, 0) else found.lost
            much.append(f"{asset.id}: {days.get(day, 0)} are covered on {day}, {must.seats.get(day, 0)} are held")
            return


def covered(scene: Scene, asset: Asset) -> dict[date, Decimal]:
    """How many are billed on each day, less what was credited."""
    own = (asset.seller.installation_id, TenantId(asset.seller.tenant))
    with scene.database.transaction() as tx:
        stretches = coverage.load(tx, *own, [AssetId(asset.id)])
    days: Counter[date] = Counter()
    for stretch in stretches:
        for day in _days(stretch):
            days[day] += _signed(stretch)  # type: ignore[assignment]
    return {day: Decimal(quantity) for day, quantity in days.items() if quantity}


def _signed(stretch: Stretch) -> Decimal:
    return stretch.quantity * (stretch.bills - stretch.is_credit)


def _days(stretch: Stretch) -> list[date]:
    length = (stretch.days.end - stretch.days.start).days
    return [stretch.days.start + timedelta(days=day) for day in range(length)]
