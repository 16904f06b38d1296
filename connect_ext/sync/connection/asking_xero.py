"""One question to an installation's organisation that somebody waits for; what it shows of the connection is heeded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from connect_ext.books.ids import InstallationId
from connect_ext.storage.pausing import Pause
from connect_ext.sync.connection.heeding import heed, pause_of
from connect_ext.sync.connection.tokens import Access, NotConnected, access
from connect_ext.sync.runtime import Runtime
from connect_ext.work.budget import Purpose
from connect_ext.work.failure import Failure, FailureKind, WorldFailed
from connect_ext.xero.failures import TOKEN_EXPIRED

Answer = TypeVar("Answer")


class Paused(WorldFailed):
    """Nothing was asked, or a limit was met: the organisation is left alone `until` then."""

    def __init__(self, pause: Pause, now: datetime) -> None:
        wait = pause.until - now
        super().__init__(Failure(kind=FailureKind.SNOOZE, code="paused", evidence=pause.why, wait=wait))
        self.until = pause.until
        self.wait = wait


def ask_xero(
    runtime: Runtime, installation_id: InstallationId, question: Callable[[Access], Answer]
) -> Answer | NotConnected:
    """Asks, and asks once more where the token had expired before its time. A connection that Xero accepts no longer
    is marked as broken, as by a drain. Raises `Paused` while the organisation is paused, also when this question met
    the limit, and `WorldFailed` for every other failure."""
    pause = pause_of(runtime, installation_id)
    if pause is not None:
        raise Paused(pause, runtime.clock())
    try:
        return _asked(runtime, installation_id, question)
    except WorldFailed as failed:
        if failed.failure.code != TOKEN_EXPIRED:
            raise
    return _asked(runtime, installation_id, question)


def _asked(
    runtime: Runtime, installation_id: InstallationId, question: Callable[[Access], Answer]
) -> Answer | NotConnected:
    found = access(runtime, installation_id, Purpose.LOOK)
    if isinstance(found, NotConnected):
        return found
    try:
        return question(found)
    except WorldFailed as failed:
        pause = heed(runtime, found, failed.failure)
        if pause is not None:
            raise Paused(pause, runtime.clock()) from None
        if failed.failure.kind is FailureKind.RECONNECT:
            return NotConnected(why=failed.failure.evidence)
        raise
