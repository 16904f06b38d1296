"""The composition root: variables become one `App` per configuration and process; nothing else builds adapters."""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from connect.client import ConnectClient

from connect_ext.books.ids import InstallationId
from connect_ext.cloudblue.client import connect_client
from connect_ext.cloudblue.marketplace import Marketplace
from connect_ext.config import Config, NotConfigured, read_config
from connect_ext.storage.database import Database
from connect_ext.storage.vault import Vault
from connect_ext.sync.connection.disconnect import disconnect_left_behind
from connect_ext.sync.connection.recent_choices import RecentChoices
from connect_ext.sync.draining.drain import ORGANISATIONS_AT_ONCE, Drain
from connect_ext.sync.gathering.facts import RecentFacts
from connect_ext.sync.runtime import Runtime, XeroApp
from connect_ext.sync.schedule.background import Background
from connect_ext.sync.schedule.digest import send_digest
from connect_ext.sync.schedule.looking import look_around
from connect_ext.sync.schedule.ownership import Owners
from connect_ext.sync.schedule.telling import Outside, tell_outside
from connect_ext.sync.schedule.waking import Waker
from connect_ext.sync.schedule.warning import tell_of_pauses
from connect_ext.sync.showing.estimates import Estimates
from connect_ext.xero.endpoints import XeroEndpoints
from connect_ext.xero.sender import Wire, XeroSender, direct_wire

DRAIN_BUDGET = timedelta(minutes=4)
"""Less than the five minutes between two ticks of the schedule."""
LOOKING_BUDGET = timedelta(minutes=1)
"""Of those: for asking Connect what has changed."""
TELLING_BUDGET = timedelta(seconds=20)
"""Beyond those: for telling the operator's address."""


_clocks: list[Callable[[], datetime]] = [lambda: datetime.now(UTC)]


def utc_now() -> datetime:
    """Asks the clock that the process lives by at each call, so whoever holds this function follows it."""
    return _clocks[-1]()


def keep_time_by(clock: Callable[[], datetime]) -> None:
    """Has this process live at another time: how a rehearsal moves into next month. Aware and in UTC."""
    _clocks[:] = [clock]


def _rest(wait: timedelta) -> None:
    threading.Event().wait(wait.total_seconds())


class App:
    """The product, wired. `wire` and `clock` are the seams at which tests and the sandbox stand."""

    def __init__(
        self,
        config: Config,
        *,
        wire: Wire | None = None,
        clock: Callable[[], datetime] = utc_now,
        chance: Callable[[], float] = random.random,
        rest: Callable[[timedelta], None] = _rest,
        at_once: int = ORGANISATIONS_AT_ONCE,
        outside: Wire | None = None,
    ) -> None:
        """`at_once` is how many organisations one run works for at a time; `outside` carries notices to the
        operator's address."""
        endpoints = XeroEndpoints(
            api_url=config.xero_api_url,
            identity_url=config.xero_identity_url,
            login_url=config.xero_login_url,
        )
        self._at_once = at_once
        self.webhook_key = config.xero_webhook_key
        self._draining = Background()
        self._parting = Background()
        self._estimating = Background()
        self.recent_facts = RecentFacts()
        self.recent_choices = RecentChoices()
        self.owners = Owners()
        self.runtime = Runtime(
            database=_database(config.database_url),
            vault=Vault(config.encryption_keys),
            sender=XeroSender(endpoints, wire or direct_wire()),
            endpoints=endpoints,
            xero_app=XeroApp(
                client_id=config.xero_client_id,
                client_secret=config.xero_client_secret,
                redirect_uri=config.xero_redirect_uri,
            ),
            portal_url=config.portal_url,
            clock=clock,
            chance=chance,
            rest=rest,
        )
        self._outside = _outside(config, outside)
        self._mail = config.mail
        self._estimates = Estimates(runtime=self.runtime, recent=self.recent_facts)

    def drain(self, owner: ConnectClient, extension_id: str, budget: timedelta = DRAIN_BUDGET) -> int:
        """Works off what is due now; `owner` is a client of the extension's owner. Returns the number of batches."""
        return self._drain(Marketplace(owner, extension_id), patient=False).run(budget)

    def tick(self, owner: ConnectClient, extension_id: str) -> int:
        """What the schedule does: checks for changes where nobody did lately, then works off what is due."""
        marketplace = Marketplace(owner, extension_id)
        look_around(self.runtime, marketplace, LOOKING_BUDGET)
        moved = self._drain(marketplace, patient=True).run(DRAIN_BUDGET - LOOKING_BUDGET)
        tell_of_pauses(self.runtime)
        if self._outside is not None:
            tell_outside(self.runtime, self._outside, TELLING_BUDGET)
        if self._mail is not None:
            send_digest(self.runtime, self._mail)
        return moved

    def drain_in_background(self, owner: ConnectClient, extension_id: str) -> None:
        """The same, after the answer to the person who asked has left; what is due in a moment is waited for."""
        self._draining.ask(lambda: self._drain(Marketplace(owner, extension_id), patient=True).run(DRAIN_BUDGET))

    def _drain(self, marketplace: Marketplace, *, patient: bool) -> Drain:
        return Drain(runtime=self.runtime, marketplace=marketplace, at_once=self._at_once, patient=patient)

    def estimate_in_background(self, installation_id: InstallationId, client: ConnectClient) -> None:
        """Finds out what the installation's new orders come to; `client` has its key."""
        self._estimates.want(installation_id, client)
        self._estimating.ask(self._estimates.run)

    def estimate_again_in_background(self, installation_id: InstallationId, client: ConnectClient) -> None:
        """The same for orders that are still without an amount, unless it was tried a moment ago."""
        if self._estimates.want_again(installation_id, client):
            self._estimating.ask(self._estimates.run)

    def disconnect_left_behind_in_background(self) -> None:
        """Whoever has uninstalled need not wait for the next drain, which would do it too."""
        self._parting.ask(lambda: disconnect_left_behind(self.runtime))

    def wait(self, seconds: float) -> bool:
        """For tests and orderly ends: True when nothing runs in the background any more."""
        return all(background.wait(seconds) for background in (self._draining, self._parting, self._estimating))


def _outside(config: Config, wire: Wire | None) -> Outside | None:
    """A wire is costly to make: reading all of its certificates takes longer than a call."""
    if not config.notice_webhook_url:
        return None
    return Outside(url=config.notice_webhook_url, key=config.notice_webhook_key, wire=wire or direct_wire())


_apps: dict[Config, App] = {}
_databases: dict[str, Database] = {}
_wakers: dict[tuple[str, str], Waker] = {}
_lock = threading.RLock()
"""Held again by whoever holds it: building an `App` asks for its database."""


def app_for(variables: Mapping[str, str], environment_type: str | None) -> App | NotConfigured:
    """The process's `App` for these variables, which the platform may change at any time."""
    config = read_config(variables, os.environ, environment_type)
    if isinstance(config, NotConfigured):
        return config
    with _lock:
        if config not in _apps:
            _apps[config] = App(config)
        return _apps[config]


def database_for(variables: Mapping[str, str], environment_type: str | None) -> Database | NotConfigured:
    """The database alone, which is all that keeping a notice needs, even while other variables are missing."""
    found = app_for(variables, environment_type)
    if isinstance(found, App):
        return found.runtime.database
    return found if found.database_url is None else _database(found.database_url)


def _database(url: str) -> Database:
    """The one of this process: two engines would open twice the connections, and on SQLite wait for each other."""
    with _lock:
        if url not in _databases:
            _databases[url] = Database(url)
        return _databases[url]


def waker_of(platform: str, extension_id: str, environment_id: str) -> Waker:
    """Who keeps an environment awake; it needs no configuration. `platform` is the address of Connect's API."""
    with _lock:
        return _wakers.setdefault((platform, environment_id), Waker(extension_id, environment_id, utc_now))


def owner_client(endpoint: str, user_agent: str) -> ConnectClient:
    """A client of the extension's owner in the web process, to which the runner hands the owner's key in this variable
    of the operating system only, as `connect.eaas.core.inject.synchronous.get_extension_client` shows."""
    return installation_client(os.environ.get("API_KEY", ""), endpoint, user_agent)


def installation_client(api_key: str, endpoint: str, user_agent: str) -> ConnectClient:
    """A client of the account whose key this is."""
    return connect_client(api_key, endpoint, {"User-Agent": user_agent})


def serve(config: Config, app: App) -> None:
    """Has the front doors use `app` for its configuration: how a test puts stand-ins behind the real doors."""
    with _lock:
        _apps[config] = app
