"""A webhook of Xero's: whether it is Xero's, and what it names is written down to be looked at; nothing is asked."""

from __future__ import annotations

from connect_ext.books.ids import InstallationId
from connect_ext.storage import looks, own_apps, system
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
    _note(runtime, runtime.xero_app.client_id, body, None)
    return True


def heed_own_webhook(runtime: Runtime, installation_id: InstallationId, body: bytes, signature: str) -> bool:
    """The same for an installation's own app, signed with the key that it keeps. It speaks of documents of this
    installation alone, whoever else may use the app: its key was given by its own people."""
    with runtime.database.transaction() as tx:
        own = own_apps.find(tx, runtime.vault, installation_id)
    key = own.webhook_key.value if own is not None and own.webhook_key is not None else None
    if own is None or key is None or not is_signed(body, key, signature):
        return False
    _note(runtime, own.client_id, body, installation_id)
    return True


def _note(runtime: Runtime, client_id: str, body: bytes, only: InstallationId | None) -> None:
    now = runtime.clock()
    for tenant_id, xero_ids in sorted(named(body).items()):
        with runtime.database.transaction() as tx:
            for installation_id, xero_id in system.linked_documents(tx, client_id, tenant_id, xero_ids):
                if only in (None, installation_id):
                    looks.want(tx, installation_id, tenant_id, xero_id, Actor.WEBHOOK, now)
