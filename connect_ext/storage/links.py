"""Which document of ours is which document in Xero, per organisation."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.documents.deeds import Deed
from connect_ext.books.documents.held import Link
from connect_ext.books.ids import (
    DocumentKey,
    InstallationId,
    OrderKey,
    TenantId,
    TierAccountId,
    XeroId,
    contact_key,
    invoice_key,
    is_credit_note,
    is_invoice,
    is_of,
)
from connect_ext.books.problems.problem import Problem
from connect_ext.storage.problems import problems_json
from connect_ext.storage.tables import links, tasks
from connect_ext.storage.upsert import insert_into
from connect_ext.work.task import Actor, TaskId

CONTACTS = contact_key(TierAccountId(""))
INVOICES = invoice_key(OrderKey(""))
"""How the document keys of contacts and of invoices begin."""
IDENTITY = ["installation_id", "tenant_id", "document_key"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLink:
    """A document that was made for an order, mostly its invoice, and the organisation that it is in."""

    tenant_id: TenantId
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLink:
    """`picture` is what the document looked like, `deed` what was done, both where they are known."""

    link: Link
    picture: Mapping[str, Any] | None
    task_id: TaskId | None
    deed: Deed | None = None
    warnings: Sequence[Problem] = ()


class LinkConflict(Exception):
    """The document is linked to another one of Xero already; nothing was changed."""


def find(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, keys: Collection[DocumentKey]
) -> dict[DocumentKey, Link]:
    columns = (links.c.document_key, links.c.xero_id, links.c.number)
    statement = select(*columns).where(_in(installation_id, tenant_id), links.c.document_key.in_(set(keys)))
    return {row.document_key: link_of(row) for row in tx.execute(statement)}


def put(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    link: Link,
    *,
    picture: Mapping[str, Any] | None,
    task_id: TaskId | None,
    now: datetime,
    deed: Deed | None = None,
    warnings: Sequence[Problem] = (),
) -> None:
    """As `put_all`, of one. Raises `LinkConflict` when the document has another Xero id already; the transaction can
    go on."""
    new = NewLink(link=link, picture=picture, task_id=task_id, deed=deed, warnings=warnings)
    if put_all(tx, installation_id, tenant_id, [new], now):
        raise LinkConflict


def put_all(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, new: Sequence[NewLink], now: datetime
) -> frozenset[DocumentKey]:
    """Remembers links, what the documents looked like, and what was done; each document once. The same link again only
    adds what was not known. Returns the documents that have another Xero id already, and stay as they are."""
    if not new:
        return frozenset()
    confirmed = _confirmed(tx, installation_id, {one.task_id for one in new if one.task_id is not None})
    place = {"installation_id": installation_id, "tenant_id": tenant_id, "linked_at": now}
    rows = [{**place, **_row(one), "confirmed": one.task_id in confirmed} for one in new]
    insert = insert_into(tx, links)
    came = insert.excluded
    kept = ("number", "picture", "contact_id", "deed", "warnings")
    known = {name: func.coalesce(came[name], links.c[name]) for name in kept}
    statement = insert.on_conflict_do_update(
        index_elements=IDENTITY, set_=known, where=links.c.xero_id == came.xero_id
    ).returning(links.c.document_key)
    return frozenset(one.link.key for one in new) - set(tx.execute(statement, rows).scalars())


def _row(new: NewLink) -> dict[str, Any]:
    return {
        "document_key": new.link.key,
        "xero_id": new.link.xero_id,
        "number": new.link.number,
        "picture": None if new.picture is None else dict(new.picture),
        "contact_id": _contact(new.picture or {}),
        "deed": new.deed,
        "warnings": problems_json(new.warnings) if new.warnings else None,
        "task_id": new.task_id,
    }


def renew(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, xero_id: XeroId, picture: Mapping[str, Any]
) -> int:
    """A document of Xero's was changed: this is what it looks like now, whichever of our documents stand on it.
    Returns how many do."""
    same = _in(installation_id, tenant_id) & (links.c.xero_id == xero_id)
    values = {"picture": dict(picture), "contact_id": _contact(picture)}
    return tx.execute(update(links).where(same).values(values)).rowcount


def relink(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, link: Link, *, now: datetime
) -> Link | None:
    """A person's choice: replaces the link whatever it was, and returns what it was."""
    former = find(tx, installation_id, tenant_id, [link.key]).get(link.key)
    unknown = dict.fromkeys(("picture", "contact_id", "task_id"))
    chosen = {"xero_id": link.xero_id, "number": link.number, "confirmed": False, "linked_at": now, **unknown}
    new = insert_into(tx, links).values(
        installation_id=installation_id, tenant_id=tenant_id, document_key=link.key, **chosen
    )
    tx.execute(new.on_conflict_do_update(index_elements=IDENTITY, set_=chosen))
    return former


def of_task(tx: Connection, installation_id: InstallationId, task_id: TaskId) -> tuple[InvoiceLink, ...]:
    """The documents that were made for a task, by document key."""
    own = (links.c.installation_id == installation_id) & (links.c.task_id == task_id)
    found = tx.execute(select(links).where(own).order_by(links.c.document_key))
    return tuple(InvoiceLink(tenant_id=row.tenant_id, link=link_of(row)) for row in found)


def shown_of(
    tx: Connection, installation_id: InstallationId, orders: Mapping[TaskId, OrderKey]
) -> dict[TaskId, InvoiceLink]:
    """The one document that stands for each task: its invoice, else its credit note, else the draft of an earlier
    order that it changed, unless nothing was left of that. Of two in two organisations the later."""
    made = (links.c.installation_id == installation_id) & links.c.task_id.in_(set(orders))
    named = ("task_id", "tenant_id", "document_key", "xero_id", "number", "deed")
    rows = tx.execute(select(*(links.c[name] for name in named)).where(made).order_by(links.c.linked_at))
    own = [row for row in rows if is_of(row.document_key, orders[row.task_id]) and row.deed != Deed.DELETED]
    return {
        row.task_id: InvoiceLink(tenant_id=row.tenant_id, link=link_of(row))
        for row in sorted(own, key=lambda row: (is_invoice(row.document_key), is_credit_note(row.document_key)))
    }


def on_documents(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, ids: Collection[XeroId]
) -> dict[XeroId, list[DocumentKey]]:
    """The documents of ours that stand on each of these of Xero's."""
    own = _in(installation_id, tenant_id) & links.c.xero_id.in_(set(ids))
    found: dict[XeroId, list[DocumentKey]] = {}
    for row in tx.execute(select(links.c.xero_id, links.c.document_key).where(own).order_by(links.c.document_key)):
        found.setdefault(row.xero_id, []).append(row.document_key)
    return found


def picture(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, key: DocumentKey
) -> Mapping[str, Any] | None:
    """The document as Xero answered it when it was made, where we made it."""
    own = _in(installation_id, tenant_id) & (links.c.document_key == key)
    found: Mapping[str, Any] | None = tx.execute(select(links.c.picture).where(own)).scalar_one_or_none()
    return found


def pictures(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, keys: Collection[DocumentKey]
) -> dict[DocumentKey, Mapping[str, Any]]:
    """The same of several documents, by key; those that we did not make are not there."""
    own = _in(installation_id, tenant_id) & links.c.document_key.in_(set(keys)) & links.c.picture.is_not(None)
    return {row.document_key: row.picture for row in tx.execute(select(links).where(own))}


def contacts_on(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, ids: Collection[XeroId]
) -> dict[DocumentKey, Link]:
    """The customers that are linked to these of Xero's contacts."""
    here = _in(installation_id, tenant_id) & links.c.document_key.startswith(CONTACTS, autoescape=True)
    found = tx.execute(select(links).where(here, links.c.xero_id.in_(set(ids))).order_by(links.c.document_key))
    return {row.document_key: link_of(row) for row in found}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A document of Xero's as it is remembered."""

    link: Link
    picture: Mapping[str, Any] | None


def kept(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, xero_ids: Collection[XeroId]
) -> dict[XeroId, Kept]:
    """By Xero's id; of several documents of ours that stand on one in Xero the last that was linked with a picture."""
    these = _in(installation_id, tenant_id) & links.c.xero_id.in_(set(xero_ids))
    rows = tx.execute(select(links).where(these).order_by(links.c.picture.is_not(None), links.c.linked_at))
    return {row.xero_id: Kept(link=link_of(row), picture=row.picture) for row in rows if row.number or row.picture}


def _confirmed(tx: Connection, installation_id: InstallationId, task_ids: Collection[TaskId]) -> frozenset[TaskId]:
    """The tasks that a person has asked for: each keeps that until it is settled."""
    if not task_ids:
        return frozenset()
    its = (tasks.c.installation_id == installation_id) & tasks.c.id.in_(set(task_ids))
    return frozenset(tx.execute(select(tasks.c.id).where(its, tasks.c.asked_by == Actor.PERSON)).scalars())


def _in(installation_id: InstallationId, tenant_id: TenantId) -> ColumnElement[bool]:
    return (links.c.installation_id == installation_id) & (links.c.tenant_id == tenant_id)


def _contact(picture: Mapping[str, Any]) -> str | None:
    """Whom the answered document goes to; nothing for a contact itself."""
    contact = picture.get("Contact")
    found = contact.get("ContactID") if isinstance(contact, Mapping) else None
    return found if isinstance(found, str) else None


def link_of(row: Any) -> Link:
    return Link(key=row.document_key, xero_id=row.xero_id, number=row.number)
