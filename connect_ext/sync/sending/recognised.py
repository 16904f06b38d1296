"""What becomes of a document after a send without an answer, once Xero was read."""

from __future__ import annotations

from typing import assert_never

from connect_ext.books.documents.deeds import Deed
from connect_ext.books.documents.held import HeldCreditNote, HeldInvoice, Link
from connect_ext.books.ids import DocumentKey
from connect_ext.books.planning.recognise import Doubtful, Ended, NotThere, Ours, Recognition
from connect_ext.books.problems.problem import Code, problem
from connect_ext.sync.sending.results import Result, needs_person
from connect_ext.work.outcome import NotReached, Synced
from connect_ext.xero.pictured import picture_of


def found_in_xero(
    key: DocumentKey, recognition: Recognition[HeldInvoice | HeldCreditNote], *, ended_goes_out: bool
) -> Result:
    """`NotReached` lets it go out. One that a person has ended goes out only if somebody has asked for it since."""
    match recognition:
        case NotThere():
            return Result(outcome=NotReached())
        case Ended(difference=difference):
            return Result(outcome=NotReached()) if ended_goes_out else _differs(key, difference)
        case Doubtful(difference=difference):
            return _differs(key, difference)
        case Ours(document=document):
            return _adopted(key, document)
        case _:
            assert_never(recognition)


def _differs(key: DocumentKey, difference: str) -> Result:
    return needs_person(problem(Code.DOCUMENT_DIFFERS, subject=key.partition(":")[2], difference=difference))


def _adopted(key: DocumentKey, held: HeldInvoice | HeldCreditNote) -> Result:
    link = Link(key=key, xero_id=held.id, number=held.number)
    return Result(outcome=Synced(), link=link, picture=picture_of(held), deed=Deed.FOUND)
