"""Xero's validation errors as a problem: most are a person's to read, some have a remedy of their own."""

from __future__ import annotations

from connect_ext.books.ids import DocumentKey
from connect_ext.books.problems.problem import Code, Problem, problem


def refusal(key: DocumentKey, messages: tuple[str, ...]) -> Problem:
    message = " ".join(messages)
    if "# must be unique" in message:
        return problem(Code.NUMBER_TAKEN, subject=subject(key), message=message)
    if "lock date" in message:
        # Somebody has closed the period between our look at the organisation and the call.
        return problem(Code.DATE_LOCKED, subject=subject(key), message=message)
    return problem(Code.REFUSED_BY_XERO, subject=subject(key), message=message)


def subject(key: DocumentKey) -> str:
    """The order, or the party, that a document is of."""
    return key.partition(":")[2].partition(":")[0]
