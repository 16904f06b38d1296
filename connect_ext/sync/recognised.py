"""What becomes of an invoice after a send without an answer, once Xero was read."""

from __future__ import annotations

from typing import assert_never

from connect_ext.books.held import HeldInvoice, Link
from connect_ext.books.ids import DocumentKey
from connect_ext.books.problem import Code, problem
from connect_ext.books.recognise import Doubtful, Ended, NotThere, Ours, Recognition
from connect_ext.sync.results import Result
from connect_ext.work.outcome import NeedsPerson, NotReached, Synced


def found_in_xero(key: DocumentKey, recognition: Recognition, *, ended_goes_out: bool) -> Result:
    """`NotReached` lets it go out. One that a person has ended goes out only if somebody has asked for it since."""
    match recognition:
        case NotThere():
            return Result(outcome=NotReached())
        case Ended(difference=difference):
            return Result(outcome=NotReached()) if ended_goes_out else _differs(key, difference)
        case Doubtful(difference=difference):
            return _differs(key, difference)
        case Ours(invoice=invoice):
            return _adopted(key, invoice)
        case _:
            assert_never(recognition)


def _differs(key: DocumentKey, difference: str) -> Result:
    found = problem(Code.DOCUMENT_DIFFERS, subject=key.partition(":")[2], difference=difference)
    return Result(outcome=NeedsPerson(problems=(found,)))


def _adopted(key: DocumentKey, invoice: HeldInvoice) -> Result:
    link = Link(key=key, xero_id=invoice.id, number=invoice.number)
    remark = f"Invoice {invoice.number} was already in Xero from a send whose answer was lost; it is linked."
    return Result(outcome=Synced(remark=remark), link=link)
