"""The platform's gateway in front of the extension's host: says who calls, and lets nobody else say it."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import secrets
from collections.abc import Mapping
from http.cookies import SimpleCookie
from typing import Any

from sandbox.connect import extension
from sandbox.connect.accounts import Account, Scope
from sandbox.connect.ids import secret
from sandbox.connect.platform import NoWorker, Platform
from sandbox.connect.protocol import web_response, web_task
from sandbox.connect.state import Refused
from sandbox.connect.world import ConnectWorld
from sandbox.http import Request, Response, json_response

Json = dict[str, Any]
COOKIE = "connect_session"
OPEN = ("/static/", "/unauthorized/", "/guest/")
_HOP_BY_HOP = ("connection", "keep-alive", "transfer-encoding", "content-length", "te", "upgrade", "trailer")


class Gateway:
    """Asynchronous: use it on the loop of its platform."""

    def __init__(self, world: ConnectWorld, platform: Platform, *, patience: float = 30.0) -> None:
        """`patience` is how many seconds an answer of the extension may take."""
        self._world = world
        self._platform = platform
        self._patience = patience
        self._signing_key = secrets.token_bytes(32)
        self._numbers = itertools.count(1)

    def session_cookie(self, account: Account) -> str:
        """The value of the cookie a signed-in browser of this account has on the extension's host."""
        signature = hmac.new(self._signing_key, account.id.encode(), hashlib.sha256).hexdigest()
        return f"{account.id}.{signature}"

    def signed_in(self, request: Request) -> Account | None:
        """Whose browser this is, by its cookie."""
        cookie = SimpleCookie(request.headers.get("cookie", "")).get(COOKIE)
        account = self._world.state.accounts.get(cookie.value.partition(".")[0]) if cookie is not None else None
        if cookie is None or account is None:
            return None
        return account if hmac.compare_digest(cookie.value, self.session_cookie(account)) else None

    async def handle(self, request: Request, scheme: str = "https") -> Response:
        """Answers as the platform would: 401 without a session, 502 without a worker, 504 without an answer.

        `scheme` is the one that the caller really used.
        """
        try:
            caller = self._caller(request)
            if caller is None and not request.path.startswith(OPEN):
                return _error(401, "AUTH_001", "Authentication credentials were not provided.")
            if caller is not None and self._is_proxied(request):
                return await asyncio.to_thread(self._proxy, request, caller[0])
            options = {} if request.path.startswith(OPEN) else self._identity(caller)
            return await self._forward(request, options, scheme)
        except Refused as refusal:
            return _error(refusal.status, refusal.code, *refusal.errors)

    async def _forward(self, request: Request, options: Json, scheme: str) -> Response:
        headers = _forwarded(request.headers, scheme)
        passed = Request(method=request.method, url=request.url, headers=headers, body=request.body)
        path = request.path + (f"?{request.query_string}" if request.query_string else "")
        task = web_task(options | {"correlation_id": f"web-{next(self._numbers)}"}, passed, path)
        try:
            answer = web_response(await asyncio.wait_for(self._platform.web(task), self._patience))
        except TimeoutError:
            return _error(504, "GW_504", "The extension did not answer in time.")
        except NoWorker:
            return _error(502, "GW_502", "The extension is not running.")
        kept = {name: value for name, value in answer.headers.items() if name.lower() not in _HOP_BY_HOP}
        return Response(status=answer.status, headers=kept, body=answer.body)

    def _caller(self, request: Request) -> tuple[Account, str] | None:
        """The account that calls and the source of the call; a key of an installation opens no session here."""
        key = request.headers.get("authorization")
        if key is not None and key.startswith("ApiKey "):
            actor = self._world.state.actor(key)
            return (actor.account, "api") if actor.scope is Scope.USER else None
        account = self.signed_in(request)
        return None if account is None else (account, "ui")

    def _identity(self, caller: tuple[Account, str] | None) -> Json:
        """`call_type` admin means that the account owns the extension, not that the user is an administrator."""
        if caller is None:
            return {}
        account, source = caller
        with self._world.state.lock:
            installation = extension.active_installation(self._world.state, account.id)
        owner = account.id == self._world.environment.owner.id
        if installation is None and not owner:
            raise Refused(403, "AUTH_002", "The extension is not installed in this account.")
        of_it = {"api_key": secret(installation["id"]), "installation_id": installation["id"]} if installation else {}
        return {
            **of_it, "user_id": account.user_id, "account_id": account.id, "account_role": account.role.value,
            "call_source": source, "call_type": "admin" if owner else "user",
        }  # fmt: skip

    def _is_proxied(self, request: Request) -> bool:
        right = self._world.environment.proxied.get(request.path.rstrip("/"))
        return right == "edit" or (right == "view" and request.method == "GET")

    def _proxy(self, request: Request, account: Account) -> Response:
        headers = {"authorization": account.api_key}
        return self._world.handle(Request(method=request.method, url=request.url, headers=headers, body=request.body))


def _forwarded(headers: Mapping[str, str], scheme: str) -> dict[str, str]:
    """Nothing a caller says about itself passes; the host does, so that the extension sees the browser's URL."""
    kept = {
        name: value
        for name, value in headers.items()
        if not name.startswith(("x-connect-", "x-forwarded-")) and name not in (*_HOP_BY_HOP, "host")
    }
    if kept.get("authorization", "").startswith("ApiKey "):
        del kept["authorization"]
    return kept | {"x-forwarded-host": headers.get("host", "localhost"), "x-forwarded-proto": scheme}


def _error(status: int, code: str, *errors: str) -> Response:
    return json_response(status, {"error_code": code, "errors": list(errors)})
