"""Credit notes: a list of them knows no filter but `where` and the day of change.

https://developer.xero.com/documentation/api/accounting/creditnotes
"""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.xero.call import Call
from sandbox.xero.credit_note_rules import RULES
from sandbox.xero.credit_note_view import show_credit_note
from sandbox.xero.documents import Documents
from sandbox.xero.state import CreditNote


def _asked_for(call: Call) -> Iterable[CreditNote]:
    since = call.since
    return (note for note in call.books.credit_notes if since is None or note.updated_at >= since)


CREDIT_NOTES: Documents[CreditNote] = Documents(
    name="CreditNote",
    type="ACCRECCREDIT",
    table=lambda books: books.credit_notes,
    asked_for=_asked_for,
    created=RULES.created,
    changed=RULES.changed,
    show=show_credit_note,
    fields={},
)
