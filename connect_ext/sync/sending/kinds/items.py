"""Items: made by code, found again by code; only the way to the documents whose lines name them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from connect_ext.books.documents.held import Link
from connect_ext.books.ids import DocumentKey
from connect_ext.books.planning.plan import CreateItem
from connect_ext.sync.sending.kinds.kind import Answered, Desk, Kind, Piece
from connect_ext.sync.sending.kinds.refusals import refusal
from connect_ext.sync.sending.results import Result, needs_person
from connect_ext.work.intent import Call, Intent, IntentDraft
from connect_ext.work.outcome import NotReached
from connect_ext.xero.created import Accepted, Refused
from connect_ext.xero.items import items_body


def _body(pieces: Sequence[Piece]) -> str:
    return items_body([piece.change.item for piece in pieces if isinstance(piece.change, CreateItem)])


def _answered(desk: Desk, draft: IntentDraft, elements: Answered) -> dict[DocumentKey, Result]:  # noqa: ARG001
    found = {}
    for part, element in zip(draft.parts, elements, strict=True):
        match element:
            case Accepted(xero_id=xero_id):
                link = Link(key=part.key, xero_id=xero_id, number=_code(part.key))
                found[part.key] = Result(outcome=NotReached(), link=link, picture=element.picture)
            case Refused(messages=messages):
                found[part.key] = needs_person(refusal(part.key, messages))
    return found


def _held(desk: Desk, keys: Collection[DocumentKey]) -> dict[DocumentKey, Result]:
    """Those that Xero has: codes are unique there, so it is the same item, whoever has made it."""
    there = {item.code: item for item in desk.access.organisation.items_by_code([_code(key) for key in keys])}
    links = {key: Link(key=key, xero_id=there[_code(key)].id, number=_code(key)) for key in keys if _code(key) in there}
    return {key: Result(outcome=NotReached(), link=link) for key, link in links.items()}


def _look(desk: Desk, pieces: Sequence[Piece]) -> dict[DocumentKey, Result]:
    """Somebody may have made it since the order was proposed."""
    return _held(desk, [piece.key for piece in pieces]) if pieces else {}


def _read(desk: Desk, intent: Intent) -> dict[DocumentKey, Result]:
    keys = [part.key for part in intent.draft.parts]
    found = _held(desk, keys)
    return {key: found.get(key, Result(outcome=NotReached())) for key in keys}


def _code(key: DocumentKey) -> str:
    return key.partition(":")[2]


ITEMS = Kind(
    call=Call.CREATE_ITEMS,
    send=lambda organisation, draft: organisation.create(draft.call, draft.body, draft.idempotency_key),
    answered=_answered,
    read=_read,
    body=_body,
    look=_look,
)
