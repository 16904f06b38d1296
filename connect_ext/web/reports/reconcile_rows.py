"""A comparison becomes what answers show of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from urllib.parse import urlencode

from connect_ext.books.money import Currency, written
from connect_ext.books.reports.reconcile import Row, Total, Verdict, totals
from connect_ext.storage.reconciling import Ordered
from connect_ext.sync.runtime import Runtime
from connect_ext.sync.showing.fixes import Fix, FixKind
from connect_ext.sync.showing.reconcile import Explained, Reconciled
from connect_ext.sync.showing.standing_documents import Stands
from connect_ext.web.orders.task_shapes import DocumentKind, amount_out
from connect_ext.web.reports.reconcile_shapes import (
    ComparedDocumentOut,
    ComparedGroupOut,
    ComparedOrderOut,
    ComparedOut,
    ComparedRowOut,
    ComparedTotalOut,
    FixOut,
)

NOTHING = Decimal(0)
WORDS = {
    FixKind.ORDER: "Open {about}",
    FixKind.SYNC: "Sync {about}",
    FixKind.ADOPT: "Open {about}",
    FixKind.CHECK: "Check Changes",
    FixKind.PRICES: "Upload prices",
    FixKind.MAPPING: "Fix in Mapping",
    FixKind.CUSTOMERS: "Fix in Mapping",
    FixKind.SETTINGS: "Fix in Settings",
    FixKind.XERO: "Open in Xero",
    FixKind.MONTH: "See that month",
}


class Rendering:
    """Of one organisation, whose documents open with its short code."""

    def __init__(self, runtime: Runtime, short_code: str) -> None:
        self._pages, self._short_code = runtime.endpoints, short_code

    def groups(self, found: Sequence[Explained]) -> list[ComparedGroupOut]:
        """Within each, what differs comes first."""
        matched = Verdict.MATCHED
        ordered = sorted(found, key=lambda one: (one.customer, *_whose(one), one.row.verdict is matched, one.row.cell))
        by_group = groupby(ordered, key=lambda one: (one.customer, *_whose(one)))
        return [self._group(*key, tuple(own)) for key, own in by_group]

    def totals(self, found: Reconciled) -> list[ComparedTotalOut]:
        return [self._total(total, found) for total in totals(found.rows)]

    def _total(self, total: Total, found: Reconciled) -> ComparedTotalOut:
        rows = [row for row in found.rows if row.cell.currency == total.currency]
        served, billed = found.service[total.currency]
        return ComparedTotalOut(
            **_sums(total, total.currency, served, billed).dict(),
            currency=total.currency,
            subscriptions=total.rows,
            differences=total.rows - total.matched,
            not_known=sum(row.verdict is Verdict.NOT_KNOWN for row in rows),
        )

    def _group(self, name: str, customer: str, currency: Currency, own: Sequence[Explained]) -> ComparedGroupOut:
        (total,) = totals(one.row for one in own)
        served = sum((one.served for one in own), NOTHING)
        billed = sum((one.billed for one in own), NOTHING)
        return ComparedGroupOut(
            **_sums(total, currency, served, billed).dict(),
            customer=customer,
            customer_name=name,
            currency=currency,
            differences=total.rows - total.matched,
            rows=[self.row(one) for one in own],
        )

    def row(self, one: Explained) -> ComparedRowOut:
        row, cell = one.row, one.row.cell
        return ComparedRowOut(
            **_sums(row, cell.currency, one.served, one.billed).dict(),
            id=f"{cell.customer}:{cell.currency}:{cell.asset or cell.document}",
            subscription=cell.asset or None,
            product=one.due.product if one.due else ", ".join(_names(one.evidence.documents)),
            verdict=row.verdict,
            reason=one.why.sentence,
            fix=self._fix(one.why.fix, one.evidence.documents) if one.why.fix else None,
            orders=[_ordered(ordered) for ordered in one.evidence.orders],
            documents=[self._stands(stands) for stands in one.evidence.documents],
        )

    def _fix(self, fix: Fix, documents: Sequence[Stands]) -> FixOut:
        words = WORDS[fix.kind].format(about=fix.about)
        if fix.kind is FixKind.XERO:
            (url,) = {self._url(one) for one in documents if one.document.id == fix.about}
            return FixOut(words=words, href=url, outside=True)
        return FixOut(words=words, href=_href(fix), outside=False)

    def _stands(self, one: Stands) -> ComparedDocumentOut:
        return ComparedDocumentOut(
            name=one.document.name,
            kind=DocumentKind.CREDIT_NOTE if one.credit else DocumentKind.INVOICE,
            status=one.document.status,
            date=one.document.date,
            amount=written(one.says.approved + one.says.drafts, one.cell.currency),
            shared=one.others,
            url=self._url(one),
        )

    def _url(self, one: Stands) -> str:
        page = self._pages.credit_note_page if one.credit else self._pages.invoice_page
        return page(self._short_code, one.document.id)


def _whose(one: Explained) -> tuple[str, Currency]:
    return one.row.cell.customer, one.row.cell.currency


def _href(fix: Fix) -> str:
    match fix.kind:
        case FixKind.SETTINGS:
            return "/static/settings.html"
        case FixKind.PRICES:
            return "/static/mapping.html"
        case FixKind.CUSTOMERS:
            return "/static/mapping.html#part=customers"
        case FixKind.MAPPING:
            said = {"part": "products"} | ({"search": fix.about} if fix.about else {})
            return f"/static/mapping.html#{urlencode(said)}"
        case FixKind.MONTH:
            return f"/static/reconcile.html#{urlencode({'period': fix.about})}"
        case _:
            return f"/static/orders.html#{urlencode({'q': fix.about})}"


def _ordered(one: Ordered) -> ComparedOrderOut:
    return ComparedOrderOut(
        order=one.row.order_key,
        order_type=one.row.order_type.value if one.row.order_type else None,
        on=one.on,
        status=one.row.status,
        amount=amount_out(one.row.amount),
    )


def _sums(of: Row | Total, currency: Currency, served: Decimal, billed: Decimal) -> ComparedOut:
    return ComparedOut(
        expected=written(of.expected, currency),
        in_xero=written(of.in_xero.approved, currency),
        drafts=written(of.in_xero.drafts, currency),
        difference=written(of.difference, currency),
        service=written(served, currency),
        billed=written(billed, currency),
    )


def _names(documents: Iterable[Stands]) -> list[str]:
    return sorted({one.document.name for one in documents})
