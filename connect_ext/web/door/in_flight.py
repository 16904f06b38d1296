"""How many calls may wait for Xero or Connect at once, so that others are still answered while those are slow."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated

from fastapi import Depends

from connect_ext.books.ids import InstallationId
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.problem_details import Refusal

AT_MOST = 16
"""Of all kinds and installations, in this process. Routes run in the 40 threads of Starlette's pool
(https://www.starlette.io/threadpool/), and a call to Xero may take a minute before it is given up: the rest of the
threads stays free for what only asks the database."""

AGAIN_SECONDS = 2
"""After which a page tries again by itself."""


class Wait(StrEnum):
    """Each may be under way once per installation."""

    PREVIEW = "preview"
    CHECK = "check"
    CONTACT = "choice of a contact"
    ORGANISATION = "reading of the organisation"
    OFFER = "reading of what a consent covers"
    CHOICE = "choice of an organisation"
    END = "end of an order by hand"
    UNDO = "undo of an order"
    DISCONNECT = "end of the connection"
    CUSTOMERS = "reading of customers"
    ITEMS = "reading of items"
    TAXES = "reading of taxes"
    CHOICES = "reading of tracking"
    CONTACTS = "search among contacts"
    XERO_ITEMS = "search among items"
    RULES = "reading of rules"
    IMPORTS = "reading of contacts to import"
    MAPPING_FILE = "download of mappings"
    MAPPING = "change of a mapping"
    IMPORT = "import of customers"
    PRICES = "comparison of prices"
    REVENUE = "schedule of deferred revenue"
    RECONCILE = "comparison with Xero"
    APP = "change or test of the Xero app"
    ACTIVITY = "file of the activity"


class InFlight:
    """Who waits now. Of any thread."""

    def __init__(self, at_most: int) -> None:
        self._at_most = at_most
        self._lock = threading.Lock()
        self._waiting: set[tuple[InstallationId, Wait]] = set()

    @contextmanager
    def hold(self, installation_id: InstallationId, wait: Wait) -> Iterator[None]:
        """Raises a 429 at once instead of waiting for a place; nothing has been done then."""
        self._enter(installation_id, wait)
        try:
            yield
        finally:
            with self._lock:
                self._waiting.remove((installation_id, wait))

    def _enter(self, installation_id: InstallationId, wait: Wait) -> None:
        with self._lock:
            if (installation_id, wait) in self._waiting:
                raise busy(f"A {wait} is under way already. Try again when it is done.")
            if len(self._waiting) >= self._at_most:
                raise busy("Too many people wait for an answer at the moment. Try again in a few seconds.")
            self._waiting.add((installation_id, wait))


def busy(detail: str) -> Refusal:
    return Refusal(429, "too_many_at_once", detail, headers={"Retry-After": str(AGAIN_SECONDS)})


of_this_process = InFlight(AT_MOST)


def one_at_a_time(wait: Wait) -> Callable[[Caller], AsyncIterator[None]]:
    """A dependency of a route that waits for others; asynchronous, since it must need no thread of the pool itself."""

    async def held(caller: Annotated[Caller, Depends(caller)]) -> AsyncIterator[None]:
        with of_this_process.hold(caller.installation_id, wait):
            yield

    return held
