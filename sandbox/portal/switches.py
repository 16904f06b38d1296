"""How the extension's host treats the browser of one account: slowly, as signed out, or left without the portal's word.

Each account has switches of its own, so that two people, or two tests, do not disturb each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

SLOWEST_MS = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Switches:
    """`silent` is for the page alone: its portal then never answers what the extension's page says."""

    slow_ms: int = 0
    expired: bool = False
    silent: bool = False


class Switchboard:
    """Switches by account id; safe to use from any thread."""

    def __init__(self) -> None:
        self._of: dict[str, Switches] = {}

    def of(self, account_id: str) -> Switches:
        return self._of.get(account_id, Switches())

    def change(self, account_id: str, wanted: Mapping[str, Any]) -> Switches:
        """Sets those that are named and answers all. Raises `ValueError`, with a sentence, for a value that is none."""
        slow, flags = wanted.get("slow_ms", 0), [wanted.get(name, False) for name in ("expired", "silent")]
        if type(slow) is not int or not 0 <= slow <= SLOWEST_MS:
            raise ValueError(f"slow_ms is a whole number from 0 to {SLOWEST_MS}.")
        if not all(type(flag) is bool for flag in flags):
            raise ValueError("expired and silent are true or false.")
        if strange := sorted(set(wanted) - {"slow_ms", "expired", "silent"}):
            raise ValueError(f"There is no switch {strange[0]}.")
        self._of[account_id] = replace(self.of(account_id), **wanted)
        return self._of[account_id]
