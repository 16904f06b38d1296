"""Which invoices of ours may be drafts that further orders of a contact are added to (money §9)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.engine import Connection

from connect_ext.books.coverage.stretch import CoverageState
from connect_ext.books.documents.held import Link
from connect_ext.books.ids import DocumentKey, InstallationId, TenantId, XeroId
from connect_ext.storage.coverage_tables import coverage
from connect_ext.storage.links import INVOICES
from connect_ext.storage.tables import links

NEWEST = 5
"""Of a contact: what is older is rarely still a draft, and each is read from Xero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An invoice of ours with the name that its first order gave it."""

    link: Link
    picture: Mapping[str, Any]
    """As Xero last answered about it."""
    cycles: frozenset[int]
    """How many months each billing period on it has, of whichever order."""


def of_contacts(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    contacts: Collection[XeroId],
    since: datetime,
) -> tuple[Candidate, ...]:
    """The last few invoices of each contact that were made or added to since then, the latest first."""
    invoices = links.c.document_key.startswith(INVOICES, autoescape=True)
    own = (links.c.installation_id == installation_id) & (links.c.tenant_id == tenant_id) & invoices
    newest = _newest(tx, own & links.c.contact_id.in_(set(contacts)) & (links.c.linked_at >= since))
    of_newest = select(links).where(own, links.c.xero_id.in_(newest))
    rows = tx.execute(of_newest.order_by(links.c.linked_at, links.c.document_key)).all()
    documents = {xero_id: [row.document_key for row in rows if row.xero_id == xero_id] for xero_id in newest}
    first = {row.xero_id: row for row in reversed(rows)}
    pictures = {row.xero_id: row.picture for row in rows if row.picture is not None}
    cycles = _cycles(tx, installation_id, tenant_id, [row.document_key for row in rows])
    return tuple(
        Candidate(
            link=Link(key=first[xero_id].document_key, xero_id=xero_id, number=first[xero_id].number),
            picture=pictures[xero_id],
            cycles=frozenset(months for key in documents[xero_id] for months in cycles.get(key, ())),
        )
        for xero_id in newest
        if xero_id in first and xero_id in pictures
    )


def _newest(tx: Connection, own: ColumnElement[bool]) -> list[XeroId]:
    # Of two that were made in one moment that of the later order.
    latest, newest = func.max(links.c.linked_at).label("latest"), func.max(links.c.task_id).label("newest")
    by = (links.c.contact_id, links.c.xero_id)
    found = select(*by, latest, newest).where(own).group_by(*by)
    chosen = dict[XeroId, list[XeroId]]()
    for row in tx.execute(found.order_by(latest.desc(), newest.desc(), links.c.xero_id)):
        of_contact = chosen.setdefault(row.contact_id, [])
        if len(of_contact) < NEWEST:
            of_contact.append(row.xero_id)
    return [xero_id for some in chosen.values() for xero_id in some]


def _cycles(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, documents: Collection[DocumentKey]
) -> dict[DocumentKey, set[int]]:
    own = (coverage.c.installation_id == installation_id) & (coverage.c.tenant_id == tenant_id)
    billed = coverage.c.document_key.in_(set(documents)) & (coverage.c.state == CoverageState.BILLED)
    months = select(coverage.c.document_key, coverage.c.months)
    found: dict[DocumentKey, set[int]] = {}
    for row in tx.execute(months.where(own, billed, coverage.c.months.is_not(None)).distinct()):
        found.setdefault(row.document_key, set()).add(row.months)
    return found
