"""One question to an installation's organisation that somebody waits for; what it shows of the connection is heeded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from connect_ext.books.ids import InstallationId
from connect_ext.sync.runtime import Runtime
from connect_ext.sync.tokens import Access, NotConnected, access, break_connection, expire_tokens
from connect_ext.work.failure import FailureKind, WorldFailed
from connect_ext.xero.failures import TOKEN_EXPIRED

Answer = TypeVar("Answer")


def ask_xero(
    runtime: Runtime, installation_id: InstallationId, question: Callable[[Access], Answer]
) -> Answer | NotConnected:
    """Asks, and asks once more where the token had expired before its time. A connection that Xero accepts no longer
    is marked as broken, as by a drain. Raises `WorldFailed` for every other failure."""
    try:
        return _asked(runtime, installation_id, question)
    except WorldFailed as failed:
        if failed.failure.code != TOKEN_EXPIRED:
            raise
    return _asked(runtime, installation_id, question)


def _asked(
    runtime: Runtime, installation_id: InstallationId, question: Callable[[Access], Answer]
) -> Answer | NotConnected:
    found = access(runtime, installation_id)
    if isinstance(found, NotConnected):
        return found
    try:
        return question(found)
    except WorldFailed as failed:
        if failed.failure.kind is FailureKind.RECONNECT:
            break_connection(runtime, found.authorisation, failed.failure)
            return NotConnected(why=failed.failure.evidence)
        if failed.failure.code == TOKEN_EXPIRED:
            expire_tokens(runtime, found)
        raise
