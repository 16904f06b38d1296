"""Warnings that come after an order was synced, of what was done later to its document."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, TenantId, XeroId
from connect_ext.books.problems.problem import Problem
from connect_ext.storage.problems import problems_json, problems_of
from connect_ext.storage.tables import links, tasks
from connect_ext.work.task import TaskStatus


def add(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    document: XeroId,
    found: Problem,
    now: datetime,
) -> None:
    """To all orders that are synced with the document; those that are at work again will say what they come to."""
    on_it = (links.c.installation_id == installation_id) & (links.c.tenant_id == tenant_id)
    its = select(links.c.task_id).where(on_it, links.c.xero_id == document, links.c.task_id.is_not(None))
    synced = (tasks.c.installation_id == installation_id) & (tasks.c.status == TaskStatus.SYNCED)
    wanted = select(tasks.c.id, tasks.c.problems).where(synced, tasks.c.id.in_(its)).order_by(tasks.c.id)
    for row in tx.execute(wanted.with_for_update()).all():
        problems = problems_json((*problems_of(row.problems), found))
        own = (tasks.c.installation_id == installation_id) & (tasks.c.id == row.id)
        tx.execute(update(tasks).where(own).values(problems=problems, updated_at=now))
