"""Invoices that orders of a month share are closed when their day is over: fifty in a call, each once (money §9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.engine import Connection

from connect_ext.books.documents.follow_up import Ends, Waits
from connect_ext.books.ids import DocumentKey, email_key
from connect_ext.books.placing.closing import Closed, Closes, Closing, Collects, closing
from connect_ext.storage import follow_ups, intents, links
from connect_ext.storage.follow_ups import FollowUp
from connect_ext.storage.links import Kept
from connect_ext.sync.crash import apart
from connect_ext.sync.sending.following import Follower, Seen
from connect_ext.sync.sending.posting import IN_FLIGHT
from connect_ext.sync.sending.results import Results
from connect_ext.work.failure import Failure
from connect_ext.work.intent import Call, IntentPart
from connect_ext.work.outcome import NeedsPerson
from connect_ext.xero.encode import updates_body
from connect_ext.xero.kept import kept_invoice
from connect_ext.xero.pictured import picture_of

DONE = "invoice.closed"
Wanted = dict[DocumentKey, tuple[FollowUp, Closes]]


def close(follower: Follower, due: Sequence[FollowUp], seen: Seen) -> Failure | None:
    """All that are due. A mistake of ours with one keeps no other from its turn."""
    if not due:
        return None
    with follower.poster.runtime.database.transaction() as tx:
        by_us = links.find(tx, *follower.own, [one.key for one in due])
        kept = links.kept(tx, *follower.own, [one.document_id for one in due])
    wanted: Wanted = {}
    for one in due:
        with apart("follow_up", follower.installation_id):
            found = _found(follower, one, seen, kept.get(one.document_id), closed=one.key in by_us)
            if isinstance(found, Closes):
                wanted[one.key] = (one, found)
            else:
                _settle(follower, one, found)
    return _send(follower, wanted)


def _found(follower: Follower, due: FollowUp, seen: Seen, kept: Kept | None, *, closed: bool) -> Closing:
    organisation = follower.organisation
    return closing(
        seen.invoices.get(due.document_id),
        kept_invoice(kept.picture) if kept and kept.picture else None,
        name=(kept.link.number if kept else None) or due.document_id,
        by_us=closed,
        settings=follower.settings,
        organisation=organisation,
        today=follower.now.astimezone(organisation.timezone).date(),
    )


def _settle(follower: Follower, due: FollowUp, found: Collects | Closed | Waits | Ends) -> None:
    match found:
        case Collects(until=until, sentence=sentence):
            follower.again(due, sentence, until)
        case Waits(sentence=sentence):
            follower.later(due, sentence)
        case Ends(sentence=sentence):
            follower.done(due, sentence, DONE)
        case Closed(sentence=sentence, approved=approved):
            with follower.poster.runtime.database.transaction() as tx:
                if follower.done_in(tx, due, sentence, DONE) and approved and follower.settings.email_invoices:
                    _email(tx, follower, due)


def _email(tx: Connection, follower: Follower, due: FollowUp) -> None:
    told = "The invoice is e-mailed to its contact."
    key, now = email_key(due.document_id), follower.now
    found = FollowUp(
        key=key, task_id=due.task_id, document_id=due.document_id, invoice_ids=(), due_at=now, sentence=told
    )
    follow_ups.add(tx, *follower.own, found)


def _send(follower: Follower, wanted: Wanted) -> Failure | None:
    """Afterwards each is looked at once more: what Xero then says is what it came to."""
    while wanted:
        parts = [
            IntentPart(key=key, task_ids=(), target=found.invoice.id, before=picture_of(found.invoice))
            for key, (_, found) in wanted.items()
        ]
        body = updates_body([found.update for _, found in wanted.values()])
        try:
            posted = follower.poster.post(follower.draft(Call.UPDATE_INVOICES, parts, body))
        except intents.DocumentInFlight as busy:
            due, _ = wanted.pop(busy.key)
            follower.again(due, due.sentence, follower.now + IN_FLIGHT)
            continue
        if isinstance(posted, Failure):
            for due, found in wanted.values():
                follower.later(due, f"Invoice {found.invoice.name} could not be closed: {posted.evidence}.")
            return posted
        _answered(follower, wanted, posted.results)
        return None
    return None


def _answered(follower: Follower, wanted: Mapping[DocumentKey, tuple[FollowUp, Closes]], results: Results) -> None:
    for key, (due, _) in wanted.items():
        result = results.get(key)
        if result is None:
            # One of them has changed since it was read, so nothing was sent.
            follower.again(due, due.sentence, follower.now + IN_FLIGHT)
        elif result.link is None and isinstance(result.outcome, NeedsPerson):
            follower.later(due, " ".join(one.sentence for one in result.outcome.problems))
        else:
            follower.again(due, due.sentence, follower.now)
