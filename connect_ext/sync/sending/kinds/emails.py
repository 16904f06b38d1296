"""E-mailing an invoice: no task waits for it, and it is never asked for a second time (money §14).

https://developer.xero.com/documentation/api/accounting/invoices#emailing-an-invoice
"""

from __future__ import annotations

from connect_ext.books.documents.held import Link
from connect_ext.books.ids import DocumentKey
from connect_ext.sync.sending.kinds.kind import Answered, Desk, Kind
from connect_ext.sync.sending.results import Result
from connect_ext.work.intent import Call, Intent, IntentDraft, IntentPart
from connect_ext.work.outcome import NotReached, Synced
from connect_ext.xero.organisation import XeroOrganisation


def _send(organisation: XeroOrganisation, draft: IntentDraft) -> Answered:
    [part] = draft.parts
    if part.target is None:
        raise ValueError("an e-mail names its invoice")
    organisation.email(part.target, draft.body, draft.idempotency_key)
    return ()


def _answered(desk: Desk, draft: IntentDraft, elements: Answered) -> dict[DocumentKey, Result]:  # noqa: ARG001
    return {part.key: _done(part) for part in draft.parts}


def _read(desk: Desk, intent: Intent) -> dict[DocumentKey, Result]:
    """Xero marks an invoice that was e-mailed. Where it does not, nobody knows: a customer with two e-mails is worse
    than a person who looks."""
    [part] = intent.draft.parts
    found = desk.access.organisation.invoices_by_id([part.target] if part.target else [])
    told = any(one.sent_to_contact for one in found)
    return {part.key: _done(part) if told else Result(outcome=NotReached())}


def _done(part: IntentPart) -> Result:
    assert part.target is not None
    return Result(outcome=Synced(), link=Link(key=part.key, xero_id=part.target))


EMAILS = Kind(call=Call.EMAIL, send=_send, answered=_answered, read=_read, repeats=False)
