"""Ids of the platform's real shapes, the same ones in every run."""

from __future__ import annotations

import hashlib
from collections import Counter


class Ids:
    """Hands out ids; the digits depend only on the prefix and on how many were handed out before."""

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()

    def new(self, prefix: str, *groups: int) -> str:
        """`new("AS", 4, 4, 4)` is like `AS-1895-0864-1238`."""
        self._count[prefix] += 1
        number = int(hashlib.sha256(f"{prefix}:{self._count[prefix]}".encode()).hexdigest(), 16)
        digits = f"{number:078d}"[-sum(groups) :]
        parts = [prefix]
        for size in groups:
            parts.append(digits[:size])
            digits = digits[size:]
        return "-".join(parts)

    def child(self, parent: str, prefix: str, width: int) -> str:
        """`child("AS-1895-0864-1238", "PR", 3)` is like `PR-1895-0864-1238-001`, counted within the parent."""
        self._count[f"{prefix} of {parent}"] += 1
        tail = parent.split("-", 1)[1]
        return f"{prefix}-{tail}-{self._count[f'{prefix} of {parent}']:0{width}d}"


def secret(of: str) -> str:
    """A key of the platform's shape for something that has an id."""
    digest = hashlib.sha1(of.encode(), usedforsecurity=False).hexdigest()
    number = f"{int(digest, 16):049d}"[-9:]
    return f"ApiKey SU-{number[:3]}-{number[3:6]}-{number[6:]}:{digest}"
