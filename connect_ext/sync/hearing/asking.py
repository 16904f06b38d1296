"""What has changed in an organisation since it was last asked: a webhook that was lost hides nothing."""

from __future__ import annotations

from datetime import timedelta

from connect_ext.books.ids import InstallationId, XeroId
from connect_ext.storage import listening, looks
from connect_ext.sync.connection.tokens import Access, always_through_this_app
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import Actor

EVERY = timedelta(hours=1)
"""Three calls an hour and installation, of the thousand a day that Xero gives the smallest apps
(https://developer.xero.com/documentation/guides/oauth2/limits/)."""
OVERLAP = timedelta(minutes=10)
"""Xero's clock is not ours, and what it shows of a change may come later than the change."""
FIRST_LOOK_BACK = timedelta(days=31)


def ask_for_changes(runtime: Runtime, access: Access, installation_id: InstallationId) -> int:
    """How many documents of ours have changed; they are to be looked at. None where it was asked within the hour, or
    another worker asks. Invoices are those of our app, unless the account has worked through another one: what a person
    made and linked here is heard of by webhook. Raises `WorldFailed`, and then the next time begins where this one
    did."""
    now, own = runtime.clock(), (installation_id, access.tenant_id)
    with runtime.database.transaction() as tx:
        if not listening.begin(tx, *own, now, now - EVERY):
            return 0
        until = listening.heard_until(tx, *own)
    since = (until or now - FIRST_LOOK_BACK) - OVERLAP
    xero = access.organisation
    ours = always_through_this_app(runtime, access)
    changed: set[XeroId] = {one.id for one in xero.invoices_since(since, ours=ours)}
    changed |= {one.id for one in xero.credit_notes_since(since)}
    changed |= {one.id for one in xero.contacts_since(since)}
    with runtime.database.transaction() as tx:
        found = looks.ours(tx, *own, changed)
        for xero_id in found:
            looks.want(tx, *own, xero_id, Actor.SCHEDULE, now)
        listening.reached(tx, *own, now)
    return len(found)
