"""What asks something of a person is posted to the address that the operator has set, signed, in the journal's words.

At least once and in order: a receiver knows an entry again by its installation and id.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import urllib3

from connect_ext.books.ids import InstallationId
from connect_ext.storage import system, tellings
from connect_ext.storage.journal import JournalEntry
from connect_ext.sync.runtime import Runtime
from connect_ext.work.happening import happening
from connect_ext.xero.wire import Wire

logger = logging.getLogger("connect_ext.telling")

AT_ONCE = 50
INSTALLATIONS_AT_ONCE = 500
PATIENCE = urllib3.Timeout(connect=3.0, read=5.0)
A_POST = timedelta(seconds=60)
"""Longer than one takes."""
FIRST_LOOK_BACK = timedelta(days=1)
SIGNATURE = "X-Signature-SHA256"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Who is told. It may be anybody's address, so nothing of its answer is read but the status."""

    url: str
    key: str = field(repr=False)
    wire: Wire = field(repr=False)


def tell_outside(runtime: Runtime, outside: Outside, budget: timedelta) -> int:
    """How many entries left. Once the receiver does not take one, the rest waits for the next time."""
    until, count, last = runtime.clock() + budget, 0, None
    while True:
        with runtime.database.transaction() as tx:
            some = system.installed(tx, last, INSTALLATIONS_AT_ONCE)
        for installation_id in some:
            told = _tell(runtime, outside, installation_id) if runtime.clock() < until else None
            if told is None:
                return count
            count += told
        if not some:
            return count
        last = some[-1]


def _tell(runtime: Runtime, outside: Outside, installation_id: InstallationId) -> int | None:
    """None where the receiver did not take them."""
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        found = tellings.take(
            tx, installation_id, since=now - FIRST_LOOK_BACK, now=now, until=now + A_POST, limit=AT_ONCE
        )
    if not found:
        return 0
    if not _post(outside, _body(installation_id, found)):
        return None
    newest = found[-1].id
    assert newest is not None, "it was read from the journal"
    with runtime.database.transaction() as tx:
        tellings.told(tx, installation_id, newest, runtime.clock())
    return len(found)


def _post(outside: Outside, body: bytes) -> bool:
    signature = hmac.new(outside.key.encode(), body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", SIGNATURE: signature}
    sent = {"body": body, "headers": headers, "timeout": PATIENCE, "redirect": False, "retries": False}
    try:
        status = outside.wire.request("POST", outside.url, **sent).status
    except urllib3.exceptions.HTTPError:
        status = 0
    if not 200 <= status < 300:
        # Neither its address nor its words: both may have secrets in them.
        logger.warning("telling.refused status=%d", status)
    return 200 <= status < 300


def _body(installation_id: InstallationId, found: Sequence[JournalEntry]) -> bytes:
    """The sentence says all that people are told; what else is known of an order stays here."""
    notices = [
        {
            "id": entry.id,
            "at": entry.at.isoformat(),
            "event": entry.event,
            "title": happening(entry.event, warns=bool(entry.data.get("problems"))).title,
            "sentence": entry.sentence,
        }
        for entry in found
    ]
    return json.dumps({"installation": installation_id, "notices": notices}).encode()
