"""What a document leaves with us once it is in Xero: its link, what it covers, and what is to be done to it later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from connect_ext.books.documents.deeds import Deed, Done, sentence
from connect_ext.books.documents.held import Link
from connect_ext.books.ids import DocumentKey, InstallationId, TenantId, close_key, email_key, is_invoice
from connect_ext.books.planning.whole import Whole
from connect_ext.books.problems.problem import Problem
from connect_ext.storage import coverage, documents_done, follow_ups, journal, links, usage_coverage
from connect_ext.storage.documents_done import DocumentDone
from connect_ext.storage.endings import Ending
from connect_ext.storage.follow_ups import FollowUp
from connect_ext.storage.links import NewLink
from connect_ext.sync.sending.results import Result
from connect_ext.work.outcome import NotReached, Outcome, Synced
from connect_ext.work.task import Actor, TaskId

FIRST_LOOK = timedelta(minutes=15)
"""After a credit note was made that somebody has to approve."""


def keep(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    made: Sequence[tuple[Ending, Result]],
    now: datetime,
) -> frozenset[DocumentKey]:
    """In the transaction that settles the documents' call: each that has a link, with a task that waits for it. Returns
    those of which nothing was kept, for they are linked to something else of Xero's already."""
    own = (installation_id, tenant_id)
    linked = [(task, result, result.link) for task, result in made if result.link is not None]
    refused = links.put_all(tx, *own, [_new_link(task, result, link) for task, result, link in linked], now)
    kept = [one for one in linked if one[2].key not in refused]
    for _, result, link in kept:
        if result.renews and result.picture is not None:
            links.renew(tx, *own, link.xero_id, result.picture)
    coverage.add_all(tx, *own, {link.key: task.covers.get(link.key, ()) for task, _, link in kept}, now)
    usage_coverage.add_all(tx, *own, {link.key: task.usage.get(link.key, ()) for task, _, link in kept}, now)
    for task, result, link in kept:
        if result.deed is not None:
            release(tx, *own, task, now)
            _follow(tx, *own, task, result, link, now)
    return refused


def _new_link(task: Ending, result: Result, link: Link) -> NewLink:
    warnings = result.outcome.warnings if isinstance(result.outcome, Synced) else ()
    return NewLink(link=link, picture=result.picture, task_id=task.id, deed=result.deed, warnings=warnings)


def _follow(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    task: Ending,
    result: Result,
    link: Link,
    now: datetime,
) -> None:
    if invoices := task.whole.credits.get(link.key):
        due_at = now if result.deed is Deed.APPROVED else now + FIRST_LOOK
        told = f"Credit note {link.number or link.xero_id} is set off once it and what it credits are approved."
        follow_up = FollowUp(
            key=link.key,
            task_id=task.id,
            document_id=link.xero_id,
            invoice_ids=invoices,
            due_at=due_at,
            sentence=told,
        )
        follow_ups.add(tx, installation_id, tenant_id, follow_up)
    if is_invoice(link.key) and not result.renews:
        _follow_invoice(tx, installation_id, tenant_id, task.id, task.whole, link, now)


def _follow_invoice(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    task_id: TaskId,
    whole: Whole,
    link: Link,
    now: datetime,
) -> None:
    """One that others join is closed on its day, and e-mailed only then."""
    name = link.number or link.xero_id
    if whole.closes_at is not None:
        key, due_at, told = (
            close_key(link.xero_id),
            whole.closes_at,
            f"Invoice {name} takes further orders of its month.",
        )
    elif whole.emailed:
        key, due_at, told = email_key(link.xero_id), now, f"Invoice {name} is e-mailed to its contact."
    else:
        return
    found = FollowUp(key=key, task_id=task_id, document_id=link.xero_id, invoice_ids=(), due_at=due_at, sentence=told)
    follow_ups.add(tx, installation_id, tenant_id, found)


def release(tx: Connection, installation_id: InstallationId, tenant_id: TenantId, task: Ending, now: datetime) -> None:
    """What documents covered that were voided or deleted is free again; nothing the second time."""
    for document in sorted(task.whole.released):
        days = coverage.release(tx, installation_id, tenant_id, document)
        records = usage_coverage.release(tx, installation_id, tenant_id, document)
        if days or records:
            told = f"What {document.partition(':')[2]} had billed is free again: its document was voided or deleted."
            entry = journal.JournalEntry(
                at=now, actor=Actor.PRODUCT, event="coverage.released", sentence=told, task_id=task.id
            )
            journal.add(tx, installation_id, entry)


def whole_outcomes(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    linked: Sequence[tuple[Ending, Sequence[DocumentKey]]],
    organisation: str,
    now: datetime,
) -> dict[TaskId, Outcome]:
    """*Synced* once every document that a task was proposed with has its link, with a sentence that names them all;
    `NotReached` before that, so that it goes on. Beside each task stand its documents that have one just now."""
    wanted = {task.id: task.whole.keys or tuple(keys) for task, keys in linked}
    of_all = {key for keys in wanted.values() for key in keys}
    found = documents_done.done(tx, installation_id, tenant_id, of_all) if of_all else {}
    whole = [task for task, _ in linked if all(key in found for key in wanted[task.id])]
    keep_the_rest(tx, installation_id, tenant_id, whole, now)
    done = {task.id: _synced(task, [found[key] for key in wanted[task.id]], organisation) for task in whole}
    return {task.id: done.get(task.id, NotReached()) for task, _ in linked}


def _synced(task: Ending, done: Sequence[DocumentDone], organisation: str) -> Synced:
    warnings: tuple[Problem, ...] = (*(one for document in done for one in document.warnings), *task.whole.warnings)
    told = [Done(key=one.link.key, name=one.link.number or one.link.xero_id, deed=one.deed) for one in done]
    return Synced(remark=sentence(told, organisation), warnings=warnings)


def keep_the_rest(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, tasks: Sequence[Ending], now: datetime
) -> None:
    """With the end of tasks: what is covered though no line bills it, and free again where nothing was made."""
    covered = {document: stretches for task in tasks for document, stretches in task.covers.items()}
    coverage.add_all(tx, installation_id, tenant_id, covered, now)
    used = {document: records for task in tasks for document, records in task.usage.items()}
    usage_coverage.add_all(tx, installation_id, tenant_id, used, now)
    for task in tasks:
        release(tx, installation_id, tenant_id, task, now)
