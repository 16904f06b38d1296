"""An organisation's contacts and items, and the customers and product items that go with them, kept for two minutes:
for people who map them one after the other, page by page, and for the batches of a run that ask whether a new customer
is among the contacts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Generic, TypeVar

from connect_ext.books.mapping.contact_card import ContactCard
from connect_ext.books.mapping.item import HeldItem
from connect_ext.books.mapping.known import KnownCustomer, KnownItem
from connect_ext.books.prices.listed import ListedItem
from connect_ext.work.authorisation import AuthorisationId

if TYPE_CHECKING:
    from connect_ext.sync.connection.tokens import Access  # which needs the runtime, and that needs this

KEPT_FOR = timedelta(minutes=2)
"""Large organisations have ten pages of contacts, a sixth of the calls that Xero allows in a minute
(https://developer.xero.com/documentation/guides/oauth2/limits)."""

JUST_NOW = timedelta(seconds=10)
"""For whom something in Xero keeps from going on, who may have put it right a moment ago."""

Row = TypeVar("Row")


@dataclass(slots=True)
class Recent(Generic[Row]):
    """What was read a moment ago, by consent, so that none sees the organisation of another."""

    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _known: dict[AuthorisationId, tuple[datetime, tuple[Row, ...]]] = field(default_factory=dict, init=False)

    def get(
        self, access: Access, now: datetime, read: Callable[[], tuple[Row, ...]], not_older_than: timedelta = KEPT_FOR
    ) -> tuple[Row, ...]:
        """What `read` gives, not older than that, which is at most two minutes."""
        with self._lock:
            known = self._known.get(access.authorisation.id)
        if known is not None and timedelta(0) <= now - known[0] < not_older_than:
            return known[1]
        found = read()
        with self._lock:
            old = [one for one, (read_at, _) in self._known.items() if now - read_at >= KEPT_FOR]
            for one in old:
                del self._known[one]
            self._known[access.authorisation.id] = (now, found)
        return found

    def forget(self, access: Access) -> None:
        """Something was made there that the next one to look must see."""
        with self._lock:
            self._known.pop(access.authorisation.id, None)


@dataclass(frozen=True, slots=True)
class RecentLists:
    """Of all organisations that this process has read."""

    contacts: Recent[ContactCard] = field(default_factory=Recent)
    items: Recent[HeldItem] = field(default_factory=Recent)
    customers: Recent[KnownCustomer] = field(default_factory=Recent)
    products: Recent[KnownItem] = field(default_factory=Recent)
    listed: Recent[ListedItem] = field(default_factory=Recent)
    """Of the marketplace: a few examples of prices."""

    def contacts_of(
        self, access: Access, now: datetime, not_older_than: timedelta = KEPT_FOR
    ) -> tuple[ContactCard, ...]:
        """Every contact, archived ones too. Raises `WorldFailed`."""
        return self.contacts.get(access, now, access.organisation.contact_cards, not_older_than)

    def items_of(self, access: Access, now: datetime) -> tuple[HeldItem, ...]:
        """Every item. Raises `WorldFailed`."""
        return self.items.get(access, now, access.organisation.items)
