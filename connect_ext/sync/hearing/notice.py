"""A webhook of Xero's: whether it is Xero's, and what it names is written down to be looked at; nothing is asked."""

from __future__ import annotations

from connect_ext.storage import looks, system
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import Actor
from connect_ext.xero.webhook import is_signed, named


def heed_webhook(runtime: Runtime, key: str, body: bytes, signature: str) -> bool:
    """False for what Xero has not signed with `key`: then nothing was read of it.

    What it says is a hint only: Xero is asked later what the document is like. What is none of ours is forgotten, so
    that whoever keeps other books in the same organisation costs nothing here. Told twice is told once.
    """
    if not is_signed(body, key, signature):
        return False
    now = runtime.clock()
    for tenant_id, xero_ids in sorted(named(body).items()):
        with runtime.database.transaction() as tx:
            linked = system.linked_documents(tx, runtime.xero_app.client_id, tenant_id, xero_ids)
            for installation_id, xero_id in linked:
                looks.want(tx, installation_id, tenant_id, xero_id, Actor.WEBHOOK, now)
    return True
