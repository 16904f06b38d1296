"""A question to the caller's organisation, with the one answer there is for a caller that is not connected."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from connect_ext.sync.connection.asking_xero import ask_xero
from connect_ext.sync.connection.tokens import Access, NotConnected
from connect_ext.web.door.caller import Caller, not_connected

Answer = TypeVar("Answer")


def of_xero(caller: Caller, question: Callable[[Access], Answer]) -> Answer:
    """Raises `Refusal` where the installation is not connected, and as `ask_xero` does."""
    found = ask_xero(caller.app.runtime, caller.installation_id, question)
    if isinstance(found, NotConnected):
        raise not_connected(found)
    return found
