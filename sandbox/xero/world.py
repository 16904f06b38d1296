"""Xero as a function of request and state: identity, connections and accounting behind one lock."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import uuid4

from sandbox.clock import Clock
from sandbox.http import Request, Response, Unanswered
from sandbox.xero import consent, document_page, gate, tokens
from sandbox.xero.connections import Connections
from sandbox.xero.contract import BASE, Contract, ContractViolation
from sandbox.xero.faults import Break, Fail, Fault, Faults, Hold, Lose, Reply
from sandbox.xero.identity import CLIENT_ID, App, Grant, Identity, User
from sandbox.xero.limits import Limiter, Limits
from sandbox.xero.person import Person
from sandbox.xero.serving import Asked, Judge, Serving
from sandbox.xero.state import Books
from sandbox.xero.view import BooksView, view_of
from sandbox.xero.words import Json, Refused, not_found

USUAL_SCOPES = ("offline_access", "accounting.invoices", "accounting.contacts", "accounting.settings")
_DEMO_USER = User(user_id="7b0a2c52-6f0e-4c1b-9d55-0f6f2f3f9a01", name="Robin Keeper", email="robin@harbour.example")


class Called(NamedTuple):
    """One call that came in; `status` is 0 when it was never answered, `key` its idempotency key, `app` the client id
    of the app whose token it bore."""

    method: str
    path: str
    tenant: str | None
    status: int
    key: str | None
    app: str | None


class XeroWorld:
    """Call `handle` from as many threads as you like. Nothing here opens a socket or starts a thread."""

    def __init__(self, clock: Clock, *, contract: Contract | None = None, user: User = _DEMO_USER) -> None:
        self.clock = clock
        self.faults = Faults()
        self.calls: list[Called] = []
        self.identity = Identity(clock, user)
        self.connections = Connections()
        self._books: dict[str, Books] = {}
        self._judge = Judge(contract)
        self._serving = Serving(self._judge)
        self._limiter = Limiter(Limits())
        self._lock = threading.RLock()

    @property
    def limits(self) -> Limits:
        return self._limiter.limits

    @limits.setter
    def limits(self, limits: Limits) -> None:
        self._limiter.limits = limits

    @property
    def violations(self) -> list[ContractViolation]:
        """What Xero's published description objects to in the calls so far, and in our answers."""
        return self._judge.violations

    @property
    def tenants(self) -> dict[str, str]:
        """Organisations of the signed-in user, id to name."""
        return {tenant: books.organisation.name for tenant, books in self._books.items()}

    def handle(self, request: Request) -> Response:
        """Answer one request. Raises `Unanswered` where a fault breaks the connection."""
        tenant, key, status = request.headers.get("xero-tenant-id"), request.headers.get("idempotency-key"), 0
        try:
            with ExitStack() as flight:
                response = self._served(request, flight)
            status = response.status
            return response
        finally:
            with self._lock:
                app = self.identity.app_of(request.headers.get("authorization", ""))
                self.calls.append(Called(request.method, request.path, tenant, status, key, app))

    def register_app(self, client_id: str, secret: str, name: str) -> None:
        with self._lock:
            self.identity.apps[client_id] = App(client_id=client_id, secret=secret, name=name)

    def register_redirect(self, uri: str) -> None:
        """For every app. Xero takes https, and http for localhost only; 127.0.0.1 is refused with a `ValueError`."""
        parts = urlsplit(uri)
        if parts.scheme != "https" and (parts.scheme, parts.hostname) != ("http", "localhost"):
            raise ValueError(f"Xero does not take {uri} as a redirect URI: https, or http://localhost")
        with self._lock:
            for app in self.identity.apps.values():
                app.redirect_uris.add(uri)

    def add_organisation(self, books: Books) -> None:
        with self._lock:
            self._books[books.organisation.tenant_id] = books

    def consent(
        self,
        tenants: Iterable[str] | None = None,
        scopes: Iterable[str] = USUAL_SCOPES,
        client_id: str = CLIENT_ID,
    ) -> Json:
        """Tokens as the token endpoint gives them, as if the user had just allowed these organisations (all)."""
        with self._lock:
            grant = Grant(
                client_id=client_id,
                user_id=self.identity.user.user_id,
                event_id=str(uuid4()),
                scopes=tuple(scopes),
            )
            self.connections.connect(grant, self._books if tenants is None else tenants, self.clock())
            return self.identity.issue_tokens(grant)

    def expire_access_tokens(self) -> None:
        with self._lock:
            self.identity.expire_access_tokens()

    def revoke_refresh_tokens(self) -> None:
        with self._lock:
            self.identity.drop_refresh_tokens()

    def disconnect(self, tenant_id: str) -> None:
        """The user disconnects the app from this organisation in Xero's own pages."""
        with self._lock:
            self.connections.drop_tenant(tenant_id)

    def person(self, tenant_id: str) -> Person:
        return Person(self._books[tenant_id], self.clock, self._lock)

    def books(self, tenant_id: str) -> BooksView:
        with self._lock:
            return view_of(self._books[tenant_id])

    def _served(self, request: Request, flight: ExitStack) -> Response:
        with self._lock:
            fault = self.faults.take(request)
            if isinstance(fault, Break):
                raise Unanswered("broken before anything was done")
            response = self._routed(request, fault, flight)
        if isinstance(fault, Lose):
            raise Unanswered("the answer was lost")
        if isinstance(fault, Hold):
            fault.wait()
        return response

    def _routed(self, request: Request, fault: Fault | None, flight: ExitStack) -> Response:
        try:
            if request.path.startswith(f"{BASE}/"):
                return self._accounting(request, fault, flight)
            if isinstance(fault, Reply | Fail):
                return fault.response
            return self._identity(request)
        except Refused as refused:
            return refused.response

    def _identity(self, request: Request) -> Response:
        match request.method, request.path.split("/")[1:]:
            case "GET", ["identity", "connect", "authorize"]:
                return consent.authorize(self.identity, self.tenants, request)
            case "POST", ["identity", "connect", "authorize"]:
                return consent.decide(self.identity, self.connections, self.tenants, request, self.clock())
            case "POST", ["connect", "token"]:
                return tokens.token(self.identity, request)
            case "POST", ["connect", "revocation"]:
                return tokens.revocation(self.identity, self.connections, request)
            case "GET", ["connections"]:
                return self.connections.list(self._bearer(request), request, self._books)
            case "DELETE", ["connections", connection_id]:
                return self.connections.delete(self._bearer(request), connection_id)
            case "GET", ["organisationlogin", "default.aspx"]:
                return document_page.log_in(self._books.values(), request)
            case "GET", ["AccountsReceivable", page]:
                return document_page.show(self._books.values(), request, page)
        raise not_found()

    def _accounting(self, request: Request, fault: Fault | None, flight: ExitStack) -> Response:
        violation = self._judge.objection_to(request)
        grant, now = self._bearer(request), self.clock()
        books = gate.organisation(grant, self.connections, self._books, request)
        app, tenant = grant.client_id, books.organisation.tenant_id
        asked = Asked(request=request, grant=grant, books=books, fault=fault, violation=violation, now=now)
        try:
            self._limiter.enter(app, tenant, now)
            flight.callback(self._landed, app, tenant)
            response = self._serving.answer(asked)
        except Refused as refused:
            response = refused.response
        return replace(response, headers={**self._limiter.remaining(app, tenant, now), **response.headers})

    def _bearer(self, request: Request) -> Grant:
        return gate.bearer(self.identity, request, self.clock())

    def _landed(self, app: str, tenant: str) -> None:
        with self._lock:
            self._limiter.leave(app, tenant)
