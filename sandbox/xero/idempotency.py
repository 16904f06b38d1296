"""Idempotency keys: an answer is kept for six minutes from the first call and given again to the identical request.

https://developer.xero.com/documentation/guides/idempotent-requests/idempotency. The key belongs to the app, not to
the organisation, and the organisation is no part of what is compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.http import Request, Response
from sandbox.xero.words import Refused, bad_request

LIFE = timedelta(minutes=6)
LONGEST_KEY = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    first_at: datetime
    method: str
    url: str
    body: bytes
    answer: Response


class IdempotencyKeys:
    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Kept] = {}

    def answered(self, app: str, request: Request, now: datetime) -> Response | None:
        """The kept answer to this very request. Raises `Refused` when the key was used for another one."""
        self._forget(now)
        key = key_of(request)
        kept = self._kept.get((app, key)) if key else None
        if kept is None:
            return None
        if (kept.method, kept.url, kept.body) != (request.method, request.url, request.body):
            raise bad_request(10, "ValidationException", f"Idempotency Key: {key} is used with a different request.")
        return kept.answer

    def keep(self, app: str, request: Request, answer: Response, now: datetime) -> None:
        if key := key_of(request):
            kept = Kept(first_at=now, method=request.method, url=request.url, body=request.body, answer=answer)
            self._kept[app, key] = kept

    def _forget(self, now: datetime) -> None:
        """Oldest first, as dictionaries keep the order of insertion."""
        while self._kept:
            oldest = next(iter(self._kept))
            if now < self._kept[oldest].first_at + LIFE:
                return
            del self._kept[oldest]


def key_of(request: Request) -> str | None:
    """The key of a write; reads take none. Raises `Refused` for a key that is too long."""
    key = request.headers.get("idempotency-key") if request.method in ("PUT", "POST", "PATCH") else None
    if key is not None and len(key) > LONGEST_KEY:
        raise Refused(_too_long())
    return key or None


def _too_long() -> Response:
    message = f"Idempotency Key must be {LONGEST_KEY} characters or fewer."
    return bad_request(10, "ValidationException", message).response
