"""Everything on stage: both vendors' stand-ins, the gateway and the real runner with the extension in it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
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
from sandbox.runner import Runner, RunnerSettings
from sandbox.serve import PlainServer, TlsServers
from sandbox.xero.identity import CLIENT_ID, CLIENT_SECRET


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
        """`variables` override what the stage would set, for example DATABASE_URL."""
        self.connect = connect
        self.clock = connect.clock
        self.platform = Platform(connect.state)
        self.gateway = Gateway(connect, self.platform)
        self.folder = Path(tempfile.mkdtemp(prefix="sandbox-stage-"))
        self.certificates = Certificates()
        self._servers = TlsServers(
            {"connect": connect_app(connect, self.platform), "gateway": gateway_app(self.gateway)},
            self.certificates.leaf_file,
        )
        self._xero = PlainServer(xero.handle)
        self._variables = dict(variables or {})
        self._project, self._python_path, self._workers, self._run = project, python_path, workers, run
        self._stack = ExitStack()
        self.runner = self._new_runner()

    @property
    def connect_url(self) -> str:
        return self._servers.url("connect")

    @property
    def gateway_url(self) -> str:
        """The extension's host, as a browser sees it."""
        return self._servers.url("gateway")

    @property
    def xero_url(self) -> str:
        return self._xero.url

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
            stack.callback(self.certificates.remove)
            stack.enter_context(self._servers)
            stack.enter_context(self._xero)
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

    def restart_runner(self) -> None:
        """A fresh runner on the same stage; the one before is stopped first if it still runs."""
        self.runner.stop()
        self.runner = self._new_runner()
        self.runner.start().wait_connected()

    def _browser(self) -> httpx.Client:
        trust = self.certificates.client_context()
        return httpx.Client(base_url=self.gateway_url, verify=trust, trust_env=False, timeout=40)

    def _stop_runner(self) -> None:
        self.runner.stop()

    def _new_runner(self) -> Runner:
        settings = RunnerSettings(
            api_key=self.connect.owner_key, environment_id=self.connect.environment.id,
            address=self.connect_url.removeprefix("https://"), project=self._project, log=self.folder / "runner.log",
            environment=self.certificates.trusting(os.environ), python_path=self._python_path, workers=self._workers,
        )  # fmt: skip
        return Runner(settings, self.platform.connected)

    def _defaults(self) -> dict[str, str]:
        return {
            "DATABASE_URL": f"sqlite:///{self.folder / 'extension.db'}",
            "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
            "XERO_CLIENT_ID": CLIENT_ID,
            "XERO_CLIENT_SECRET": CLIENT_SECRET,
            "XERO_REDIRECT_URI": f"{self.gateway_url}/unauthorized/xero/callback",
            "XERO_API_URL": self.xero_url,
            "XERO_IDENTITY_URL": self.xero_url,
            "XERO_LOGIN_URL": self.xero_url,
            "PORTAL_URL": self.connect_url,
        }
