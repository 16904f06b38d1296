"""Invoices that we have approved are e-mailed, once at most: an unanswered send is a warning (money §14)."""

from __future__ import annotations

from connect_ext.books.documents.emailing import CONFIRMED_FIRST, Emails, NotEmailed, emailing, not_emailed
from connect_ext.books.documents.follow_up import Ends
from connect_ext.books.problems.problem import Problem
from connect_ext.storage import confirmed, earlier_sends, intents, links, warnings
from connect_ext.storage.follow_ups import FollowUp
from connect_ext.sync.sending.following import Follower, Seen
from connect_ext.sync.sending.posting import IN_FLIGHT
from connect_ext.work.failure import Failure, FailureKind
from connect_ext.work.intent import Call, IntentPart

DONE = "invoice.emailed"
LEFT = "invoice.not_emailed"


def email(follower: Follower, due: FollowUp, seen: Seen) -> Failure | None:
    """One invoice."""
    with follower.poster.runtime.database.transaction() as tx:
        by_us = due.key in links.find(tx, *follower.own, [due.key])
        unanswered = due.key in earlier_sends.once_read(tx, *follower.own, [due.key])
        kept = links.kept(tx, *follower.own, [due.document_id]).get(due.document_id)
        count = confirmed.count(tx, follower.installation_id, CONFIRMED_FIRST)
    held = seen.invoices.get(due.document_id)
    name = (kept.link.number if kept else None) or due.document_id
    found = emailing(
        held,
        seen.contacts.get(held.contact_id) if held else None,
        name=name,
        by_us=by_us,
        unanswered=unanswered,
        confirmed=count,
    )
    match found:
        case Ends(sentence=sentence):
            follower.done(due, sentence, DONE if by_us else LEFT)
        case NotEmailed(problem=problem):
            _leave(follower, due, problem)
        case Emails():
            return _send(follower, due, name)
    return None


def _leave(follower: Follower, due: FollowUp, problem: Problem) -> None:
    """To a person: the orders on the invoice say so."""
    with follower.poster.runtime.database.transaction() as tx:
        if follower.done_in(tx, due, problem.sentence, LEFT):
            warnings.add(tx, *follower.own, due.document_id, problem, follower.now)


def _send(follower: Follower, due: FollowUp, name: str) -> Failure | None:
    """Afterwards it is looked at once more: what became of it is known then."""
    part = IntentPart(key=due.key, task_ids=(), target=due.document_id)
    try:
        posted = follower.poster.post(follower.draft(Call.EMAIL, [part], "{}"))
    except intents.DocumentInFlight:
        follower.again(due, due.sentence, follower.now + IN_FLIGHT)
        return None
    if not isinstance(posted, Failure):
        follower.again(due, due.sentence, follower.now)
        return None
    if posted.kind is FailureKind.ATTENTION:
        # Xero certainly has not sent it; the day's limit of e-mails is one reason.
        _leave(follower, due, not_emailed(name, posted.evidence.rstrip(".")))
        return None
    follower.later(due, f"It is not known yet whether invoice {name} was e-mailed: {posted.evidence}.")
    return posted
