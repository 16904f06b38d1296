"""Carries out what was written down to be undone: exactly once, by the same calls and their recovery as all else.

Before anything is sent it is looked whether it was done already; a send without an answer is found out by `recover`,
and its link then says so.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, XeroId, is_credit_note
from connect_ext.storage import (
    coverage,
    ends,
    follow_ups,
    intents,
    journal,
    links,
    set_aside,
    tasks,
    undos,
    usage_coverage,
)
from connect_ext.storage.follow_ups import FollowUp
from connect_ext.storage.undos import OpenUndo
from connect_ext.sync.by_hand.undo import undone
from connect_ext.sync.crash import apart
from connect_ext.sync.runtime import LEASE
from connect_ext.sync.sending.posting import IN_FLIGHT, Poster
from connect_ext.work.failure import Failure, FailureKind
from connect_ext.work.intent import IntentDraft, IntentPart
from connect_ext.work.outcome import NeedsPerson
from connect_ext.work.task import Actor, TaskId

AGAIN = timedelta(minutes=2)
"""After a failure that may pass."""
CHANGED = "the invoice has changed since it was looked at"


def carry_on(poster: Poster, installation_id: InstallationId, task_id: TaskId | None = None) -> Failure | None:
    """All that is due, or one order's. The failure that keeps the rest from it is returned."""
    now = poster.runtime.clock()
    with poster.runtime.database.transaction() as tx:
        own = (installation_id, poster.access.tenant_id)
        due = undos.claim(tx, *own, now=now, until=now + LEASE, task_id=task_id)
    for undo in due:
        failure = None
        with apart("undo", installation_id):
            failure = _carry_out(poster, installation_id, undo)
        if failure is not None:
            return failure
    return None


def _carry_out(poster: Poster, installation_id: InstallationId, undo: OpenUndo) -> Failure | None:
    if undo.call is None or _is_done(poster, installation_id, undo):
        _finish(poster, installation_id, undo)
        return None
    try:
        posted = poster.post(_draft(poster, installation_id, undo))
    except intents.DocumentInFlight:
        _later(poster, installation_id, undo, IN_FLIGHT)
        return None
    if isinstance(posted, Failure):
        return _failed(poster, installation_id, undo, posted)
    result = posted.results.get(undo.key)
    if result is None:
        _stop(poster, installation_id, undo, CHANGED)
    elif isinstance(result.outcome, NeedsPerson) and result.link is None:
        _stop(poster, installation_id, undo, " ".join(one.sentence for one in result.outcome.problems).rstrip("."))
    elif result.link is None:
        _later(poster, installation_id, undo, AGAIN)
    else:
        _finish(poster, installation_id, undo)
    return None


def _is_done(poster: Poster, installation_id: InstallationId, undo: OpenUndo) -> bool:
    with poster.runtime.database.transaction() as tx:
        return undo.key in links.find(tx, installation_id, poster.access.tenant_id, [undo.key])


def _draft(poster: Poster, installation_id: InstallationId, undo: OpenUndo) -> IntentDraft:
    assert undo.call is not None
    tenant_id = poster.access.tenant_id
    with poster.runtime.database.transaction() as tx:
        generation = intents.next_generation(tx, installation_id, tenant_id, [undo.key])
    # A credit note changes nothing that is there, so that nothing has to be as it was.
    changes = not is_credit_note(undo.key)
    part = IntentPart(
        key=undo.key,
        task_ids=(),
        target=undo.target if changes else None,
        before=undo.before if changes else None,
    )
    return IntentDraft(
        installation_id=installation_id,
        tenant_id=tenant_id,
        call=undo.call,
        parts=(part,),
        body=undo.body,
        generation=generation,
    )


def _failed(poster: Poster, installation_id: InstallationId, undo: OpenUndo, failure: Failure) -> Failure | None:
    if failure.kind is FailureKind.ATTENTION:
        _stop(poster, installation_id, undo, failure.evidence.rstrip("."))
        return None
    _later(poster, installation_id, undo, AGAIN)
    return failure


def _later(poster: Poster, installation_id: InstallationId, undo: OpenUndo, wait: timedelta) -> None:
    with poster.runtime.database.transaction() as tx:
        undos.postpone(tx, installation_id, undo, poster.runtime.clock() + wait)


def _finish(poster: Poster, installation_id: InstallationId, undo: OpenUndo) -> None:
    """What the invoice covered is free, its name too, and the task is left to a person; all in one transaction."""
    now, own = poster.runtime.clock(), (installation_id, poster.access.tenant_id)
    with poster.runtime.database.transaction() as tx:
        task = tasks.find(tx, installation_id, undo.task_id)
        if task is None or not undos.close(tx, installation_id, undo, now):
            return
        coverage.release(tx, *own, undo.document)
        usage_coverage.release(tx, *own, undo.document)
        set_aside.set_aside(tx, *own, undo.document, undo.number, now)
        made = set_aside.give_to(tx, *own, undo.key, undo.task_id)
        if made is not None and undo.target is not None and is_credit_note(undo.key):
            follow_ups.add(tx, *own, _set_off(undo, made, undo.target, now))
        ends.end_undo(tx, installation_id, undo.task_id, undone(undo, task), now)
        _record(tx, poster, installation_id, undo, "undo.done", f"Undone: {undo.sentence}")


def _set_off(undo: OpenUndo, note: XeroId, invoice: XeroId, now: datetime) -> FollowUp:
    told = "The credit note of the undo is set off once it is approved."
    return FollowUp(
        key=undo.key, task_id=undo.task_id, document_id=note, invoice_ids=(invoice,), due_at=now, sentence=told
    )


def _stop(poster: Poster, installation_id: InstallationId, undo: OpenUndo, why: str) -> None:
    """Nothing was done in Xero: the order is as it was."""
    now = poster.runtime.clock()
    with poster.runtime.database.transaction() as tx:
        if undos.close(tx, installation_id, undo, now):
            ends.stop_undo(tx, installation_id, undo.task_id, undo.former, now)
            _record(tx, poster, installation_id, undo, "undo.stopped", f"It was not undone: {why}.")


def _record(
    tx: Connection, poster: Poster, installation_id: InstallationId, undo: OpenUndo, event: str, sentence: str
) -> None:
    entry = journal.JournalEntry(
        at=poster.runtime.clock(),
        actor=Actor.PERSON,
        event=event,
        sentence=sentence,
        task_id=undo.task_id,
        data={"user": undo.user_id},
    )
    journal.add(tx, installation_id, entry)
