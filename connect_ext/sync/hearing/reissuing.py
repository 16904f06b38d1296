"""A person has a document that was edited in Xero taken back, and its order sent again: the third end of a drift.

Taken back as any undo does it (money §15), and asked for again in the transaction that ends the undo: whoever finishes
it, now or after a lost answer, sends the order anew.
"""

from __future__ import annotations

from connect_ext.books.by_hand.undo_verdict import NotPossible
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.documents.payment import Payment
from connect_ext.storage import tasks
from connect_ext.sync.by_hand.undo import Changed, begin, shown
from connect_ext.sync.by_hand.undoing import carry_on
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.hearing.accepting import Now, documents_now
from connect_ext.sync.runtime import Runtime, new_worker
from connect_ext.sync.sending.posting import Poster
from connect_ext.work.task import SyncTask, TaskStatus

PAID = (Payment.PAID, Payment.PART_PAID)


def reissue(
    runtime: Runtime, access: Access, organisation: Organisation, task: SyncTask, digest: str, user_id: str
) -> str | NotPossible | None:
    """What was done, as a sentence. None, with nothing done, when the document is not as the person saw it. Raises
    `WorldFailed` where Xero cannot be read first."""
    found = _drifted(runtime, access, task, digest)
    if found is None:
        return None
    if found.payment in PAID:
        return NotPossible(
            why=f"{found.name} is paid, or part of it is: accept what it says, or take the payment off it in Xero."
        )
    undo = shown(runtime, access, organisation, task)
    if isinstance(undo, NotPossible):
        return undo
    begun = begin(runtime, access, organisation, task, undo.digest, user_id, sends_again=True)
    if isinstance(begun, Changed):
        return None
    if isinstance(begun, NotPossible):
        return begun
    poster = Poster(runtime=runtime, access=access, worker=new_worker(), tax_rates=organisation.tax_rates)
    # A failure is no refusal: what was written down goes on by itself.
    carry_on(poster, task.installation_id, task.id)
    return _told(runtime, task, begun.sentence)


def _drifted(runtime: Runtime, access: Access, task: SyncTask, digest: str) -> Now | None:
    with runtime.database.transaction() as tx:
        known = documents_now(tx, task.installation_id, task.id)
    found = [one for one in known if one.digest == digest and one.differences and one.tenant_id == access.tenant_id]
    return found[0] if found else None


def _told(runtime: Runtime, task: SyncTask, done: str) -> str:
    with runtime.database.transaction() as tx:
        after = tasks.find(tx, task.installation_id, task.id)
    if after is None or after.status is TaskStatus.PENDING:
        return f"{done} The order is sent again now."
    if after.status is TaskStatus.WAITING:
        return "Xero has not confirmed yet that it is taken back; once it has, the order is sent again."
    return f"It was not sent again: {after.reason}"
