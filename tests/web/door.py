"""The web side as the real runner serves it: its worker, headers and ASGI transport; only the socket is missing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from connect.eaas.core.proto import Message, SetupResponse
from connect.eaas.runner.config import ConfigHelper
from connect.eaas.runner.handlers.web import WebApp
from connect.eaas.runner.workers.web import WebWorker

from connect_ext.books.ids import InstallationId
from sandbox.connect.accounts import Account
from sandbox.connect.ids import secret
from sandbox.connect.protocol import setup_response, web_response, web_task
from sandbox.http import Request, Response
from tests.world import World

Options = Mapping[str, str]


@cache
def handler() -> Any:
    """The runner's own, which finds the class by the project's entry point and builds the ASGI application."""
    return WebApp(None)


class Worker(WebWorker):  # type: ignore[misc]  # the runner is published without types
    def __init__(self, config: Any) -> None:
        super().__init__(handler(), None, None, None)
        self.config = config
        self.sent: dict[str, Any] = {}

    async def send(self, message: dict[str, Any]) -> None:
        self.sent = message


@dataclass(slots=True, kw_only=True)
class Door:
    """Web calls into one world. `variables` are those of the platform, `answers` everything that left."""

    world: World
    variables: dict[str, str] = field(default_factory=dict)
    answers: list[Response] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.variables.update(self.world.variables)

    def of(self, account: Account, installation_id: InstallationId, **more: str) -> Caller:
        """A signed-in person of an account. `more` are further options that the platform sends with the call."""
        options = {
            "api_key": secret(installation_id),
            "installation_id": installation_id,
            "user_id": account.user_id,
            "account_id": account.id,
            "account_role": account.role.value,
            "call_type": "user",
            "call_source": "ui",
        }
        return Caller(door=self, options={**options, **more}, page=installation_id)

    def nobody(self, **options: str) -> Caller:
        """A browser without a session: the platform names nobody."""
        return Caller(door=self, options=options)

    def call(self, options: Options, request: Request) -> Response:
        return asyncio.run(self.ask(options, request))

    async def ask(self, options: Options, request: Request) -> Response:
        """For several calls at once, in one loop as in the real runner."""
        task = web_task({**options, "correlation_id": "web-1"}, request, request.url)
        worker = Worker(self._config())
        await worker.process_task(Message.deserialize(task).data)
        answer = web_response(worker.sent["data"]["response"])
        self.answers.append(answer)
        return answer

    def _config(self) -> Any:
        environment = self.world.marketplace.environment
        config = ConfigHelper()
        address = self.world.owner.endpoint.removeprefix("https://").removesuffix("/public/v1")
        config.env |= {"environment_id": environment.id, "api_address": address, "api_key": self.world.owner.api_key}
        known = setup_response(environment)["data"]
        known["variables"] = [{"name": name, "value": value} for name, value in self.variables.items()]
        config.update_dynamic_config(SetupResponse(**known))
        return config


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """`page` is the installation that the page was opened for, which our pages say with each call."""

    door: Door
    options: Options
    page: str | None = None

    @property
    def own(self) -> dict[str, str]:
        return {"X-Installation": self.page} if self.page is not None else {}

    def elsewhere(self) -> Caller:
        """The same browser on a page that is not ours, or a program that says nothing of pages."""
        return replace(self, page=None)

    def get(self, url: str, **headers: str) -> Response:
        return self.send("GET", url, **headers)

    def put(self, url: str, body: Any) -> Response:
        return self.send("PUT", url, body)

    def post(self, url: str, body: Any = None) -> Response:
        return self.send("POST", url, body)

    def upload(self, url: str, body: bytes, content_type: str = "application/octet-stream") -> Response:
        """A file as the body."""
        head = {**self.own, "content-type": content_type}
        return self.door.call(self.options, Request(method="POST", url=url, headers=head, body=body))

    def delete(self, url: str) -> Response:
        return self.send("DELETE", url)

    def send(self, method: str, url: str, body: Any = None, **headers: str) -> Response:
        """`body` is sent as JSON, or as it is when it is bytes; underscores in the names of headers are hyphens."""
        return self.door.call(self.options, self.request(method, url, body, **headers))

    async def ask(self, method: str, url: str, body: Any = None) -> Response:
        return await self.door.ask(self.options, self.request(method, url, body))

    def request(self, method: str, url: str, body: Any = None, **headers: str) -> Request:
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        head = self.own | {name.replace("_", "-"): value for name, value in headers.items()}
        if content:
            head["content-type"] = "application/json"
        return Request(method=method, url=url, headers=head, body=content)


def problem(answer: Response) -> dict[str, Any]:
    """The problem details of a refusal, whole and of the right type."""
    assert answer.headers["content-type"] == "application/problem+json", answer.body
    found: dict[str, Any] = answer.json()
    assert found["status"] == answer.status
    assert found["type"] == f"urn:problem:{found['title'].replace(' ', '_')}"
    assert found["detail"].endswith(".")
    return found
