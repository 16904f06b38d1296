"""What the schedule does before it works anything off: it hears Xero, checks for changes, and keeps consents alive."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from connect_ext.books.ids import InstallationId
from connect_ext.cloudblue.marketplace import Marketplace
from connect_ext.storage import system
from connect_ext.storage.database import UNREACHABLE
from connect_ext.sync.connection.heeding import pause_without_access
from connect_ext.sync.connection.tokens import access
from connect_ext.sync.crash import where
from connect_ext.sync.hearing.asking import EVERY as HEARING_EVERY
from connect_ext.sync.hearing.hearing import hear
from connect_ext.sync.runtime import Runtime
from connect_ext.sync.schedule.check import check
from connect_ext.sync.schedule.warning import warn_of_ends
from connect_ext.work.failure import WorldFailed

logger = logging.getLogger("connect_ext.looking")

EVERY = timedelta(minutes=15)
UNUSED_FOR = timedelta(days=20)
"""Xero forgets a consent that was not used for sixty days (https://developer.xero.com/faq/oauth2)."""
AT_ONCE = 1000


def look_around(runtime: Runtime, marketplace: Marketplace, budget: timedelta) -> None:
    """Asks Connect for each installation that was not asked for lately, the one that waits longest first; what is not
    reached within the budget is the first of the next time. A failure of one does not stop the others."""
    until = runtime.clock() + budget
    with runtime.database.transaction() as tx:
        unused = system.unused_connections(tx, runtime.clock() - UNUSED_FOR, AT_ONCE)
        to_hear = system.with_something_to_hear(tx, runtime.clock(), runtime.clock() - HEARING_EVERY, AT_ONCE)
        unchecked = system.unchecked_installations(tx, runtime.clock() - EVERY, AT_ONCE)
    _each(unused, lambda found: _use(runtime, found), runtime.clock, until)
    warn_of_ends(runtime)
    _each(to_hear, lambda found: _hear(runtime, found, until), runtime.clock, until)
    _each(unchecked, lambda found: _check(runtime, marketplace, found), runtime.clock, until)


def _each(
    found: tuple[InstallationId, ...],
    do: Callable[[InstallationId], None],
    clock: Callable[[], datetime],
    until: datetime,
) -> None:
    for installation_id in found:
        if clock() >= until:
            return
        try:
            do(installation_id)
        except UNREACHABLE:
            raise
        except Exception as mistake:  # noqa: BLE001 - whatever it is, the others go on
            logger.error("looking.failed installation=%s %s", installation_id, where(mistake))


def _check(runtime: Runtime, marketplace: Marketplace, installation_id: InstallationId) -> None:
    try:
        checked = check(runtime, marketplace.client_for(installation_id), installation_id, None)
    except WorldFailed as failed:
        logger.warning("check.failed installation=%s code=%s", installation_id, failed.failure.code)
        return
    logger.info("check.done installation=%s found=%d new=%d", installation_id, checked.found, checked.new)


def _use(runtime: Runtime, installation_id: InstallationId) -> None:
    try:
        access(runtime, installation_id)
    except WorldFailed as failed:
        logger.warning("access.failed installation=%s code=%s", installation_id, failed.failure.code)
        pause_without_access(runtime, installation_id, failed.failure)


def _hear(runtime: Runtime, installation_id: InstallationId, until: datetime) -> None:
    try:
        heard = hear(runtime, installation_id, until)
    except WorldFailed as failed:
        logger.warning("hearing.failed installation=%s code=%s", installation_id, failed.failure.code)
        return
    logger.info("hearing.done installation=%s documents=%d", installation_id, heard)
