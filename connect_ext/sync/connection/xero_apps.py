"""Which app at Xero speaks for an installation: its own if it has one, else the provider's.

Tokens belong to the app that got them: whatever a consent has brought is renewed and handed back through that one.
"""

from __future__ import annotations

from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage import own_apps
from connect_ext.sync.runtime import Runtime, XeroApp
from connect_ext.work.failure import Failure, FailureKind, WorldFailed

APP_GONE = Failure(
    kind=FailureKind.RECONNECT,
    code="app_gone",
    evidence="it belongs to a Xero app whose secret is not kept here any more",
)


def client_id_now(tx: Connection, runtime: Runtime, installation_id: InstallationId) -> str:
    """Of the app that the next consent is asked for."""
    own = own_apps.find(tx, runtime.vault, installation_id)
    return own.client_id if own else runtime.xero_app.client_id


def app_of(runtime: Runtime, installation_id: InstallationId, client_id: str) -> XeroApp:
    """The app that a consent was given to. Raises `WorldFailed` where neither the installation nor the provider has
    it any more."""
    with runtime.database.transaction() as tx:
        own = own_apps.find(tx, runtime.vault, installation_id)
    provider = runtime.xero_app
    if own is not None and own.client_id == client_id and own.secret.value is not None:
        return XeroApp(client_id=client_id, client_secret=own.secret.value, redirect_uri=provider.redirect_uri)
    if client_id == provider.client_id:
        return provider
    raise WorldFailed(APP_GONE)
