"""Everything on stage: both vendors' stand-ins, the portal, and the real runner with the extension in it."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import httpx
from cryptography.fernet import Fernet

from sandbox.certificates import Certificates
from sandbox.connect.accounts import Account
from sandbox.connect.asgi import connect_app, gateway_app
from sandbox.connect.gateway import Gateway
from sandbox.connect.platform import Platform
from sandbox.connect.protocol import Worker
from sandbox.connect.world import ConnectWorld
from sandbox.http import Request, Response
from sandbox.portal.doorkeeper import Doorkeeper
from sandbox.portal.extension_host import ExtensionHost
from sandbox.portal.house import House, descriptor_of
from sandbox.portal.portal import Portal
from sandbox.portal.switches import Switchboard
from sandbox.rehearsal.sitecustomize import VARIABLE
from sandbox.runner import Runner, RunnerSettings
from sandbox.serve import AsgiServers, PlainServer
from sandbox.xero.identity import CLIENT_ID, CLIENT_SECRET
from sandbox.xero.world import XeroWorld

REHEARSAL = Path(__file__).with_name("rehearsal")


class Answers(Protocol):
    def handle(self, request: Request) -> Response: ...


class Stage:
    """A context manager. With `run=False` the servers are up and the runner waits for `restart_runner`."""

    def __init__(
        self,
        connect: ConnectWorld,
        xero: Answers,
        *,
        project: Path,
        python_path: Sequence[Path] = (),
        variables: Mapping[str, str] | None = None,
        workers: frozenset[Worker] = frozenset(Worker),
        run: bool = True,
    ) -> None:
        """`variables` override what the stage would set, for example DATABASE_URL. Both vendors live by one clock."""
        self.connect = connect
        self.clock = connect.clock
        self.platform = Platform(connect.state)
        self.gateway = Gateway(connect, self.platform)
        self.folder = Path(tempfile.mkdtemp(prefix="sandbox-stage-"))
        self.certificates = Certificates()
        switches = Switchboard()
        self._servers = AsgiServers(
            {"connect": connect_app(connect, self.platform), "gateway": gateway_app(self.gateway)},
            self.certificates.leaf_file,
            plain={"extension": gateway_app(ExtensionHost(self.gateway, switches))},
        )
        self._xero = PlainServer(xero.handle)
        portal = Portal(self._house(xero, switches, project))
        self._portal = PlainServer(Doorkeeper(portal.handle, lambda: self._portal.port).handle)
        self._moving = threading.Lock()
        self._variables = dict(variables or {})
        self._project, self._python_path, self._workers, self._run = project, python_path, workers, run
        self._stack = ExitStack()
        self.runner = self._new_runner()

    @property
    def connect_url(self) -> str:
        return self._servers.url("connect")

    @property
    def gateway_url(self) -> str:
        """The extension's host over TLS, for programs that trust the stage's certificates."""
        return self._servers.url("gateway")

    @property
    def extension_url(self) -> str:
        """The same host for browsers, which trust no certificate of ours."""
        return self._servers.url("extension")

    @property
    def portal_url(self) -> str:
        return self._portal.url

    @property
    def redirect_uri(self) -> str:
        """Register it at Xero's stand-in, which takes http for localhost only, as Xero does."""
        return f"{self.extension_url}/unauthorized/xero/callback"

    @property
    def xero_url(self) -> str:
        return self._xero.url

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
            stack.callback(self.certificates.remove)
            stack.enter_context(self._servers)
            stack.enter_context(self._xero)
            stack.enter_context(self._portal)
            self._tell_time()
            self.connect.set_variables(self._defaults() | self._variables)
            self._http = stack.enter_context(self._browser())
            stack.callback(self._stop_runner)
            if self._run:
                self.runner.start().wait_connected()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.close()

    def call(
        self,
        account: Account | None,
        method: str,
        path: str,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """A call through the gateway with the account's key, or as nobody; redirects are not followed."""
        key = {"authorization": account.api_key} if account is not None else {}
        return self._http.request(method, path, json=json, headers={**key, **(headers or {})})

    def xero_has_been_heard(self, method: str, path: str) -> bool:
        """Whether the extension has read the whole answer of Xero's stand-in to such a call. Linux only."""
        return self._xero.has_been_read(method, path)

    @property
    def browser(self) -> httpx.Client:
        """A browser that trusts the stage's certificates; redirects are followed by hand."""
        return self._http

    def set_variables(self, values: Mapping[str, str]) -> None:
        """The operator edits variables while the extension runs; its workers are told at once."""
        self.connect.set_variables(values)
        self._servers.run(self.platform.push_variables())

    def move_clock(self, by: timedelta) -> None:
        """Both vendors and the running extension live so much later from now on; what is due then begins at once."""
        with self._moving:
            self.clock.move(by)
            self._tell_time()
        self.fire_schedules()

    def fire_schedules(self) -> None:
        """What the platform does every five minutes."""
        for schedule in self.connect.schedules():
            self.connect.schedule_fires(schedule["id"])

    def restart_runner(self, seconds: float = 60.0) -> None:
        """A fresh runner on the same stage; the one before is stopped first if it still runs. It has so many seconds to
        connect."""
        self.runner.stop()
        self.runner = self._new_runner()
        self.runner.start().wait_connected(seconds)

    def _browser(self) -> httpx.Client:
        trust = self.certificates.client_context()
        return httpx.Client(base_url=self.gateway_url, verify=trust, trust_env=False, timeout=40)

    def _stop_runner(self) -> None:
        self.runner.stop()

    def _new_runner(self) -> Runner:
        settings = RunnerSettings(
            api_key=self.connect.owner_key, environment_id=self.connect.environment.id,
            address=self.connect_url.removeprefix("https://"), project=self._project, log=self.folder / "runner.log",
            environment=self.certificates.trusting(os.environ) | {VARIABLE: str(self._clock_file)},
            python_path=(REHEARSAL, *self._python_path), workers=self._workers,
        )  # fmt: skip
        return Runner(settings, self.platform.connected)

    @property
    def _clock_file(self) -> Path:
        return self.folder / "clock"

    def _tell_time(self) -> None:
        """Replaced as a whole, so that no process reads half a number."""
        draft = self._clock_file.with_suffix(".draft")
        draft.write_text(str(self.clock.moved_by.total_seconds()))
        draft.replace(self._clock_file)

    def _house(self, xero: Answers, switches: Switchboard, project: Path) -> House:
        return House(
            connect=self.connect, gateway=self.gateway, xero=xero if isinstance(xero, XeroWorld) else None,
            switches=switches, descriptor=descriptor_of(project), extension_url=self.extension_url,
            xero_url=self.xero_url, move_clock=self.move_clock,
        )  # fmt: skip

    def _defaults(self) -> dict[str, str]:
        return {
            "DATABASE_URL": f"sqlite:///{self.folder / 'extension.db'}",
            "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
            "XERO_CLIENT_ID": CLIENT_ID,
            "XERO_CLIENT_SECRET": CLIENT_SECRET,
            "XERO_REDIRECT_URI": self.redirect_uri,
            "XERO_API_URL": self.xero_url,
            "XERO_IDENTITY_URL": self.xero_url,
            "XERO_LOGIN_URL": self.xero_url,
            "PORTAL_URL": self.portal_url,
        }
