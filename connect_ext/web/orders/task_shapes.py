"""Sync tasks as answers show them: the row of a list, and what it is made of."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from connect_ext.books.documents.reference import request_url
from connect_ext.books.ids import is_credit_note
from connect_ext.books.money import Amount, written
from connect_ext.books.orders.glance import Named
from connect_ext.books.problems.problem import Problem
from connect_ext.storage.journal import JournalEntry
from connect_ext.storage.links import InvoiceLink
from connect_ext.sync.runtime import Runtime
from connect_ext.web.door.shapes import Out
from connect_ext.work.task import Actor, TaskRow, TaskStatus

IGNORING = ("order.ignored", "order.billed_elsewhere", "order.never_send", "task.ignored")
"""Events of the journal that leave an order out."""


class ProblemOut(Out):
    code: str = Field(..., example="XI-101")
    sentence: str = Field(..., description="What is wrong.")
    advice: str = Field(..., description="What a person can do about it.")
    screen: str = Field(..., description="Where to do it.", example="settings")


class NamedOut(Out):
    id: str = Field(..., example="TA-0000-0000-0001")
    name: str = Field(..., example="Blue Lake Pty Ltd")


class AmountOut(Out):
    value: str = Field(..., description="Before tax, exactly, as a decimal number.", example="375.00")
    currency: str = Field(..., example="AUD")


class DocumentKind(StrEnum):
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class DocumentOut(Out):
    kind: DocumentKind = Field(..., description="An invoice, or a credit note where the order only gives back.")
    number: str | None = Field(..., description="The number that people see in Xero.", example="INV-0042")
    xero_id: str = Field(..., example="0f3b6d1c-0000-4000-8000-000000000001")
    url: str = Field(..., description="Opens it in Xero.", example="https://go.xero.com/AccountsReceivable/View.aspx")


class IgnoredOut(Out):
    by: str = Field(..., description="person or product.", example="person")
    user: str = Field(..., description="The person's id; empty where the product did it, or it is not known.")
    at: datetime


class TaskOut(Out):
    id: int = Field(..., example=17)
    order: str = Field(..., description="The request's id.", example="PR-1895-0864-1238-001")
    order_type: str | None = Field(..., example="Sales")
    status: TaskStatus
    reason: str = Field(..., description="Why it is in this status, where there is something to say.")
    problems: list[ProblemOut] = Field(..., description="What a person must put right before it can sync.")
    asset: str | None = Field(..., example="AS-1895-0864-1238")
    customer: NamedOut | None = Field(..., description="As the marketplace names it.")
    product: NamedOut | None = Field(..., description="As the marketplace names it.")
    amount: AmountOut | None = Field(
        ..., description="Of all its documents, below zero where more is given back; null while it is not known."
    )
    estimated: bool = Field(..., description="False: it is not known yet whether anything stands in its way.")
    ignored: IgnoredOut | None = Field(..., description="Who left it out, and when; null where nobody did.")
    document: DocumentOut | None = Field(
        ...,
        description="Its invoice in Xero, else its credit note, else the draft it changed; null while there is none.",
    )
    connect_url: str | None = Field(
        ...,
        description="The request in the portal; null where the portal's address is not known.",
        example="https://portal.example/subscriptions/fulfillment/PR-1895-0864-1238-001",
    )
    due_at: datetime | None = Field(..., description="When it is worked off next; null: when somebody asks.")
    created_at: datetime
    updated_at: datetime


def task_row(
    runtime: Runtime,
    task: TaskRow,
    found: InvoiceLink | None,
    short_code: str,
    ignoring: JournalEntry | None = None,
) -> TaskOut:
    """`ignoring` is the journal's word on who ignored it."""
    return TaskOut(
        id=task.id,
        order=task.order_key,
        order_type=task.order_type.value if task.order_type else None,
        status=task.status,
        reason=task.reason,
        problems=[problem_out(problem) for problem in task.problems],
        asset=task.asset_id,
        customer=named_out(task.glance.customer),
        product=named_out(task.glance.product),
        amount=amount_out(task.amount),
        estimated=task.estimated,
        ignored=_ignored(task, ignoring),
        document=document_out(runtime, found, short_code) if found else None,
        connect_url=request_url(runtime.portal_url, task.order_key, task.order_type),
        due_at=task.due_at,
        created_at=task.created_at,
        updated_at=task.updated_at,
    )


def problem_out(found: Problem) -> ProblemOut:
    return ProblemOut(code=found.code.value, sentence=found.sentence, advice=found.advice, screen=found.screen.value)


def named_out(found: Named | None) -> NamedOut | None:
    return NamedOut(id=found.id, name=found.name) if found else None


def _ignored(task: TaskRow, entry: JournalEntry | None) -> IgnoredOut | None:
    if task.status is not TaskStatus.IGNORED:
        return None
    if entry is None:
        return IgnoredOut(by=Actor.PRODUCT.value, user="", at=task.updated_at)
    return IgnoredOut(by=entry.actor.value, user=str(entry.data.get("user", "")), at=entry.at)


def amount_out(amount: Amount | None) -> AmountOut | None:
    return AmountOut(value=written(amount.value, amount.currency), currency=amount.currency) if amount else None


def document_out(runtime: Runtime, found: InvoiceLink, short_code: str) -> DocumentOut:
    link, pages = found.link, runtime.endpoints
    credit = is_credit_note(link.key)
    url = (pages.credit_note_page if credit else pages.invoice_page)(short_code, link.xero_id)
    kind = DocumentKind.CREDIT_NOTE if credit else DocumentKind.INVOICE
    return DocumentOut(kind=kind, number=link.number, xero_id=link.xero_id, url=url)
