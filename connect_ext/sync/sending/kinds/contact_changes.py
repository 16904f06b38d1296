"""Contacts that follow what the marketplace says of a customer: only while they are as they were looked at.

No document waits for it and no link is made: who wanted it looks at the contact again, and knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from connect_ext.books.ids import DocumentKey
from connect_ext.sync.sending.kinds.kind import Answered, Desk, Kind
from connect_ext.sync.sending.kinds.refusals import refusal
from connect_ext.sync.sending.results import Result, needs_person
from connect_ext.work.intent import Call, Intent, IntentDraft, IntentPart
from connect_ext.work.outcome import NotReached, Synced
from connect_ext.xero.contact_changes import changed_contact, changed_id
from connect_ext.xero.created import Accepted, Refused
from connect_ext.xero.kept import kept_card

Picture = Mapping[str, Any]


def _held(desk: Desk, body: str) -> Picture | None:
    contact_id = changed_id(body)
    return desk.access.organisation.contact_pictures([contact_id]).get(contact_id)


def _may_go(desk: Desk, draft: IntentDraft) -> bool:
    [part] = draft.parts
    now = _held(desk, draft.body)
    return now is not None and (_same(now, part.before) or _same(now, _meant(part, draft.body)))


def _meant(part: IntentPart, body: str) -> Picture:
    return {**(part.before or {}), **changed_contact(body)}


def _same(now: Picture, other: Picture | None) -> bool:
    """Whether somebody has invoiced the contact meanwhile does not matter."""
    one, two = kept_card(now), kept_card(other) if other is not None else None
    return one is not None and two is not None and replace(one, customer=two.customer, supplier=two.supplier) == two


def _answered(desk: Desk, draft: IntentDraft, elements: Answered) -> dict[DocumentKey, Result]:  # noqa: ARG001
    found = {}
    for part, element in zip(draft.parts, elements, strict=True):
        match element:
            case Accepted():
                found[part.key] = Result(outcome=Synced(), picture=element.picture)
            case Refused(messages=messages):
                found[part.key] = needs_person(refusal(part.key, messages))
    return found


def _read(desk: Desk, intent: Intent) -> dict[DocumentKey, Result]:
    [part] = intent.draft.parts
    now = _held(desk, intent.draft.body)
    done = now is not None and _same(now, _meant(part, intent.draft.body))
    return {part.key: Result(outcome=Synced(), picture=now) if done else Result(outcome=NotReached())}


CONTACT_CHANGES = Kind(
    call=Call.UPDATE_CONTACTS,
    send=lambda organisation, draft: organisation.change(draft.call, draft.body, draft.idempotency_key),
    answered=_answered,
    read=_read,
    may_go=_may_go,
)
