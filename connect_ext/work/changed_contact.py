"""How far a contact has come that is to follow its customer's changed details."""

from __future__ import annotations

from enum import StrEnum


class ChangeState(StrEnum):
    NEW = "new"
    """Nobody has looked at the contact yet."""
    PROPOSED = "proposed"
    """A person applies it, or keeps what Xero has."""
    WANTED = "wanted"
    """A person has applied it; it is sent next."""
    DONE = "done"
    """The contact says what the marketplace says."""
    KEPT = "kept"
    """A person keeps what Xero has."""
    REPLACED = "replaced"
    """By a later request of the same customer."""
    LEFT = "left"
    """To a person, who was told, or to nobody: the customer has no contact any more."""


OPEN = frozenset({ChangeState.NEW, ChangeState.PROPOSED, ChangeState.WANTED})
