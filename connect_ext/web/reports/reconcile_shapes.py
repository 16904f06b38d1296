"""The comparison with Xero as answers show it: groups of rows, each with its reason and what puts it right."""

from __future__ import annotations

import datetime

from pydantic import Field

from connect_ext.books.reports.reconcile import Verdict
from connect_ext.web.door.shapes import Out
from connect_ext.web.orders.task_shapes import AmountOut, DocumentKind, NamedOut
from connect_ext.work.task import TaskStatus


class FixOut(Out):
    words: str = Field(..., description="What a person does.", example="Open PR-1895-0864-1238-001")
    href: str = Field(..., description="Where.", example="/static/orders.html#q=PR-1895-0864-1238-001")
    outside: bool = Field(..., description="It is a page of Xero's.")


class ComparedOrderOut(Out):
    order: str = Field(..., example="PR-1895-0864-1238-001")
    order_type: str | None = Field(..., example="Sales")
    on: datetime.date = Field(..., description="The day on which it takes effect.")
    status: TaskStatus
    amount: AmountOut | None = Field(..., description="What it was last found to come to; null: not known.")


class ComparedDocumentOut(Out):
    name: str = Field(..., description="Its number.", example="INV-0042")
    kind: DocumentKind = Field(..., description="An invoice, or a credit note.")
    status: str = Field(..., description="Xero's word.", example="AUTHORISED")
    date: datetime.date | None = Field(..., description="Null: Xero shows none.")
    amount: str = Field(..., description="What of it stands here, before tax; a credit note takes away.")
    shared: bool = Field(..., description="Other subscriptions stand on it, too.")
    url: str = Field(..., description="Opens it in Xero.")


class ComparedOut(Out):
    expected: str = Field(..., description="What the documents of the month should come to.", example="365.00")
    in_xero: str = Field(..., description="What the approved and paid ones do, less credit notes.", example="300.00")
    drafts: str = Field(..., description="What those do that are not approved yet.", example="65.00")
    difference: str = Field(..., description="What Xero lacks; negative: has too much.", example="0.00")
    service: str = Field(
        ..., description="What the service of the month is worth, whenever it is billed.", example="365.00"
    )
    billed: str = Field(..., description="What of that service was billed, as it was written down.", example="365.00")


class ComparedRowOut(ComparedOut):
    id: str = Field(..., example="TA-1:AUD:AS-1")
    subscription: str | None = Field(..., description="Null: a document that bills none.", example="AS-1895-0864-1238")
    product: str = Field(..., description="Or the document's number.", example="Northwind Office")
    verdict: Verdict = Field(..., description="How expected and Xero compare.")
    reason: str = Field(..., description="Why; empty where it is matched.")
    fix: FixOut | None = Field(..., description="What puts it right; null where there is nothing to do.")
    orders: list[ComparedOrderOut] = Field(..., description="Of the month, and whatever is still open.")
    documents: list[ComparedDocumentOut] = Field(..., description="In Xero, of the month.")


class ComparedGroupOut(ComparedOut):
    customer: str = Field(..., description="Who is billed, by id.", example="TA-0000-0000-0001")
    customer_name: str = Field(..., description="Empty where no order names the customer.", example="Sydney Sails")
    currency: str = Field(..., example="AUD")
    differences: int = Field(..., description="How many of its rows are not matched.")
    rows: list[ComparedRowOut] = Field(..., description="What differs comes first.")


class ComparedTotalOut(ComparedOut):
    currency: str = Field(..., example="AUD")
    subscriptions: int = Field(..., description="How many rows there are.")
    differences: int = Field(..., description="How many of them are not matched.")
    not_known: int = Field(..., description="Rows of which what is expected cannot be said: too little is counted.")


class ReconcileOut(Out):
    month: str = Field(..., example="2026-11")
    first: str = Field(..., description="The first month with orders.", example="2026-03")
    last: str = Field(..., description="The month that runs, or a later one with orders.", example="2026-11")
    totals: list[ComparedTotalOut] = Field(
        ..., description="By currency: amounts are never added across them. Before tax."
    )
    groups: list[ComparedGroupOut] = Field(..., description="By the customer's name, then by currency.")
    left_out: int = Field(..., description="Rows that are only in the file; those that differ come first.")
    customers: list[NamedOut] = Field(..., description="All that have a row in this month, by name.")
    currencies: list[str] = Field(..., description="All that have a row in this month.")
