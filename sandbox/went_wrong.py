"""What a person must look at: the sandbox, or what it runs, did not do what the demo needs."""

from __future__ import annotations


class WentWrong(Exception):
    """The message says what, as sentences."""
