"""What a variable of the extension is, and what can be wrong with one; `config` has all of them."""

from __future__ import annotations

from dataclasses import dataclass

UNSET = "changeme"
"""What the platform shows for a variable that nobody has set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One variable as the platform declares it."""

    name: str
    purpose: str
    secure: bool = False
    default: str = UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class BadVariable:
    """`why` completes “NAME …”; it never repeats the value."""

    name: str
    why: str
