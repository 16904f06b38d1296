"""Why a row of the comparison is as it is, in a sentence, and what puts it right: the first cause that holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from connect_ext.books.ids import OrderKey
from connect_ext.books.money import written
from connect_ext.books.reports.reconcile import Row, Verdict
from connect_ext.storage.reconciling import Ordered
from connect_ext.sync.showing.evidence import Evidence
from connect_ext.sync.showing.expecting import Due
from connect_ext.sync.showing.fixes import Fix, FixKind, fix_of
from connect_ext.work.task import TaskStatus

SETTLED = (TaskStatus.SYNCED, TaskStatus.IGNORED)
STANDS = {
    TaskStatus.PENDING: "is not sent yet",
    TaskStatus.RUNNING: "is being sent",
    TaskStatus.UNCERTAIN: "was sent without an answer, and is looked up",
    TaskStatus.WAITING: "waits",
    TaskStatus.HELD: "is held",
    TaskStatus.FAILED: "could not be sent",
    TaskStatus.ATTENTION: "needs somebody",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """`fix` None where nothing is to be done."""

    sentence: str
    fix: Fix | None = None


def why(row: Row, evidence: Evidence, due: Due | None, adopter: OrderKey | None, month: str) -> Why:
    """`adopter` is an order of the same customer and currency that may be in Xero already; `month` as YYYY-MM."""
    if row.verdict is Verdict.MATCHED:
        return Why(sentence="")
    causes = _Causes(row=row, evidence=evidence, due=due, adopter=adopter, month=month)
    return next(causes.all())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Causes:
    row: Row
    evidence: Evidence
    due: Due | None
    adopter: OrderKey | None
    month: str

    def all(self) -> Iterator[Why]:
        yield from (Why(sentence=doubt.sentence, fix=doubt.fix) for doubt in (self.due.doubts if self.due else ()))
        yield from self._by_hand()
        yield from self._open()
        yield from self._other_months()
        yield from self._changed()
        yield from self._ignored()
        yield from self._unbilled()
        yield from self._edited()
        yield self._else()

    def _by_hand(self) -> Iterator[Why]:
        if self.row.cell.asset:
            return
        [stands] = self.evidence.documents
        said = f"{stands.document.name} was not made here, and no order asks for it"
        if self.adopter:
            may = f"{said}. If it bills {self.adopter}, say there that it is in Xero already."
            yield Why(sentence=may, fix=Fix(kind=FixKind.ADOPT, about=self.adopter))
        else:
            yield Why(sentence=f"{said}.", fix=Fix(kind=FixKind.XERO, about=stands.document.id))

    def _open(self) -> Iterator[Why]:
        """What needs somebody comes before what only waits."""
        open_ = [
            one for one in self.evidence.orders if one.row.status not in SETTLED and f"{one.on:%Y-%m}" <= self.month
        ]
        for one in sorted(open_, key=lambda one: not one.row.problems):
            key, found = one.row.order_key, next(iter(one.row.problems), None)
            if found is not None:
                yield Why(sentence=f"{key}: {found.sentence}", fix=fix_of(found, key))
            ready = one.row.status is TaskStatus.PENDING
            kind = FixKind.SYNC if ready else FixKind.ORDER
            yield Why(sentence=_with_reason(f"{key} {STANDS[one.row.status]}", one), fix=Fix(kind=kind, about=key))

    def _other_months(self) -> Iterator[Why]:
        for one in self.evidence.elsewhere:
            there = one.dated.strftime("%Y-%m") if one.dated else self.month
            if one.dated and there != self.month:
                said = f"{one.name} of {one.order} is dated {one.dated}, and counts in that month."
                yield Why(sentence=said, fix=Fix(kind=FixKind.MONTH, about=there))
            else:
                said = f"{one.name}, which was made for {one.order}, is not in Xero any more."
                yield Why(sentence=said, fix=Fix(kind=FixKind.ORDER, about=one.order))
        for stands in self.evidence.documents:
            changing = self.evidence.changed_by.get(stands.document.id, frozenset())
            for order in self._ordered(stands.orders | changing):
                if (there := f"{order.on:%Y-%m}") != self.month:
                    said = f"{stands.document.name} is for {order.row.order_key}, which counts in another month."
                    yield Why(sentence=said, fix=Fix(kind=FixKind.MONTH, about=there))

    def _changed(self) -> Iterator[Why]:
        for stands in self.evidence.documents:
            was = self.evidence.sent.get(stands.document.id)
            if was is not None:
                said = f"{stands.document.name} said {self._money(was)} when it was sent, and says"
                order = min(stands.orders, default=None)
                fix = (
                    Fix(kind=FixKind.ORDER, about=order) if order else Fix(kind=FixKind.XERO, about=stands.document.id)
                )
                yield Why(sentence=f"{said} {self._money(stands.document.subtotal)} now.", fix=fix)

    def _ignored(self) -> Iterator[Why]:
        for one in self.evidence.orders:
            if one.row.status is TaskStatus.IGNORED and one.row.order_type and f"{one.on:%Y-%m}" == self.month:
                key = one.row.order_key
                yield Why(sentence=_with_reason(f"{key} is ignored", one), fix=Fix(kind=FixKind.ORDER, about=key))

    def _unbilled(self) -> Iterator[Why]:
        if self.due and self.due.unbilled and (self.row.difference > 0 or self.row.verdict is Verdict.LEAK):
            days = ", ".join(self.due.unbilled)
            yield Why(sentence=f"Nothing bills {days}.", fix=Fix(kind=FixKind.CHECK, about=self.row.cell.asset))

    def _edited(self) -> Iterator[Why]:
        for one in self.evidence.orders:
            if one.edited:
                key = one.row.order_key
                said = f"A person changed prices or quantities of {key} before it was sent."
                yield Why(sentence=said, fix=Fix(kind=FixKind.ORDER, about=key))

    def _else(self) -> Why:
        there = self.row.in_xero.approved + self.row.in_xero.drafts
        said = f"The orders come to {self._money(self.row.expected)}, the documents to {self._money(there)}"
        order = next((one.row.order_key for one in self.evidence.orders), None)
        fix = Fix(kind=FixKind.ORDER, about=order or self.row.cell.asset)
        return Why(sentence=f"{said}: prices, quantities or rules may have changed since.", fix=fix)

    def _ordered(self, keys: frozenset[OrderKey]) -> list[Ordered]:
        return [one for one in self.evidence.orders if one.row.order_key in keys]

    def _money(self, amount: Decimal) -> str:
        return f"{self.row.cell.currency} {written(amount, self.row.cell.currency)}"


def _with_reason(said: str, one: Ordered) -> str:
    reason = one.row.reason.rstrip(".")
    return f"{said}: {reason}." if reason else f"{said}."
