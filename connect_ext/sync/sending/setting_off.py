"""Credit notes are set off against what they credit once both are approved."""

from __future__ import annotations

from connect_ext.books.documents.follow_up import Ends, SetsOff, Waits, follow_up
from connect_ext.books.ids import allocation_key
from connect_ext.storage import intents
from connect_ext.storage.follow_ups import FollowUp
from connect_ext.sync.sending.following import Follower, Seen
from connect_ext.sync.sending.posting import IN_FLIGHT
from connect_ext.work.failure import Failure
from connect_ext.work.intent import Call, IntentPart
from connect_ext.work.outcome import NeedsPerson
from connect_ext.xero.encode import allocations_body

DONE = "credit.followed"


def set_off(follower: Follower, due: FollowUp, seen: Seen) -> Failure | None:
    """One credit note."""
    found = follow_up(
        seen.notes.get(due.document_id),
        tuple(seen.invoices[one] for one in due.invoice_ids if one in seen.invoices),
        name=due.key.partition(":")[2],
        today=follower.now.astimezone(follower.organisation.timezone).date(),
        locked_until=follower.organisation.locked_until,
    )
    match found:
        case Ends(sentence=sentence):
            follower.done(due, sentence, DONE)
        case Waits(sentence=sentence):
            follower.later(due, sentence)
        case SetsOff():
            return _send(follower, due, found)
    return None


def _send(follower: Follower, due: FollowUp, found: SetsOff) -> Failure | None:
    """Afterwards it is looked at once more: what Xero then says is what it came to."""
    names = ", ".join(part.name for part, _ in found.parts)
    key = allocation_key(due.key)
    part = IntentPart(key=key, task_ids=(), target=due.document_id)
    try:
        posted = follower.poster.post(follower.draft(Call.ALLOCATE, [part], allocations_body(found.parts)))
    except intents.DocumentInFlight:
        follower.again(due, due.sentence, follower.now + IN_FLIGHT)
        return None
    if isinstance(posted, Failure):
        follower.later(due, f"It could not be set off against {names}: {posted.evidence}.")
        return posted
    outcome = posted.results[key].outcome
    if isinstance(outcome, NeedsPerson):
        follower.later(due, " ".join(one.sentence for one in outcome.problems))
    else:
        follower.again(due, f"Credit note set off against {names}.", follower.now)
    return None
