"""Both worlds and the product in one process: real event class, SDKs and database; fakes only at the wire."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import uuid4

from connect.client import ConnectClient
from connect.eaas.core.models import Context
from connect.eaas.core.responses import BackgroundResponse, ScheduledExecutionResponse
from cryptography.fernet import Fernet
from sqlalchemy import select

from connect_ext.app import App, serve, waker_of
from connect_ext.books.ids import InstallationId, OrderKey, TenantId
from connect_ext.cloudblue.marketplace import Marketplace
from connect_ext.config import Config
from connect_ext.events import XeroEvents
from connect_ext.storage import settings as stored_settings
from connect_ext.storage import tasks
from connect_ext.storage.tables import intents
from connect_ext.sync.by_hand.asking import ask_for_sync
from connect_ext.sync.by_hand.preferences import save_settings
from connect_ext.sync.connection.choice import choose
from connect_ext.sync.connection.consent import finish_consent, start_consent
from connect_ext.sync.connection.tokens import Access, access
from connect_ext.sync.proposing.proposals import Proposer
from connect_ext.web.settings.settings_shapes import SettingsBody, settings_of
from connect_ext.work.task import SyncTask
from sandbox.clock import Clock
from sandbox.connect.accounts import Account
from sandbox.connect.demo import demo_connect
from sandbox.connect_wire import mount
from sandbox.http import Request, Response
from sandbox.xero import CLIENT_ID, CLIENT_SECRET, HARBOUR, Contract, InProcessWire, demo_xero
from sandbox.xero.view import BooksView

START = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
WEBHOOK_KEY = "a-key-for-webhooks"
"""Noon in Sydney, one o'clock in London: the same day in both organisations."""

REDIRECT = "https://ext.example/unauthorized/xero/callback"
NO_HOLDS = {"credits": False, "unusually_large": False, "first_documents": 0}
ACCOUNTS = {"licence": "200", "usage": "200", "custom": "260"}

Watcher = Callable[[Request], None]


@cache
def the_contract() -> Contract | None:
    """Xero's published description as a judge of every call, where `XERO_OPENAPI` names it."""
    return Contract.from_environment()


class World:
    """The marketplace, Xero and the product on one clock. `App` stands behind the real front doors.

    `watchers` see each request to Xero just before it arrives there; what one raises, the product meets as it is.
    """

    def __init__(self, database_url: str, *, start: datetime = START, at_once: int = 1) -> None:
        """One organisation at a time unless told, so that a story has one course."""
        self.clock = Clock(start)
        self.who = demo_connect(self.clock)
        self.marketplace = self.who.world
        self.marketplace.environment.schedulables = [{"method": "sync_due_orders"}]
        self.xero = demo_xero(self.clock, the_contract())
        self.xero.register_redirect(REDIRECT)
        self.watchers: list[Watcher] = []
        # Looked up at each call: a test may put another `handle` in its place.
        self.xero_answers: Callable[[Request], Response] = lambda request: self.xero.handle(request)  # noqa: PLW0108
        self.connect_answers: Callable[[Request], Response] = lambda asked: self.marketplace.handle(asked)  # noqa: PLW0108
        """Who answers at the other end of each wire; another may stand there, such as one in another process."""
        self._instead: dict[tuple[str, str], Response] = {}
        self.inside_transactions: list[str] = []
        """Calls to the outside that were made while this thread had a transaction open: there must be none."""
        self.unannounced: list[str] = []
        """Writes to Xero of which no committed intent said before what leaves, byte for byte: there must be none."""
        self.wire = InProcessWire(self._xero)
        self.config = a_config(database_url)
        self.app = App(
            self.config, wire=self.wire, clock=self.clock, chance=lambda: 0.5, rest=self.clock.move, at_once=at_once
        )
        serve(self.config, self.app)
        self.owner = self.client(self.marketplace.owner_key)

    @property
    def variables(self) -> dict[str, str]:
        """The configuration as the platform hands it over."""
        return {name.upper(): _text(value) for name, value in _fields(self.config).items()}

    def client(self, key: str) -> ConnectClient:
        client = ConnectClient(key, endpoint=f"https://{uuid4().hex}.connect.test/public/v1", use_specs=False)
        mount(client, self._connect)
        return client

    def _connect(self, request: Request) -> Response:
        self._note_transaction(request)
        return self.connect_answers(request)

    def _xero(self, request: Request) -> Response:
        self._note_transaction(request)
        self._note_unannounced(request)
        for watch in list(self.watchers):
            watch(request)
        answer = self.xero_answers(request)
        return self._instead.pop((request.method, request.path), answer)

    def answer_instead(self, method: str, path: str, answer: Response) -> None:
        """The next such request reaches Xero and is carried out; a proxy gives another answer to it."""
        self._instead[method, path] = answer

    def _note_transaction(self, request: Request) -> None:
        if self.app.runtime.database.in_transaction:
            self.inside_transactions.append(f"{request.method} {request.path}")

    def _note_unannounced(self, request: Request) -> None:
        """Asked in a transaction of its own, which sees only what is committed. Whoever adds an item by hand has its
        mapping as the intent (`sync.mapping.add_item`)."""
        write = request.method in ("PUT", "POST") and "/api.xro/" in request.path
        if not write or request.path.endswith("/Items") or self.app.runtime.database.in_transaction:
            return
        body, key = request.body.decode(), request.headers.get("idempotency-key", "")
        # An e-mail has nothing to say beyond its address.
        same = (intents.c.idempotency_key == key) & intents.c.body.in_([body, ""]) & intents.c.settled_at.is_(None)
        with self.app.runtime.database.transaction() as tx:
            if tx.execute(select(intents.c.id).where(same)).first() is None:
                self.unannounced.append(f"{request.method} {request.path}")

    def install(self, account: Account) -> InstallationId:
        """From the store, with the event that the platform sends for it."""
        installation = self.marketplace.install(account)
        self.events(installation).on_installation(installation)
        self.wait()
        return InstallationId(installation["id"])

    def uninstall(self, installation_id: InstallationId) -> None:
        """In the portal, with the event that the platform sends for it."""
        gone = self.marketplace.uninstall({"id": installation_id})
        self.events(gone).on_installation(gone)
        self.wait()

    def wait(self, platform: str | None = None) -> None:
        """Until nothing runs in the background. `platform` is the address under which it was told, if another."""
        environment = self.marketplace.environment
        waker = waker_of(platform or self.owner.endpoint, environment.service_id, environment.id)
        assert waker.wait(30)
        assert self.app.wait(30)

    def events(self, installation: Mapping[str, Any] | None = None) -> XeroEvents:
        """The real event class, as the runner builds it for one event."""
        environment = self.marketplace.environment
        context = Context(
            extension_id=environment.service_id, environment_id=environment.id, environment_type="development"
        )
        logger = logging.getLogger("eaas.eventsapp")
        return XeroEvents(self.owner, logger, self.variables, None, installation, context)

    def connect(self, installation_id: InstallationId, tenant: TenantId | str = HARBOUR) -> None:
        """The person of the installation goes to Xero, says yes, and chooses the organisation."""
        url = start_consent(self.app.runtime, installation_id, "UR-1")
        state, code = self.consent_at_xero(url)
        finish_consent(self.app.runtime, state=state, code=code, error="")
        assert choose(self.app.runtime, installation_id, TenantId(tenant), "UR-1") is not None

    def consent_at_xero(self, authorize_url: str, *tenants: str) -> tuple[str, str]:
        """Allows both organisations, unless told, on the consent page; gives the state and the code of the way back."""
        query = Request(method="GET", url=authorize_url).query
        form = "&".join([*(f"{name}={value}" for name, value in query.items()), "decision=allow"])
        chosen = "".join(f"&tenant={tenant}" for tenant in tenants or self.xero.tenants)
        answer = self.xero.handle(
            Request(method="POST", url="/identity/connect/authorize", body=f"{form}{chosen}".encode())
        )
        back = Request(method="GET", url=answer.headers["location"]).query
        return back["state"], back["code"]

    def choose_settings(self, installation_id: InstallationId, **chosen: Any) -> None:
        """Saves settings as `PUT /api/settings` does; unless told otherwise accounts are set, nothing is held, and
        auto-sync, where it is on, takes all customers."""
        ours = {"accounts": ACCOUNTS, "holds": NO_HOLDS, "auto_sync_new_customers": True, "new_contacts_seen": 0}
        body = SettingsBody(**{**ours, **chosen})
        with self.app.runtime.database.transaction() as tx:
            version = stored_settings.load(tx, installation_id).version
        assert save_settings(self.app.runtime, installation_id, settings_of(body), version, "UR-1") is not None

    def tell(self, installation_id: InstallationId, request: Mapping[str, Any]) -> BackgroundResponse:
        """The platform's event about an asset request."""
        events = self.events({"id": installation_id})
        handler = {
            "change": events.on_change,
            "adjustment": events.on_adjustment,
            "suspend": events.on_suspend,
            "resume": events.on_resume,
            "cancel": events.on_cancel,
            "renew": events.on_renew,
            "transfer": events.on_transfer,
        }.get(request["type"], events.on_purchase)
        return handler(dict(request))

    def buy(
        self,
        installation_id: InstallationId,
        quantities: Mapping[str, int | str] | None = None,
        *,
        seller: Account | None = None,
        customer: Any = None,
        connection: str = "production",
    ) -> dict[str, Any]:
        """An approved purchase, a minute after it was placed, and its event. Unless told: 10 monthly licences for
        the customer in Sydney, sold by Southern."""
        placed = self.marketplace.place_purchase(
            seller or self.who.southern,
            customer or self.who.sydney,
            self.who.office,
            quantities or {"NRD-OFF-M": 10},
            connection,
        )
        self.later(minutes=1)
        approved = self.marketplace.approve(placed["id"])
        self.tell(installation_id, approved)
        return approved

    def change(
        self, installation_id: InstallationId, order: Mapping[str, Any], quantities: Mapping[str, int | str]
    ) -> dict[str, Any]:
        """An approved change of what an order bought, a minute after it was placed, and its event."""
        placed = self.marketplace.place_change(order["asset"]["id"], quantities)
        self.later(minutes=1)
        approved = self.marketplace.approve(placed["id"])
        self.tell(installation_id, approved)
        return approved

    def ready(self, account: Account | None = None, tenant: TenantId | str = HARBOUR, **chosen: Any) -> InstallationId:
        """Installed (by Southern unless told), connected, with settings."""
        installation_id = self.install(account or self.who.southern)
        self.connect(installation_id, tenant)
        self.choose_settings(installation_id, **chosen)
        return installation_id

    def schedule_fires(self) -> ScheduledExecutionResponse:
        """The platform's tick, through the real event class."""
        return self.events().sync_due_orders({})

    def drain(self) -> int:
        return self.app.drain(self.owner, self.marketplace.environment.service_id)

    def sync(self, installation_id: InstallationId) -> int:
        """A person presses Sync and waits."""
        ask_for_sync(self.app.runtime, installation_id, None, "UR-1")
        return self.drain()

    def sync_only(self, installation_id: InstallationId, *orders: str) -> int:
        """A person presses Sync on these orders and waits."""
        chosen = [self.task(installation_id, order).id for order in orders]
        ask_for_sync(self.app.runtime, installation_id, chosen, "UR-1")
        return self.drain()

    def proposer(self, installation_id: InstallationId) -> Proposer:
        """What a page asks for a proposal with."""
        found = access(self.app.runtime, installation_id)
        assert isinstance(found, Access)
        marketplace = Marketplace(self.owner, self.marketplace.environment.service_id)
        return Proposer(
            runtime=self.app.runtime,
            access=found,
            reader=marketplace.for_installation(installation_id),
            organisation=found.organisation.facts(),
            installation_id=installation_id,
        )

    def task(self, installation_id: InstallationId, order: str) -> SyncTask:
        with self.app.runtime.database.transaction() as tx:
            found = tasks.find_by_order(tx, installation_id, OrderKey(order))
        assert found is not None, f"no task for {order}"
        return found

    def books(self, tenant: str = HARBOUR) -> BooksView:
        return self.xero.books(tenant)

    def later(self, **by: float) -> None:
        self.clock.move(timedelta(**by))

    def move_to(self, day: date) -> None:
        """To one o'clock of a later day, in London."""
        self.clock.move(datetime.combine(day, time(1), UTC) - self.clock())

    def close(self) -> None:
        """Gives the database's connections back, and states what must hold after every story."""
        self.wait()
        self.app.runtime.database.dispose()
        assert self.inside_transactions == []
        assert self.unannounced == []
        assert self.xero.violations == []


def a_config(database_url: str) -> Config:
    return Config(
        database_url=database_url,
        encryption_keys=(Fernet.generate_key().decode(),),
        xero_client_id=CLIENT_ID,
        xero_client_secret=CLIENT_SECRET,
        xero_redirect_uri=REDIRECT,
        xero_api_url="https://api.xero.test",
        xero_identity_url="https://identity.xero.test",
        xero_login_url="https://login.xero.test",
        portal_url="https://portal.example",
        xero_webhook_key=WEBHOOK_KEY,
    )


def _fields(config: Config) -> dict[str, Any]:
    return {name: getattr(config, name) for name in config.__dataclass_fields__}


def _text(value: Any) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value or "")
