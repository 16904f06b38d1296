"""A problem is a value: something that a person can fix. All problems of an order are found at once."""

from __future__ import annotations

from dataclasses import dataclass

from connect_ext.books.problems.catalogue import CATALOGUE, Code, Screen

__all__ = ["Code", "Problem", "Screen", "problem"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something a person can fix. `data` fills the catalogue's sentence and advice."""

    code: Code
    data: dict[str, str]

    @property
    def sentence(self) -> str:
        return CATALOGUE[self.code].sentence.format_map(self.data)

    @property
    def advice(self) -> str:
        return CATALOGUE[self.code].advice.format_map(self.data)

    @property
    def screen(self) -> Screen:
        return CATALOGUE[self.code].screen


def problem(code: Code, **data: str) -> Problem:
    """Builds a problem; `data` must name every word that its sentence and advice use."""
    return Problem(code=code, data=data)
