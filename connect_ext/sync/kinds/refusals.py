"""Xero's validation errors as a problem."""

from __future__ import annotations

from connect_ext.books.ids import DocumentKey
from connect_ext.books.problem import Code, Problem, problem


def refusal(key: DocumentKey, messages: tuple[str, ...]) -> Problem:
    return problem(Code.REFUSED_BY_XERO, subject=subject(key), message=" ".join(messages))


def subject(key: DocumentKey) -> str:
    """The order, or the party, that a document is of."""
    return key.partition(":")[2].partition(":")[0]
