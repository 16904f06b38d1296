"""Once a day at most the operator is mailed what has asked something of a person, of all installations together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from connect_ext.books.ids import InstallationId
from connect_ext.mail import Mail
from connect_ext.storage import installations, mailed, system, task_list
from connect_ext.storage.journal import JournalEntry
from connect_ext.sync.runtime import Runtime
from connect_ext.sync.schedule.mailing import send_mail
from connect_ext.work.digest import SHOWN, Asked, Share, subject_of, text_of
from connect_ext.work.happening import happening
from connect_ext.work.task import TaskStatus

A_DAY = timedelta(days=1)
AN_HOUR = timedelta(hours=1)
"""Until it is looked again where there was nothing to tell, or the server did not take it."""
A_MAIL = timedelta(minutes=10)
"""Longer than one takes, with all that is read for it: nobody else mails meanwhile."""
FIRST_LOOK_BACK = timedelta(days=1)
SETTLED = timedelta(minutes=1)
"""What is written down just now may not be committed yet: it is told of the next time."""
INSTALLATIONS_AT_ONCE = 500
NEEDS_SOMEBODY = (TaskStatus.ATTENTION, TaskStatus.FAILED, TaskStatus.HELD)


def send_digest(runtime: Runtime, mail: Mail) -> bool:
    """Whether one has left. What the server did not take is told with the next one: nothing is lost, and nothing raised
    by it."""
    now = runtime.clock()
    until = now - SETTLED
    with runtime.database.transaction() as tx:
        since = system.take_digest(tx, first_since=now - FIRST_LOOK_BACK, now=now, until=now + A_MAIL)
    if since is None:
        return False
    shares = list(_shares(runtime, since, until))
    sent = bool(shares) and send_mail(mail, subject_of(shares), text_of(shares, since, runtime.portal_url))
    told_until, due_at = (until, now + A_DAY) if sent else (since if shares else until, now + AN_HOUR)
    with runtime.database.transaction() as tx:
        system.digest_mailed(tx, told_until, due_at)
    return sent


def _shares(runtime: Runtime, since: datetime, until: datetime) -> Iterator[Share]:
    last = None
    while True:
        with runtime.database.transaction() as tx:
            some = system.installed(tx, last, INSTALLATIONS_AT_ONCE)
        for installation_id in some:
            share = _share(runtime, installation_id, since, until)
            if share is not None:
                yield share
        if not some:
            return
        last = some[-1]


def _share(runtime: Runtime, installation_id: InstallationId, since: datetime, until: datetime) -> Share | None:
    with runtime.database.transaction() as tx:
        found, count = mailed.asked_between(tx, installation_id, since=since, until=until, limit=SHOWN)
        if not found:
            return None
        known, counts = installations.find(tx, installation_id), task_list.counts(tx, installation_id)
    return Share(
        account=known.account_name if known else installation_id,
        installation=installation_id,
        asked=tuple(map(_asked, found)),
        count=count,
        orders=sum(counts.get(status, 0) for status in NEEDS_SOMEBODY),
    )


def _asked(entry: JournalEntry) -> Asked:
    title = happening(entry.event, warns=bool(entry.data.get("problems"))).title
    return Asked(at=entry.at, title=title, sentence=entry.sentence)
