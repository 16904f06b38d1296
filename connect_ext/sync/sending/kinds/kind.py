"""What the engine has to know of each kind of call; `registry` has all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from connect_ext.books.documents.organisation import TaxRate
from connect_ext.books.ids import DocumentKey, InstallationId, XeroId
from connect_ext.books.planning.plan import Change
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.runtime import Runtime
from connect_ext.sync.sending.results import Result, Results
from connect_ext.work.intent import Call, Intent, IntentDraft, IntentPart, Place
from connect_ext.work.task import TaskId
from connect_ext.xero.allocated import Allocated
from connect_ext.xero.created import Element, Refused
from connect_ext.xero.organisation import XeroOrganisation

Ids = Mapping[DocumentKey, XeroId]
Answered = Sequence[Element | Allocated | Refused]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One installation's place in one organisation: what is read from here is seen with its rights."""

    runtime: Runtime
    access: Access
    installation_id: InstallationId
    tax_rates: Sequence[TaxRate] | None = None
    """The organisation's, once they were read: then the tax of what was posted is compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One planned change as an element of a call, whom its document goes to, and the tasks that wait for it."""

    change: Change
    task_ids: tuple[TaskId, ...]
    contact: XeroId | None = None
    begins: tuple[Place, ...] = ()
    """Where its invoice is one that others join."""

    @property
    def key(self) -> DocumentKey:
        return self.change.key


def plain_part(piece: Piece) -> IntentPart:
    return IntentPart(key=piece.key, task_ids=piece.task_ids, begins=piece.begins)


def nothing_found(desk: Desk, pieces: Sequence[Piece]) -> Results:  # noqa: ARG001 - of the shape of the others
    return {}


def always(desk: Desk, draft: IntentDraft) -> bool:  # noqa: ARG001 - of the shape of the others
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """All that reads Xero raises `WorldFailed`."""

    call: Call
    send: Callable[[XeroOrganisation, IntentDraft], Answered]
    """The exact bytes of a written call, under its key."""
    answered: Callable[[Desk, IntentDraft, Answered], Mapping[DocumentKey, Result]]
    """One result per document; the answer's order is the request's."""
    read: Callable[[Desk, Intent], Mapping[DocumentKey, Result]]
    """What a call has come to whose answer was lost. `NotReached` without a link: certainly not done, plan again."""
    body: Callable[[Sequence[Piece]], str] = lambda pieces: ""
    part: Callable[[Piece], IntentPart] = plain_part
    look: Callable[[Desk, Sequence[Piece]], Mapping[DocumentKey, Result]] = nothing_found
    """What is decided about documents that must not be sent as they are; those that may go out are not named."""
    may_go: Callable[[Desk, IntentDraft], bool] = always
    """Whether what the call changes is still as it was read, or has become what the call means."""
    repeats: bool = True
    """Whether a call without an answer goes out again while Xero remembers its key."""
