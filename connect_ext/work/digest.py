"""The daily digest of what asks something of people, as the subject and the text of a mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

SHOWN = 20
"""Things of one account; the rest is counted, and stands in Activity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing that asks something of a person."""

    at: datetime
    title: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Of one account, by the time."""

    account: str
    installation: str
    asked: Sequence[Asked]
    """The first of them."""
    count: int
    """Of all."""
    orders: int
    """That need somebody now."""


def subject_of(shares: Sequence[Share]) -> str:
    number = sum(share.count for share in shares)
    return f"Xero Integration: {number} {'thing needs' if number == 1 else 'things need'} somebody"


def text_of(shares: Sequence[Share], since: datetime, portal: str | None) -> str:
    where = f"Look into Activity of each account: {portal}" if portal else "Look into Activity of each account."
    parts = [f"What has asked for somebody since {_moment(since)}.", *map(_share, shares), where]
    return "\n\n".join(parts) + "\n"


def _share(share: Share) -> str:
    rest = share.count - len(share.asked)
    lines = [f"{share.account} ({share.installation})"]
    lines += [f"- {_moment(one.at)}: {one.title}. {one.sentence}" for one in share.asked]
    if rest:
        lines.append(f"- and {rest} more")
    if share.orders:
        lines.append(f"{share.orders} {'order needs' if share.orders == 1 else 'orders need'} somebody now.")
    return "\n".join(lines)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
