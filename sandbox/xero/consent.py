"""The consent flow: what an app asks, what the user decides, and where the browser goes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs, urlencode
from uuid import uuid4

from sandbox.http import Request, Response, html_response, redirect
from sandbox.xero import scopes
from sandbox.xero.connections import Connections
from sandbox.xero.consent_page import choose_page, error_page
from sandbox.xero.identity import App, Grant, Identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A checked authorisation request."""

    app: App
    redirect_uri: str
    state: str
    scopes: tuple[str, ...]
    challenge: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unaskable:
    """An authorisation request that Xero answers with a page of its own instead of a redirect."""

    error: str
    reason: str


def authorize(identity: Identity, tenants: Mapping[str, str], request: Request) -> Response:
    """`GET`: the page on which the signed-in user chooses among `tenants` (id to name)."""
    sent = request.query
    ask = _ask(identity, sent)
    if isinstance(ask, Unaskable):
        return html_response(400, error_page(ask.error, ask.reason))
    return html_response(200, choose_page(ask.app.name, identity.user, tenants, ask.scopes, sent))


def decide(
    identity: Identity, connections: Connections, tenants: Mapping[str, str], request: Request, now: datetime
) -> Response:
    """`POST`: Allow sends the browser back with a code, Cancel with `access_denied`."""
    fields = parse_qs(request.body.decode(), keep_blank_values=True)
    chosen = [tenant for tenant in fields.pop("tenant", []) if tenant in tenants]
    sent = {name: values[-1] for name, values in fields.items()}
    decision = sent.pop("decision", "")
    ask = _ask(identity, sent)
    if isinstance(ask, Unaskable):
        return html_response(400, error_page(ask.error, ask.reason))
    if decision != "allow":
        return _back(ask, {"error": "access_denied"})
    if not chosen:
        page = choose_page(ask.app.name, identity.user, tenants, ask.scopes, sent, "Choose at least one organisation.")
        return html_response(400, page)
    grant = Grant(client_id=ask.app.client_id, user_id=identity.user.user_id, event_id=str(uuid4()), scopes=ask.scopes)
    connections.connect(grant, chosen, now)
    code = identity.issue_code(grant, ask.redirect_uri, ask.challenge)
    return _back(ask, {"code": code, "scope": " ".join(ask.scopes)})


def _ask(identity: Identity, sent: Mapping[str, str]) -> Ask | Unaskable:
    app = identity.apps.get(sent.get("client_id", ""))
    if app is None:
        return Unaskable(error="unauthorized_client", reason="Unknown client or client not enabled")
    if sent.get("redirect_uri", "") not in app.redirect_uris:
        return Unaskable(error="unauthorized_client", reason="Invalid redirect_uri")
    if sent.get("response_type") != "code":
        return Unaskable(error="unsupported_response_type", reason="response_type must be code")
    asked = tuple(sent.get("scope", "").split())
    if not asked or (strange := scopes.unknown(asked)):
        return Unaskable(error="invalid_scope", reason=f"Invalid scopes: {' '.join(strange if asked else ())}")
    if not sent.get("state"):
        # Xero merely recommends state; a sandbox that insists finds the flow without one early.
        return Unaskable(error="invalid_request", reason="state is missing")
    challenge = sent.get("code_challenge") or None
    if challenge and sent.get("code_challenge_method") != "S256":
        return Unaskable(error="invalid_request", reason="code_challenge_method must be S256")
    return Ask(app=app, redirect_uri=sent["redirect_uri"], state=sent["state"], scopes=asked, challenge=challenge)


def _back(ask: Ask, answer: Mapping[str, str]) -> Response:
    joint = "&" if "?" in ask.redirect_uri else "?"
    return redirect(f"{ask.redirect_uri}{joint}{urlencode({**answer, 'state': ask.state})}")
