"""Contacts that were read, or made, a moment ago: the batches of one run name the same customers again and again."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from connect_ext.books.documents.held import HeldContact
from connect_ext.books.ids import XeroId
from connect_ext.work.authorisation import AuthorisationId

KEPT_FOR = timedelta(minutes=2)
"""As long as lists are: what a person changes meanwhile is seen by the next order."""


@dataclass(slots=True)
class RecentContacts:
    """By consent, so that none sees the organisation of another. Only what can be invoiced: whoever waits for a
    contact to be put right must see it at once."""

    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _known: dict[AuthorisationId, dict[XeroId, tuple[datetime, HeldContact]]] = field(default_factory=dict, init=False)

    def of(self, consent: AuthorisationId, ids: Collection[XeroId], now: datetime) -> dict[XeroId, HeldContact]:
        """Those of the contacts that are known."""
        with self._lock:
            known = self._known.get(consent, {})
            found = {one: known[one] for one in ids if one in known}
        return {one: held for one, (seen, held) in found.items() if timedelta(0) <= now - seen < KEPT_FOR}

    def remember(self, consent: AuthorisationId, contacts: Iterable[HeldContact], now: datetime) -> None:
        """And forgets what is too old, of every consent."""
        with self._lock:
            fresh = {
                whose: {one: (seen, held) for one, (seen, held) in known.items() if now - seen < KEPT_FOR}
                for whose, known in self._known.items()
            }
            self._known = {whose: known for whose, known in fresh.items() if known}
            own = self._known.setdefault(consent, {})
            own.update({held.id: (now, held) for held in contacts if held.active})
