"""What Xero's answers show of a connection is heeded once, by workers and by pages alike: a limit or an outage pauses
the organisation, a dead authorisation ends the connection, an expired token is renewed."""

from __future__ import annotations

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.storage import authorisations, system
from connect_ext.storage.pausing import Pause
from connect_ext.sync.connection.gate import OURS_ALONE
from connect_ext.sync.connection.tokens import Access, break_connection, expire_tokens
from connect_ext.sync.runtime import Runtime
from connect_ext.work.authorisation import Authorisation, AuthorisationStatus
from connect_ext.work.failure import Failure, FailureKind
from connect_ext.work.outcome import SNOOZE_WITHOUT_A_WORD
from connect_ext.xero.failures import TOKEN_EXPIRED
from connect_ext.xero.limits import APP_LIMIT


def heed(runtime: Runtime, access: Access, failure: Failure) -> Pause | None:
    """The pause that the failure asks for, if it asks for one."""
    if failure.kind is FailureKind.RECONNECT:
        break_connection(runtime, access.authorisation, failure)
    if failure.code == TOKEN_EXPIRED:
        expire_tokens(runtime, access)
    if failure.kind is not FailureKind.SNOOZE:
        return None
    return _pause(runtime, access.authorisation.client_id, access.tenant_id, failure)


def pause_without_access(runtime: Runtime, installation_id: InstallationId, failure: Failure) -> None:
    """The page of the connection then says why nothing moves: an outage, or the app's secret is wrong."""
    current = _current(runtime, installation_id)
    if current is not None and current.tenant_id is not None:
        _pause(runtime, current.client_id, current.tenant_id, failure)


def standing_pause(runtime: Runtime, client_id: str, tenant_id: TenantId) -> Pause | None:
    """Until it ends, nothing is asked of the organisation through this Xero app."""
    with runtime.database.transaction() as tx:
        return system.paused(tx, client_id, tenant_id, runtime.clock())


def pause_of(runtime: Runtime, installation_id: InstallationId) -> Pause | None:
    """The same for the organisation that an installation is connected to, before a token is renewed for it."""
    current = _current(runtime, installation_id)
    if current is None or current.tenant_id is None or current.status is not AuthorisationStatus.ACTIVE:
        return None
    return standing_pause(runtime, current.client_id, current.tenant_id)


def _current(runtime: Runtime, installation_id: InstallationId) -> Authorisation | None:
    with runtime.database.transaction() as tx:
        return authorisations.current(tx, runtime.vault, installation_id)


def _pause(runtime: Runtime, client_id: str, tenant_id: TenantId, failure: Failure) -> Pause:
    """A limit of the whole app pauses all its organisations; one that concerns this caller alone pauses none."""
    now = runtime.clock()
    pause = Pause(since=now, until=now + (failure.wait or SNOOZE_WITHOUT_A_WORD), why=failure.evidence)
    if failure.code in OURS_ALONE:
        return pause
    with runtime.database.transaction() as tx:
        if failure.code == APP_LIMIT:
            system.pause_app(tx, client_id, now, pause.until, pause.why)
        else:
            system.pause(tx, client_id, tenant_id, now, pause.until, pause.why)
    return pause
