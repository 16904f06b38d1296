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
from connect_ext.storage import coverage, follow_ups, journal, links, proposed, usage_coverage
from connect_ext.storage.follow_ups import FollowUp
from connect_ext.sync.sending.results import Result
from connect_ext.work.outcome import NotReached, Outcome, Synced
from connect_ext.work.task import Actor, TaskId

FIRST_LOOK = timedelta(minutes=15)
"""After a credit note was made that somebody has to approve."""


def keep(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, task_id: TaskId, result: Result, now: datetime
) -> None:
    """In the transaction that settles the document's call. Raises `LinkConflict`."""
    link = result.link
    assert link is not None
    own = (installation_id, tenant_id)
    warnings = result.outcome.warnings if isinstance(result.outcome, Synced) else ()
    links.put(
        tx, *own, link, picture=result.picture, task_id=task_id, now=now, deed=result.deed, warnings=warnings
    )  # fmt: skip
    if result.renews and result.picture is not None:
        links.renew(tx, *own, link.xero_id, result.picture)
    coverage.keep(tx, *own, link.key, task_id, now)
    usage_coverage.keep(tx, *own, link.key, task_id, now)
    if result.deed is None:
        return
    whole = proposed.whole(tx, installation_id, task_id)
    release(tx, *own, task_id, whole, now)
    if invoices := whole.credits.get(link.key):
        due_at = now if result.deed is Deed.APPROVED else now + FIRST_LOOK
        told = f"Credit note {link.number or link.xero_id} is set off once it and what it credits are approved."
        follow_up = FollowUp(
            key=link.key,
            task_id=task_id,
            document_id=link.xero_id,
            invoice_ids=invoices,
            due_at=due_at,
            sentence=told,
        )
        follow_ups.add(tx, *own, follow_up)
    if is_invoice(link.key) and not result.renews:
        _follow_invoice(tx, *own, task_id, whole, link, now)


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


def release(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, task_id: TaskId, whole: Whole, now: datetime
) -> None:
    """What documents covered that were voided or deleted is free again; nothing the second time."""
    for document in sorted(whole.released):
        days = coverage.release(tx, installation_id, tenant_id, document)
        records = usage_coverage.release(tx, installation_id, tenant_id, document)
        if days or records:
            told = f"What {document.partition(':')[2]} had billed is free again: its document was voided or deleted."
            entry = journal.JournalEntry(
                at=now, actor=Actor.PRODUCT, event="coverage.released", sentence=told, task_id=task_id
            )
            journal.add(tx, installation_id, entry)


def whole_outcome(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    task_id: TaskId,
    keys: Sequence[DocumentKey],
    organisation: str,
    now: datetime,
) -> Outcome:
    """*Synced* once every document that the task was proposed with has its link, with a sentence that names them all;
    `NotReached` before that, so that it goes on. `keys` are its documents that have one just now."""
    whole = proposed.whole(tx, installation_id, task_id)
    wanted = whole.keys or tuple(keys)
    found = links.done(tx, installation_id, tenant_id, wanted)
    if len(found) < len(wanted):
        return NotReached()
    keep_the_rest(tx, installation_id, tenant_id, task_id, whole, now)
    done = [found[key] for key in wanted]
    warnings: tuple[Problem, ...] = (*(one for document in done for one in document.warnings), *whole.warnings)
    told = [Done(key=one.link.key, name=one.link.number or one.link.xero_id, deed=one.deed) for one in done]
    return Synced(remark=sentence(told, organisation), warnings=warnings)


def keep_the_rest(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, task_id: TaskId, whole: Whole, now: datetime
) -> None:
    """With the end of a task: what is covered though no line bills it, and free again where nothing was made."""
    coverage.keep_all(tx, installation_id, tenant_id, task_id, now)
    usage_coverage.keep_all(tx, installation_id, tenant_id, task_id, now)
    release(tx, installation_id, tenant_id, task_id, whole, now)
